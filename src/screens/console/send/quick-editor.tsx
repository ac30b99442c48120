/** Adds, orders and removes the commands that are sent with a click. Nothing secret gets into them. */
import ArrowDown from 'lucide-react/icons/arrow-down';
import ArrowUp from 'lucide-react/icons/arrow-up';
import Plus from 'lucide-react/icons/plus';
import X from 'lucide-react/icons/x';
import { useState } from 'react';
import { sending } from '../../../i18n/en/sending';
import { useText } from '../../../i18n/use-text';
import {
  firstQuick,
  mostQuick,
  movedQuick,
  suggestedQuick,
  withoutQuick,
  withQuick,
} from '../../../model/quick-commands';
import { isSameEntry, type SentEntry } from '../../../model/sending';
import { readHex } from '../../../protocols/console/hex-input';
import { createMaskingDoor } from '../../../protocols/console/mask';
import { benchDatabase } from '../../../records/database';
import { changeQuick } from '../../../records/quick-commands';
import { Button, IconButton, TextButton } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { Checkbox, TextField } from '../../../ui/field';
import { Engraved, Evidence, Mono } from '../../../ui/text';
import styles from './quick-editor.module.css';

const holdsSecret = ({ text, hex }: SentEntry): boolean => {
  const read = hex ? readHex(text) : undefined;
  const line = read && 'bytes' in read ? String.fromCharCode(...read.bytes) : text;
  const door = createMaskingDoor();
  const masks = (part: string) =>
    door.sent(part, 0).masked !== undefined || door.heard({ kind: 'plain', text: part, at: 0 }).masked !== undefined;
  return line.split(/[\r\n]+/).some(masks);
};

const change = (work: (list: readonly SentEntry[]) => readonly SentEntry[]) =>
  void changeQuick(benchDatabase(), work).catch(() => {});

export const QuickEditor = ({ list, onClose }: { list: readonly SentEntry[]; onClose: () => void }) => {
  const words = useText(sending);
  const t = words.quick;
  const [text, setText] = useState('');
  const [hex, setHex] = useState(false);
  const [problem, setProblem] = useState<string>();
  const entry: SentEntry = { text: text.trim(), ...(hex && { hex: true }) };

  const faultOf = (): string | undefined => {
    const read = hex ? readHex(entry.text) : undefined;
    if (read && 'why' in read)
      return words.wrongHex[read.why](entry.text.slice(read.at, read.at + read.length), read.at + 1);
    if (holdsSecret(entry)) return t.secret;
    return list.some((other) => isSameEntry(other, entry)) ? t.twice : undefined;
  };

  const missing = suggestedQuick.filter((one) => !list.some((other) => isSameEntry(other, one)));
  return (
    <Dialog open onClose={onClose} title={t.editTitle} closeLabel={t.close}>
      <div className={styles.editor}>
        <Engraved>{t.list}</Engraved>
        {list.length === 0 ? <Evidence>{t.none}</Evidence> : null}
        <ol className={styles.list} aria-label={t.list}>
          {list.map((one, index) => (
            <li key={`${one.hex ?? ''} ${one.text}`} className={styles.row}>
              <Mono className={styles.text}>{one.text}</Mono>
              {one.hex ? <Evidence>{words.hex}</Evidence> : null}
              <IconButton
                size="small"
                label={t.up(one.text)}
                disabled={index === 0}
                onClick={() => change((now) => movedQuick(now, one, -1))}
              >
                <ArrowUp size={14} strokeWidth={1.75} />
              </IconButton>
              <IconButton
                size="small"
                label={t.down(one.text)}
                disabled={index === list.length - 1}
                onClick={() => change((now) => movedQuick(now, one, 1))}
              >
                <ArrowDown size={14} strokeWidth={1.75} />
              </IconButton>
              <IconButton
                size="small"
                label={t.remove(one.text)}
                onClick={() => change((now) => withoutQuick(now, one))}
              >
                <X size={14} strokeWidth={1.75} />
              </IconButton>
            </li>
          ))}
        </ol>
        <form
          className={styles.add}
          onSubmit={(event) => {
            event.preventDefault();
            if (entry.text === '') return;
            const fault = faultOf();
            setProblem(fault);
            if (fault) return;
            change((now) => withQuick(now, entry));
            setText('');
          }}
        >
          <TextField
            label={t.addLabel}
            value={text}
            problem={problem}
            autoComplete="off"
            spellCheck={false}
            maxLength={hex ? undefined : 255}
            onChange={(event) => {
              setText(event.target.value);
              setProblem(undefined);
            }}
          />
          <Button type="submit" disabled={list.length >= mostQuick}>
            {t.add}
          </Button>
          <Checkbox label={t.addHex} checked={hex} onChange={(event) => setHex(event.target.checked)} />
        </form>
        {missing.length > 0 ? (
          <>
            <Engraved>{t.suggested}</Engraved>
            <div className={styles.suggested}>
              {missing.map((one) => (
                <Button
                  key={one.text}
                  size="small"
                  aria-label={t.put(one.text)}
                  icon={<Plus size={13} strokeWidth={1.75} aria-hidden="true" />}
                  onClick={() => change((now) => withQuick(now, one))}
                >
                  <Mono>{one.text}</Mono>
                </Button>
              ))}
            </div>
            <Evidence>{t.suggestedHint}</Evidence>
          </>
        ) : null}
        <TextButton onClick={() => change(() => firstQuick)}>{t.usual}</TextButton>
      </div>
    </Dialog>
  );
};
