/** What can be done to the flash of a board outside of a run. Loaded when somebody opens it. */
import { useEffect, useState } from 'react';
import { flashTools } from '../../../i18n/en/flash-tools';
import { useText } from '../../../i18n/use-text';
import type { FlashLook } from '../../../model/flash-look';
import type { LaneView } from '../../../model/run';
import { isAtWork } from '../../../model/tool';
import { Button } from '../../../ui/button';
import { Evidence } from '../../../ui/text';
import { useBench } from '../../parts/bench-context';
import { isBusy } from '../../parts/lane-words';
import { CopyResult } from '../copies/copy-result';
import { CopyTools } from '../copies/copy-tools';
import { EraseChoices } from './erase-choices';
import { ErasedLine } from './erased-line';
import styles from './flash-tools.module.css';
import { LookView } from './look-view';
import { ToolLine } from './tool-line';
import { ToolTrouble } from './tool-trouble';

/** The last look at this flash, good until something else is done to it. */
const useLook = ({ tool, runId }: LaneView): FlashLook | undefined => {
  const [seen, setSeen] = useState<{ look: FlashLook; run: string | undefined }>();
  useEffect(() => {
    if (tool?.result?.tool === 'map') setSeen({ look: tool.result, run: runId });
    // What was erased, written or begun is not as it was seen.
    else if (tool?.result || tool?.phase === 'erasing' || tool?.phase === 'writing') setSeen(undefined);
  }, [tool, runId]);
  return seen?.run === runId ? seen?.look : undefined;
};

const FlashTools = ({ lane }: { lane: LaneView }) => {
  const t = useText(flashTools);
  const { send } = useBench();
  const look = useLook(lane);
  const { tool } = lane;
  const busy = isBusy(lane);
  const result = isAtWork(tool) ? undefined : tool?.result;
  return (
    <div className={styles.tools}>
      <div className={styles.buttons}>
        <Button
          disabled={busy || lane.state === 'gone'}
          onClick={() => send({ kind: 'tool', lane: lane.id, ask: { tool: 'map' } })}
        >
          {look ? t.look.again : t.look.do}
        </Button>
        {look ? null : <Evidence>{t.look.what}</Evidence>}
      </div>
      {tool && isAtWork(tool) ? <ToolLine tool={tool} /> : null}
      {tool && !isAtWork(tool) && tool.problem ? <ToolTrouble lane={lane} tool={tool} look={look} /> : null}
      {result?.tool === 'erase' ? <ErasedLine erased={result} /> : null}
      {result ? <CopyResult lane={lane} result={result} /> : null}
      {!busy && lane.state !== 'gone' ? <CopyTools lane={lane} /> : null}
      {look ? <LookView look={look} /> : null}
      {look && !busy && lane.state !== 'gone' ? <EraseChoices lane={lane} look={look} /> : null}
    </div>
  );
};

export default FlashTools;
