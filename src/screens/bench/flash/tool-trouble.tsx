/** A tool that ended with a question or a fault: what happened, and the way on. */
import { useState } from 'react';
import { copies } from '../../../i18n/en/copies';
import { flashTools } from '../../../i18n/en/flash-tools';
import { problems } from '../../../i18n/en/problems';
import { useText } from '../../../i18n/use-text';
import type { Irreplaceable } from '../../../model/erase';
import type { FlashLook } from '../../../model/flash-look';
import type { ProblemCode } from '../../../model/problem';
import type { LaneView } from '../../../model/run';
import type { ToolAsk, ToolView } from '../../../model/tool';
import { Button } from '../../../ui/button';
import { StateGlyph } from '../../../ui/state-glyph';
import { useBench } from '../../parts/bench-context';
import { usePresetName } from './erase-choices';
import { EraseDialog } from './erase-dialog';
import styles from './flash-tools.module.css';

/** What a person may give up, by the question. */
const givenUp: Readonly<Partial<Record<ProblemCode, Irreplaceable>>> = {
  'erase.license-not-kept': 'license',
  'erase.radio-not-kept': 'radio',
};

const Anyway = ({
  lane,
  look,
  ask,
  gives,
}: {
  lane: LaneView;
  look: FlashLook;
  ask: ToolAsk<'erase'>;
  gives: Irreplaceable;
}) => {
  const t = useText(flashTools);
  const nameOf = usePresetName(look);
  const [asking, setAsking] = useState(false);
  const { spans, preset, anyway = [] } = ask;
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t.anyway}</Button>
      {asking ? (
        <EraseDialog
          lane={lane}
          look={look}
          choice={{ spans, ...(preset && { preset }), anyway: [...anyway, gives] }}
          name={nameOf(preset)}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  );
};

/** `look`: the last one of this board, where there was one. */
export const ToolTrouble = ({
  lane,
  tool: { ask, state, problem },
  look,
}: {
  lane: LaneView;
  tool: ToolView;
  look: FlashLook | undefined;
}) => {
  const t = useText(flashTools);
  const words = useText(problems).of;
  const ofCopies = useText(copies);
  const { send } = useBench();
  if (!problem) return null;
  const gives = givenUp[problem.code];
  return (
    <div className={styles.result} role="status">
      <StateGlyph state={state === 'stopped' ? 'ahead' : state === 'yours' ? 'yours' : 'failed'} size={14} />
      <div>
        <h4>{state === 'stopped' ? t.stopped : words[problem.code].title(problem.details)}</h4>
        {state === 'stopped' ? null : <p>{words[problem.code].what(problem.details)}</p>}
        {lane.state === 'gone' ? null : (
          <div className={styles.buttons}>
            {gives ? null : <Button onClick={() => send({ kind: 'tool', lane: lane.id, ask })}>{t.again}</Button>}
            {ask.tool === 'restore' && problem.code === 'copy.license-unread' ? (
              <Button onClick={() => send({ kind: 'tool', lane: lane.id, ask: { ...ask, evenUnread: true } })}>
                {ofCopies.restore.anyway}
              </Button>
            ) : null}
            {gives && look && ask.tool === 'erase' ? <Anyway lane={lane} look={look} ask={ask} gives={gives} /> : null}
          </div>
        )}
      </div>
    </div>
  );
};
