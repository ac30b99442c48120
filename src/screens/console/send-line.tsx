/** One line to the board: typed, brought back with Up and Down, or one of those sent often. */
import { type KeyboardEvent, useId, useState } from 'react';
import { console } from '../../i18n/en/console';
import { useText } from '../../i18n/use-text';
import { Button } from '../../ui/button';
import { BareInput } from '../../ui/field';
import { Engraved, Evidence, Mono } from '../../ui/text';
import styles from './send-line.module.css';
import { recall, remember } from './sent-history';

/** They change nothing on the board (authorize-cli, sections 2 and 3). */
const quickCommands = ['help', 'read_mac', 'auth-read', 'sys_version'];

export const SendLine = ({ why, onSend }: { why: string | undefined; onSend: (text: string) => void }) => {
  const t = useText(console);
  const [text, setText] = useState('');
  const [history, setHistory] = useState<readonly string[]>([]);
  const [back, setBack] = useState(0);
  const hint = useId();
  const send = (line: string) => {
    if (why) return;
    onSend(line);
    setHistory(remember(history, line));
    setBack(0);
  };
  const walk = (event: KeyboardEvent, steps: number) => {
    event.preventDefault();
    const next = Math.min(Math.max(0, back + steps), history.length);
    setBack(next);
    setText(recall(history, next));
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        send(text);
        if (!why) setText('');
      }}
    >
      <div className={styles.field}>
        <Mono className={styles.prompt}>{t.prompt}</Mono>
        <BareInput
          className={styles.input}
          aria-label={t.line}
          aria-describedby={hint}
          placeholder={t.placeholder}
          value={text}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'ArrowUp') walk(event, 1);
            if (event.key === 'ArrowDown') walk(event, -1);
          }}
        />
      </div>
      <Button type="submit" kind="primary" disabled={Boolean(why)}>
        {t.send}
      </Button>
      <div className={styles.quick}>
        <Engraved>{t.quick}</Engraved>
        {quickCommands.map((command) => (
          <Button key={command} size="small" disabled={Boolean(why)} onClick={() => send(command)}>
            <Mono>{command}</Mono>
          </Button>
        ))}
        <span id={hint} className={styles.hint}>
          <Evidence>{why ?? t.history}</Evidence>
        </span>
      </div>
    </form>
  );
};
