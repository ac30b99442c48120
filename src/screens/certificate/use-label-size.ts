/** The roll in the label printer stays the same for weeks: the size printed last is remembered. */
import { useCallback, useEffect, useState } from 'react';
import { benchDatabase } from '../../records/database';
import { readSetting, writeSetting } from '../../records/settings';
import { type LabelSize, labelSizes } from './use-print';

const setting = 'label-size';

/** `size` is missing until storage has answered. Storage that fails forgets a choice and is no reason to stop. */
export const useLabelSize = () => {
  const [size, setSize] = useState<LabelSize>();
  useEffect(() => {
    const use = (told: unknown) => setSize(labelSizes.find((each) => each === told) ?? labelSizes[0]);
    readSetting(benchDatabase(), setting).then(use, () => use(undefined));
  }, []);
  const keep = useCallback((chosen: LabelSize) => {
    setSize(chosen);
    writeSetting(benchDatabase(), setting, chosen).catch(() => undefined);
  }, []);
  return { size, keep };
};
