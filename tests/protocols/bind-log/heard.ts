/** Logs as lines: what a board printed, through the same door as in the bench, and the rail that comes of it. */
import type { BindFaultCode, BindStepName, BindView } from '../../../src/model/bind';
import type { LogLine } from '../../../src/model/log-line';
import { emptyBind, foldBind } from '../../../src/protocols/bind-log/fold-bind';
import { createDialogue } from '../../../src/protocols/console/dialogue';
import { createMaskingDoor } from '../../../src/protocols/console/mask';

/** What a port heard, in pieces of `size` bytes, a millisecond apart. */
export const linesOf = (heard: Uint8Array, size = heard.length): LogLine[] => {
  const door = createMaskingDoor();
  const dialogue = createDialogue();
  const lines = [];
  for (let from = 0; from < heard.length; from += size) {
    lines.push(...dialogue.take(heard.subarray(from, from + size), 1000 + from).lines);
  }
  return [...lines, ...dialogue.end()].map((line) => door.heard(line));
};

export const foldLines = (lines: readonly LogLine[], from: BindView = emptyBind()): BindView =>
  lines.reduce((view, line) => foldBind(view, { kind: 'line', line }), from);

/** Messages of TuyaOpen's log, a second apart; `file.c| text` names a file. */
export const said = (...texts: string[]): LogLine[] =>
  texts.map((text, index) => {
    const [, file = 'some.c', message = text] = /^(\w+\.c)\| (.*)$/.exec(text) ?? [];
    return { at: 1_000_000 + index * 1000, level: 'D', file, stamp: '01-01 00:00:01', text: message };
  });

export const railOf = (...texts: string[]): BindView => foldLines(said(...texts));

/** One letter a step: `+` proven, `.` ahead, `-` left out, `o` working, `x` failed, `?` doubtful. */
export const shape = ({ steps }: BindView): string =>
  steps
    .map(
      ({ state }) =>
        ({ proven: '+', ahead: '.', 'left-out': '-', working: 'o', failed: 'x', doubtful: '?' })[state as 'proven'],
    )
    .join('');

export const faultOf = ({ fault }: BindView): [BindFaultCode, BindStepName] | undefined =>
  fault && [fault.code, fault.step];
