/** What may be erased of this board: the presets of its chip, and a region. */
import { useState } from 'react';
import { flashTools } from '../../../i18n/en/flash-tools';
import { useText } from '../../../i18n/use-text';
import type { ErasePreset } from '../../../model/erase';
import type { FlashLook } from '../../../model/flash-look';
import type { LaneView } from '../../../model/run';
import { presetsFor } from '../../../protocols/erase/presets';
import { Button } from '../../../ui/button';
import { Engraved, Evidence } from '../../../ui/text';
import { type EraseChoice, EraseDialog } from './erase-dialog';
import { EraseRegion } from './erase-region';
import styles from './flash-tools.module.css';

/** On chips whose map is fixed the network lies in the store of the license. */
export const usePresetName = ({ layout }: Pick<FlashLook, 'layout'>) => {
  const t = useText(flashTools).erase;
  return (preset: ErasePreset | undefined): string =>
    preset === undefined ? t.region : preset === 'license' && layout.fixed ? t.both : t.presets[preset];
};

export const EraseChoices = ({ lane, look }: { lane: LaneView; look: FlashLook }) => {
  const t = useText(flashTools).erase;
  const nameOf = usePresetName(look);
  const [choice, choose] = useState<EraseChoice>();
  const [typing, setTyping] = useState(false);
  const { chip } = lane;
  if (!chip) return null;
  if (chip.locks?.length)
    return (
      <div className={styles.erase}>
        <Engraved>{t.title}</Engraved>
        <Evidence>{t.locked}</Evidence>
      </div>
    );
  const presets = presetsFor(look.layout, chip.chip, look.flashBytes);
  const oneStore = look.layout.fixed && presets.some(({ preset }) => preset === 'license');
  return (
    <div className={styles.erase}>
      <Engraved>{t.title}</Engraved>
      <div className={styles.buttons}>
        {presets.map(({ preset, spans }) => (
          <Button key={preset} onClick={() => choose({ preset, spans })}>
            {t.more(nameOf(preset))}
          </Button>
        ))}
        <Button aria-expanded={typing} onClick={() => setTyping(!typing)}>
          {t.more(t.region)}
        </Button>
      </div>
      {oneStore ? <Evidence>{t.oneStore}</Evidence> : null}
      {presets.length === 0 ? <Evidence>{t.none}</Evidence> : null}
      {typing ? <EraseRegion look={look} onChoose={(span) => choose({ spans: [span] })} /> : null}
      {choice ? (
        <EraseDialog
          lane={lane}
          look={look}
          choice={choice}
          name={nameOf(choice.preset)}
          onClose={() => choose(undefined)}
        />
      ) : null}
    </div>
  );
};
