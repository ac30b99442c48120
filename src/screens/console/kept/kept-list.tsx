/** Every log that is kept: whose, when, how long; opened, saved as a file, deleted. */
import { useState } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { console } from '../../../i18n/en/console';
import { logWords } from '../../../i18n/en/log-words';
import { useFormats, useText } from '../../../i18n/use-text';
import type { LogSession } from '../../../model/log-look';
import { Button, TextLink } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { Panel } from '../../../ui/panel';
import { SearchField } from '../../../ui/search-field';
import { Table } from '../../../ui/table';
import { Tag } from '../../../ui/tag';
import { Evidence, Mono } from '../../../ui/text';
import { showToast } from '../../../ui/toast';
import { VirtualTag } from '../../../ui/virtual';
import { useSurroundings } from '../../parts/bench-context';
import { keptLogAt } from '../../parts/places';
import styles from '../log/log-panel.module.css';
import empty from '../log/rows/log-empty.module.css';
import { saveWholeLog } from '../log/save/save-log';
import own from './kept-list.module.css';
import { boardName } from './log-name';

const noneDropped = createStore(() => 0);

const fits = (session: LogSession, words: string): boolean =>
  [session.chip, session.mac, session.port, boardName(session, '')].some((word) =>
    word?.toLowerCase().includes(words.trim().toLowerCase()),
  );

export const KeptList = ({
  sessions,
  onChanged,
}: {
  sessions: readonly LogSession[] | undefined;
  onChanged: () => void;
}) => {
  const t = useText(logWords);
  const c = useText(console);
  const f = useFormats();
  const { logs } = useSurroundings();
  const dropped = useStore(logs?.dropped ?? noneDropped);
  const [words, setWords] = useState('');
  const [doomed, setDoomed] = useState<LogSession>();
  const [saving, setSaving] = useState<number>();
  const shown = (sessions ?? []).filter((session) => words.trim() === '' || fits(session, words));
  const nameOf = (session: LogSession) => boardName(session, t.unknownBoard);

  const save = async (session: LogSession) => {
    if (!logs) return;
    setSaving(0);
    const of = { session: session.id };
    const lines = await saveWholeLog(logs, of, { name: nameOf(session), mask: c.masked, told: setSaving }).finally(() =>
      setSaving(undefined),
    );
    showToast(c.saved(lines));
  };
  const remove = async (session: LogSession) => {
    setDoomed(undefined);
    const gone = await logs?.ask('remove', { session: session.id });
    showToast(gone ? t.removed : t.notRemoved);
    onChanged();
  };

  return (
    <Panel flush>
      <div className={styles.tools}>
        <SearchField placeholder={t.searchKept} label={t.searchKept} value={words} onChange={setWords} />
        <Evidence>{saving === undefined ? t.keptHint : t.saving(saving)}</Evidence>
      </div>
      {dropped > 0 ? <p className={styles.atWork}>{t.dropped(dropped)}</p> : null}
      {sessions && shown.length === 0 ? (
        <div className={empty.noPort}>
          <p className={empty.emptyTitle}>{words ? t.nothingFits : t.noneKept}</p>
          {words ? null : <p className={empty.emptyHint}>{t.noneKeptHint}</p>}
        </div>
      ) : (
        <Table label={t.kept} stacks className={own.list}>
          <thead>
            <tr>
              <th scope="col">{t.columns.board}</th>
              <th scope="col">{t.columns.mac}</th>
              <th scope="col">{t.columns.begun}</th>
              <th scope="col" data-number>
                {t.columns.lines}
              </th>
              <th scope="col" data-number>
                {t.columns.size}
              </th>
              <th scope="col" aria-label={t.open} />
            </tr>
          </thead>
          <tbody>
            {shown.map((session) => (
              <tr key={session.id} data-virtual={session.virtual}>
                <td>
                  <TextLink href={`#${keptLogAt(session.id)}`}>{nameOf(session)}</TextLink>{' '}
                  {session.virtual ? <VirtualTag word={t.virtual} /> : null}
                  {session.live ? <Tag>{t.live}</Tag> : null}
                </td>
                <td>
                  <Mono>{session.mac ?? '·'}</Mono>
                </td>
                <td>{f.date(session.begun)}</td>
                <td data-number>{f.count(session.next - session.first)}</td>
                <td data-number>{f.bytes(session.bytes)}</td>
                <td className={own.acts}>
                  <Button
                    size="small"
                    aria-label={t.exportLog(nameOf(session))}
                    disabled={saving !== undefined}
                    onClick={() => void save(session)}
                  >
                    {t.export}
                  </Button>
                  <Button
                    size="small"
                    kind="quiet"
                    aria-label={t.removeLog(nameOf(session))}
                    disabled={session.live}
                    onClick={() => setDoomed(session)}
                  >
                    {t.remove}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      <Dialog
        open={doomed !== undefined}
        onClose={() => setDoomed(undefined)}
        title={t.reallyRemove}
        closeLabel={t.keepIt}
        actions={
          <>
            <Button onClick={() => setDoomed(undefined)}>{t.keepIt}</Button>
            <Button kind="danger" onClick={() => doomed && void remove(doomed)}>
              {t.remove}
            </Button>
          </>
        }
      >
        <p>{doomed ? t.removeHint(nameOf(doomed), doomed.next - doomed.first) : null}</p>
      </Dialog>
    </Panel>
  );
};
