/** To the board: a line or bytes, typed, brought back with Up and Down, or one of those sent often. */
import { useState } from 'react';
import { console } from '../../../i18n/en/console';
import { sending } from '../../../i18n/en/sending';
import { useText } from '../../../i18n/use-text';
import { type LineEnd, lineEnds, type SentEntry, usualLineEnd } from '../../../model/sending';
import { readHex } from '../../../protocols/console/hex-input';
import { forgetSent } from '../../../records/consoles';
import { benchDatabase } from '../../../records/database';
import { Button, TextButton } from '../../../ui/button';
import { Select } from '../../../ui/field';
import { Segmented } from '../../../ui/segmented';
import { Evidence } from '../../../ui/text';
import { useBench } from '../../parts/bench-context';
import type { ConsolePort } from '../port/use-console';
import { useKept, useOwner } from '../port/use-memory';
import { QuickCommands } from './quick-commands';
import { SendInput } from './send-input';
import styles from './send-line.module.css';
import { ofKind } from './sent-history';

export const SendLine = ({
  why,
  chosen,
}: {
  /** Nothing can be sent now. */
  why: string | undefined;
  chosen: ConsolePort;
}) => {
  const t = useText(sending);
  const placeholder = useText(console).placeholder;
  const bench = useBench();
  const owner = useOwner(chosen);
  const kept = useKept(owner).answer;
  const [typed, setTyped] = useState('');
  const [hex, setHex] = useState(false);
  const [wish, setEnd] = useState<LineEnd>();
  /** Of what stands in the field since it was sent in vain. */
  const [wrong, setWrong] = useState(false);
  const end = wish ?? kept?.end ?? usualLineEnd;
  const read = hex ? readHex(typed) : undefined;
  const fault = read && 'why' in read && (wrong || read.why !== 'empty') && typed !== '' ? read : undefined;
  const { id } = chosen;

  /** False: it stays in the field. */
  const send = ({ text, hex }: SentEntry): boolean => {
    if (why) return false;
    if (!hex) {
      bench.send({ kind: 'console-send', port: id, text, end });
      return true;
    }
    const found = readHex(text);
    if ('bytes' in found) bench.send({ kind: 'console-send-bytes', port: id, bytes: found.bytes, typed: text.trim() });
    return 'bytes' in found;
  };

  const said = () => {
    if (fault) {
      const found = typed.slice(fault.at, fault.at + fault.length);
      return t.wrongHex[fault.why](found.length > 12 ? `${found.slice(0, 12)}…` : found, fault.at + 1);
    }
    return read && 'bytes' in read ? t.bytes(read.bytes.length) : undefined;
  };

  return (
    <div className={styles.around}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          const sent = send({ text: typed, ...(hex && { hex: true }) });
          if (sent) setTyped('');
          setWrong(!sent && !why);
        }}
      >
        <SendInput
          hex={hex}
          typed={typed}
          history={ofKind(kept?.sent ?? [], hex)}
          fault={fault}
          said={said()}
          label={hex ? t.bytesTo : t.lineTo}
          placeholder={hex ? t.hexPlaceholder : placeholder}
          hint={why ?? t.history}
          onTyped={(next) => {
            setTyped(next);
            setWrong(false);
          }}
        />
        <div className={styles.ways}>
          <Segmented
            label={t.how}
            value={hex ? 'hex' : 'text'}
            choices={[
              { value: 'text', label: t.text },
              { value: 'hex', label: t.hex },
            ]}
            onChange={(way) => {
              setHex(way === 'hex');
              setWrong(false);
            }}
          />
          {hex ? null : (
            <Select
              label={t.end}
              value={end}
              onChange={(event) => setEnd(lineEnds.find((one) => one === event.target.value))}
            >
              {lineEnds.map((one) => (
                <option key={one} value={one}>
                  {t.ends[one]}
                </option>
              ))}
            </Select>
          )}
          <Button type="submit" kind="primary" disabled={Boolean(why)}>
            {hex ? t.sendBytes : t.send}
          </Button>
        </div>
      </form>
      {/* Beside the form, not in it: the editor of these has one of its own. */}
      <QuickCommands disabled={Boolean(why)} onSend={send} />
      <div className={styles.hint}>
        <Evidence>{why ?? t.history}</Evidence>
        {kept && kept.sent.length > 0 ? (
          <TextButton onClick={() => void forgetSent(benchDatabase(), owner).catch(() => {})}>{t.forget}</TextButton>
        ) : null}
      </div>
    </div>
  );
};
