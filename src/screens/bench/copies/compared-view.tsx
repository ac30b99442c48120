/** What differs between a file and the flash, whose copy it is, and what may be done with it. */
import { useState } from 'react';
import { copies } from '../../../i18n/en/copies';
import { useFormats, useText } from '../../../i18n/use-text';
import type { CopyCompared } from '../../../model/backup';
import type { LaneView } from '../../../model/run';
import { Button } from '../../../ui/button';
import { StateGlyph } from '../../../ui/state-glyph';
import { Table } from '../../../ui/table';
import { Mono } from '../../../ui/text';
import { useBench } from '../../parts/bench-context';
import { MacDialog } from '../../parts/mac-dialog';
import { CloneDialog } from './clone-dialog';
import styles from './copies.module.css';
import { hex } from './hex';

const Differences = ({ differ }: Pick<CopyCompared, 'differ'>) => {
  const t = useText(copies).compared;
  const f = useFormats();
  return (
    <Table label={t.table} dense>
      <thead>
        <tr>
          <th>{t.part}</th>
          <th data-number>{t.sectors}</th>
          <th data-number>{t.bytes}</th>
          <th>{t.first}</th>
        </tr>
      </thead>
      <tbody>
        {differ.map(({ label, offset, sectors, of, bytes, first }) => (
          <tr key={offset}>
            <td>{label ? <Mono>{label}</Mono> : t.between}</td>
            <td data-number>
              <Mono strong>{f.count(sectors)}</Mono> <Mono pale>/ {f.count(of)}</Mono>
            </td>
            <td data-number>
              <Mono>{bytes === undefined ? '–' : f.count(bytes)}</Mono>
            </td>
            <td>
              <Mono pale>{first.map(hex).join(' ')}</Mono>
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
};

const RestoreDialog = ({
  lane,
  compared: { mac = '', name, sha256, differ },
  file,
  onClose,
}: {
  lane: LaneView;
  compared: CopyCompared;
  file: File;
  onClose: () => void;
}) => {
  const t = useText(copies).restore;
  const { send } = useBench();
  return (
    <MacDialog
      tail={{ kind: 'mac', name: mac }}
      words={{
        title: t.title,
        keep: t.keep,
        do: t.write,
        label: t.label,
        wrong: t.wrong,
        text: t.text,
        now: t.now,
        before: t.before(differ.length),
        later: t.later,
        after: name,
      }}
      onDo={() => send({ kind: 'tool', lane: lane.id, ask: { tool: 'restore', file, sha256, mac } })}
      onClose={onClose}
    />
  );
};

export const ComparedView = ({ lane, compared }: { lane: LaneView; compared: CopyCompared }) => {
  const t = useText(copies);
  const f = useFormats();
  const [asking, ask] = useState<'restore' | 'clone'>();
  const { name, differ, owner, takenAt, mac, clone } = compared;
  const told = lane.tool?.ask;
  const file = told?.tool === 'compare' ? told.file : undefined;
  const same = differ.length === 0;
  const whose = owner.of === 'other' ? t.compared.owner.other(owner.mac) : t.compared.owner[owner.of];
  return (
    <div className={styles.result} role="status">
      <div className={styles.head}>
        <StateGlyph state={same ? 'proven' : 'yours'} size={14} />
        <h4>{same ? t.compared.same(name) : t.compared.differ(name, differ.length)}</h4>
      </div>
      <p>
        {whose} {takenAt === undefined ? null : t.compared.taken(f.date(takenAt))} {t.compared.nothing}
      </p>
      {same ? null : <Differences differ={differ} />}
      {file && !same ? (
        <div className={styles.buttons}>
          {owner.of === 'own' && mac ? <Button onClick={() => ask('restore')}>{t.restore.do}</Button> : null}
          {clone ? <Button onClick={() => ask('clone')}>{t.clone.do}</Button> : null}
        </div>
      ) : null}
      {clone || same ? null : <p>{t.clone.none}</p>}
      {file && asking === 'restore' ? (
        <RestoreDialog lane={lane} compared={compared} file={file} onClose={() => ask(undefined)} />
      ) : null}
      {file && asking === 'clone' && clone ? (
        <CloneDialog lane={lane} parts={clone} file={file} compared={compared} onClose={() => ask(undefined)} />
      ) : null}
    </div>
  );
};
