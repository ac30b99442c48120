/** A row of bytes: where it stands, when it came, the bytes, and what they spell. */
import { byteStates } from '../../../../model/heard-bytes';
import { address, type BytesToShow, byteSign, byteText } from '../../../../protocols/console/hex-dump';
import { cx } from '../../../../ui/cx';
import styles from './hex-view.module.css';

type Look = 'told' | 'masked' | 'waits';
interface Run {
  at: number;
  look: Look;
  chosen: boolean;
  cells: string;
  signs: string;
}

const lookOf = (state: number | undefined): Look => {
  if (state === byteStates.told) return 'told';
  return state === byteStates.masked ? 'masked' : 'waits';
};

export const HexRow = ({
  piece,
  at,
  count,
  time,
  isChosen,
}: {
  piece: BytesToShow;
  /** First byte in the piece, and how many. */
  at: number;
  count: number;
  time: string;
  isChosen: (place: number) => boolean;
}) => {
  const runs: Run[] = [];
  for (let place = at; place < at + count; place += 1) {
    const look = lookOf(piece.states[place]);
    const chosen = isChosen(piece.from + place);
    let run = runs.at(-1);
    if (run?.look !== look || run.chosen !== chosen) {
      run = { at: place, look, chosen, cells: '', signs: '' };
      runs.push(run);
    }
    run.cells += `${byteText(piece, place)} `;
    run.signs += byteSign(piece, place);
  }
  const drawn = (text: 'cells' | 'signs') =>
    runs.map((run) => (
      <span key={run.at} className={cx(styles[run.look], run.chosen && styles.chosen)}>
        {run[text]}
      </span>
    ));
  return (
    <div className={styles.row} data-from={piece.from + at} data-count={count}>
      <span className={styles.address}>{address(piece.from + at)}</span>
      <span className={styles.time}>{time}</span>
      <span className={styles.cells} data-bytes="">
        {drawn('cells')}
      </span>
      <span className={styles.signs} data-bytes="">
        {drawn('signs')}
      </span>
    </div>
  );
};
