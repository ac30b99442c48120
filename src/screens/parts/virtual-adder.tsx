/** One click puts a well-behaved virtual board on the table; the small menu beside it has other chips and habits. */

import ChevronDown from 'lucide-react/icons/chevron-down';
import SquareDashed from 'lucide-react/icons/square-dashed';
import { useRef, useState } from 'react';
import { useStore } from 'zustand';
import { bench } from '../../i18n/en/bench';
import { useText } from '../../i18n/use-text';
import { type BoardSpeed, boardSpeeds, type VirtualChip, virtualChips } from '../../model/board-habits';
import { chipNames } from '../../model/chip';
import { own } from '../../model/own';
import type { LaneView } from '../../model/run';
import { Button } from '../../ui/button';
import { Select } from '../../ui/field';
import { Evidence } from '../../ui/text';
import { useBench, useBenchView } from './bench-context';
import { focusNextLane } from './focus-lane';
import { isBusy } from './lane-words';
import { boardSpeed, chooseBoardSpeed } from './preferences';
import styles from './virtual-adder.module.css';
import { habitsFor, virtualHabits } from './virtual-habits';

/** As many as a bench shows at once (look.md, picture 05). */
const batch = 8;

export const VirtualAdder = ({ size }: { size?: 'small' | 'normal' | 'large' }) => {
  const t = useText(bench);
  const { send, view } = useBench();
  const menu = useRef<HTMLDetailsElement>(null);
  const [chip, setChip] = useState<VirtualChip>(virtualChips[0]);
  const [wanted, setHabit] = useState('plain');
  const offered = habitsFor(chip);
  const habit = offered.includes(wanted) ? wanted : 'plain';
  const speed = useStore(boardSpeed);
  const add = (which: string) => {
    menu.current?.removeAttribute('open');
    focusNextLane(view);
    const habits = own(virtualHabits, which)?.() ?? {};
    send({ kind: 'add-virtual-board', chip, habits, habit: which, speed });
  };
  const addBatch = () => {
    const before = view.getState().ports.length;
    // The first lays out firmware and licenses, the others find them there.
    const stop = view.subscribe(({ ports }) => {
      if (ports.length <= before) return;
      stop();
      for (let added = 1; added < batch; added += 1) add(habit);
    });
    add(habit);
  };
  // They outlive a reload, so that one click has to be enough to be rid of them; what runs is left to end.
  const isResting = (lane: LaneView) => lane.port.virtual !== undefined && !isBusy(lane);
  const resting = useBenchView(({ lanes }) => lanes.filter(isResting).length);
  const removeAll = () => {
    menu.current?.removeAttribute('open');
    for (const lane of view.getState().lanes.filter(isResting)) {
      send({ kind: 'remove-virtual-board', port: lane.port.id });
      send({ kind: 'dismiss', lane: lane.id });
    }
  };
  return (
    <div className={styles.adder} data-adds-boards="">
      <Button
        size={size}
        className={styles.main}
        icon={<SquareDashed size={16} strokeWidth={1.75} />}
        onClick={() => add('plain')}
      >
        {t.empty.addVirtual}
      </Button>
      <details
        ref={menu}
        className={styles.more}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || !menu.current?.open) return;
          menu.current.removeAttribute('open');
          menu.current.querySelector('summary')?.focus();
        }}
        onBlur={(event) => {
          if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget))
            menu.current?.removeAttribute('open');
        }}
      >
        <summary aria-label={t.empty.whichVirtual} title={t.empty.whichVirtual}>
          <ChevronDown size={15} strokeWidth={1.75} aria-hidden="true" />
        </summary>
        <div className={styles.menu}>
          <Select label={t.virtual.chip} value={chip} onChange={(event) => setChip(event.target.value as VirtualChip)}>
            {virtualChips.map((id) => (
              <option key={id} value={id}>
                {chipNames[id]}
              </option>
            ))}
          </Select>
          <Select label={t.virtual.habit} value={habit} onChange={(event) => setHabit(event.target.value)}>
            {offered.map((key) => (
              <option key={key} value={key}>
                {own(t.virtual.habits, key) ?? key}
              </option>
            ))}
          </Select>
          <Select
            label={t.virtual.pace}
            value={speed}
            onChange={(event) => chooseBoardSpeed(Number(event.target.value) as BoardSpeed)}
          >
            {boardSpeeds.map((times) => (
              <option key={times} value={times}>
                {t.virtual.times(times)}
              </option>
            ))}
          </Select>
          <div className={styles.buttons}>
            <Button kind="primary" onClick={() => add(habit)}>
              {t.virtual.add}
            </Button>
            <Button onClick={addBatch}>{t.virtual.addMany(batch)}</Button>
          </div>
          <Evidence>{t.virtual.note}</Evidence>
          {resting > 0 ? <Button onClick={removeAll}>{t.virtual.removeAll(resting)}</Button> : null}
        </div>
      </details>
    </div>
  );
};
