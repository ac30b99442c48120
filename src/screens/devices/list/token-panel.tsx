/** A pairing token with its life as a countdown; handed to a virtual board it can be watched activating. */
import KeySquare from 'lucide-react/icons/key-square';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { devices } from '../../../i18n/en/devices';
import { useFormats, useText } from '../../../i18n/use-text';
import { listAssets, type PairingTokenHere, type TokenOutcome } from '../../../steps/device/pairing-token';
import { Button } from '../../../ui/button';
import { Panel } from '../../../ui/panel';
import { StateGlyph } from '../../../ui/state-glyph';
import { Evidence, Mono } from '../../../ui/text';
import { showToast } from '../../../ui/toast';
import { useBench, useBenchView } from '../../parts/bench-context';
import type { PlacedCloud } from '../../parts/cloud-desk';
import { CloudRefusal } from '../../parts/cloud-refusal';
import { useDemoNames } from '../../parts/demo-names';
import { HeldSecret } from '../../parts/held-secret';
import { boardName, isBusy } from '../../parts/lane-words';
import { deviceOf } from '../../parts/places';
import { type OwnerChoice, ownerOf, TokenOwnerFields } from '../../parts/token-owner';
import { useClock } from '../parts/use-clock';
import styles from './token.module.css';
import { useToken } from './use-token';

const wholeLifeMs = 300_000;

/** The life that is left as an arc; the words beside it say the same. */
const Life = ({ leftMs }: { leftMs: number }) => {
  const around = 2 * Math.PI * 9;
  return (
    <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" className={styles.life}>
      <circle cx="12" cy="12" r="9" />
      <circle cx="12" cy="12" r="9" data-left="" strokeDasharray={`${(around * leftMs) / wholeLifeMs} ${around}`} />
    </svg>
  );
};

const GiveToBoard = ({ token }: { token: PairingTokenHere }) => {
  const t = useText(devices).pair;
  const { send } = useBench();
  const lanes = useBenchView((view) => view.lanes);
  const boards = lanes.filter(({ port, state }) => port.virtual && state !== 'gone');
  if (boards.length === 0) return <Evidence>{t.noBoard}</Evidence>;
  return (
    <div className={styles.give}>
      <span>{t.give}</span>
      {boards.map((lane) => (
        <Button
          key={lane.id}
          size="small"
          disabled={isBusy(lane)}
          onClick={() => {
            send({ kind: 'pair-virtual-board', port: lane.port.id, token: token.whole });
            showToast(t.given(boardName(lane)));
          }}
        >
          {boardName(lane)}
        </Button>
      ))}
    </div>
  );
};

const Outcome = ({ placed, outcome, over }: { placed: PlacedCloud; outcome: TokenOutcome; over: boolean }) => {
  const t = useText(devices).pair;
  const say = useDemoNames(placed.cloud.virtual);
  const [came] = outcome.came;
  if (came) {
    return (
      <p className={styles.came}>
        <StateGlyph state="proven" size={16} /> {t.came(say(came.name) || came.deviceId)}{' '}
        <Link href={deviceOf(placed.place, came.deviceId)}>{t.toDevice}</Link>
      </p>
    );
  }
  const failed = outcome.failed.at(-1);
  if (failed) {
    return (
      <p className={styles.came}>
        <StateGlyph state="failed" size={16} /> {t.failed(`${failed.msg || failed.code}`)}
      </p>
    );
  }
  return <Evidence>{over ? t.over : t.waiting}</Evidence>;
};

export const TokenPanel = ({ placed, onCame }: { placed: PlacedCloud; onCame: () => void }) => {
  const all = useText(devices);
  const t = all.pair;
  const f = useFormats();
  const { cloud } = placed;
  const { here, get } = useToken(placed, onCame);
  const [choice, setChoice] = useState<OwnerChoice>();
  const [missing, setMissing] = useState(false);
  useEffect(() => {
    let left = false;
    void listAssets(cloud).then((assets) => {
      if (!left) setChoice({ assets, asset: assets[0]?.id ?? '', uid: '' });
    });
    return () => {
      left = true;
    };
  }, [cloud]);
  const { token, outcome } = here;
  const used = outcome.came.length > 0;
  const now = useClock(token !== undefined && !used, 1000);
  const leftMs = token ? Math.max(0, token.endsTicks - now.ticks) : 0;
  const ask = () => {
    const owner = choice && ownerOf(choice);
    setMissing(!owner);
    if (owner) void get(owner);
  };
  const copy = () => {
    navigator.clipboard.writeText(token?.whole ?? '').then(
      () => showToast(all.copied(t.title)),
      () => showToast(all.notCopied),
    );
  };
  return (
    <Panel title={t.title} icon={<KeySquare size={16} strokeWidth={1.75} aria-hidden="true" />}>
      <div className={styles.token}>
        <p>{t.what}</p>
        {choice ? <TokenOwnerFields cloud={cloud} choice={choice} missing={missing} onChoose={setChoice} /> : null}
        {token && !used && leftMs > 0 ? (
          <div className={styles.running}>
            <Life leftMs={leftMs} />
            <Mono strong>{t.left(f.clock(leftMs))}</Mono>
            <HeldSecret label={t.hold} hint={all.identity.holdHint} fetch={async () => token.whole} />
            <Button size="small" onClick={copy}>
              {t.copy}
            </Button>
          </div>
        ) : null}
        <div role="status">{token ? <Outcome placed={placed} outcome={outcome} over={leftMs === 0} /> : null}</div>
        {token && cloud.virtual && !used && leftMs > 0 ? <GiveToBoard token={token} /> : null}
        {here.trouble ? <CloudRefusal trouble={here.trouble} /> : null}
        <div>
          <Button kind={token ? 'plain' : 'primary'} disabled={here.asking || !choice} onClick={ask}>
            {token ? t.another : t.get}
          </Button>
        </div>
      </div>
    </Panel>
  );
};
