/** What is wrong with a package, and where. */
import { BenchError, type Details } from '../../model/problem';

/**
 * not-json    no JSON at all
 * form        JSON without what belongs there: `where`
 * too-many    `what` (`parts`, `builds`), `most`
 * offset      of a part, no place in a flash: `part`, `offset`
 * unaligned   it begins within a sector: `part`, `offset`, and the sectors around it
 * overlap     two parts on one place: `part`, `other`, `at`
 * empty       a part without a byte: `part`
 * missing     a file that is named and was not dropped: `part`
 * outside     a path that leads out of what was dropped: `part`
 * twice       two files of one name: `part`
 * too-large   `size`, `most`, in bytes
 * changed     its SHA-256 is another: `part`
 * damaged     no archive, or one that ends too early
 * hex         no Intel HEX: `line`, `why`
 * chip        said to be for one chip and is for another: `part`, `said`, `found`
 * place       a part whose headers want it elsewhere: `part`, `offset`, `expected`
 * nothing     not one file in it that a board could start
 */
export type PackageFault =
  | 'not-json'
  | 'form'
  | 'too-many'
  | 'offset'
  | 'unaligned'
  | 'overlap'
  | 'empty'
  | 'missing'
  | 'outside'
  | 'twice'
  | 'too-large'
  | 'changed'
  | 'damaged'
  | 'hex'
  | 'chip'
  | 'place'
  | 'nothing';

export const packageFault = (reason: PackageFault, details: Details = {}): BenchError =>
  new BenchError('firmware.package', { reason, ...details });
