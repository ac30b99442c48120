/** A region as addresses: aligned with one click, and what it touches said while it is typed. */
import { useState } from 'react';
import { flashTools } from '../../../i18n/en/flash-tools';
import { useText } from '../../../i18n/use-text';
import type { FlashSpan } from '../../../model/erase';
import type { FlashLook } from '../../../model/flash-look';
import { own } from '../../../model/own';
import { effectOf } from '../../../protocols/erase/effect';
import { aligned, isAligned, readAddress, spanFault } from '../../../protocols/erase/span';
import { Button } from '../../../ui/button';
import { TextField } from '../../../ui/field';
import { useRegionName } from './erase-dialog';
import styles from './flash-tools.module.css';
import { hex } from './look-view';

export const EraseRegion = ({ look, onChoose }: { look: FlashLook; onChoose: (span: FlashSpan) => void }) => {
  const t = useText(flashTools).erase;
  const nameOf = useRegionName();
  const [typed, setTyped] = useState({ from: '', to: '' });
  const [from, to] = [readAddress(typed.from), readAddress(typed.to)];
  const span = from === undefined || to === undefined ? undefined : { from, to };
  const fault = span && spanFault(span, look.flashBytes);
  const hits = span && !fault ? effectOf(look, [span]).hits : [];
  const align = () => {
    if (!span) return;
    const whole = aligned(span);
    setTyped({ from: hex(whole.from), to: hex(whole.to) });
  };
  const wrong = (text: string, address: number | undefined) =>
    text.trim() !== '' && address === undefined ? t.notHex : undefined;
  const field = (name: 'from' | 'to', address: number | undefined) => (
    <TextField
      label={t[name]}
      problem={wrong(typed[name], address)}
      value={typed[name]}
      placeholder="0x0"
      maxLength={12}
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
    />
  );
  return (
    <form
      className={styles.region}
      onSubmit={(event) => {
        event.preventDefault();
        if (span && !fault) onChoose(span);
      }}
    >
      <div className={styles.addresses}>
        {field('from', from)}
        {field('to', to)}
        <Button disabled={!span || isAligned(span)} onClick={align}>
          {t.align}
        </Button>
        <Button kind="danger" disabled={!span || fault !== undefined} onClick={() => span && onChoose(span)}>
          {t.next}
        </Button>
      </div>
      <p role="status">
        {fault
          ? own(t.faults, fault)
          : !span
            ? t.hint
            : hits.length > 0
              ? t.hits(hits.map(({ label }) => nameOf(label)).join(t.comma))
              : t.hitsNothing}
      </p>
    </form>
  );
};
