/** The browser's chooser behind a button, with known bridges first; closed without a choice, every port is the second way. */
import { type ReactNode, useState } from 'react';
import { bench } from '../../i18n/en/bench';
import { useText } from '../../i18n/use-text';
import { listsBridgesFirst } from '../../model/adapters';
import { TextButton } from '../../ui/button';
import { type PortWish, useBrowser, useSurroundings } from './bench-context';

export const useChoosePort = (wish: PortWish = {}): { choose(): void; secondWay: ReactNode } => {
  const t = useText(bench).empty;
  const { choosePort } = useSurroundings();
  const { system } = useBrowser();
  const [closed, setClosed] = useState(false);
  const open = async (all: boolean) => setClosed((await choosePort({ ...wish, ...(all && { all }) })) === 'closed');
  return {
    choose: () => void open(false),
    secondWay:
      closed && listsBridgesFirst(system) ? <TextButton onClick={() => void open(true)}>{t.showAll}</TextButton> : null,
  };
};
