/** The screens and where they are. The bench comes with the page; every other screen comes when it is opened. */

import Boxes from 'lucide-react/icons/boxes';
import Cable from 'lucide-react/icons/cable';
import Cpu from 'lucide-react/icons/cpu';
import KeyRound from 'lucide-react/icons/key-round';
import Lightbulb from 'lucide-react/icons/lightbulb';
import Settings2 from 'lucide-react/icons/settings-2';
import SquareTerminal from 'lucide-react/icons/square-terminal';
import { type ComponentType, lazy } from 'react';
import { own } from '../model/own';
import { BenchScreen } from '../screens/bench/bench-screen';
import { type Place, places } from '../screens/parts/places';
import type { PlaceLink } from '../screens/shell/top-bar';

const icon = { size: 20, strokeWidth: 1.75 } as const;

interface Route extends PlaceLink {
  Screen: ComponentType;
}

export const routes: readonly Route[] = [
  { place: 'bench', icon: <Cable {...icon} />, Screen: BenchScreen },
  {
    place: 'licenses',
    icon: <KeyRound {...icon} />,
    Screen: lazy(async () => ({ default: (await import('../screens/licenses/licenses-screen')).LicensesScreen })),
  },
  {
    place: 'firmware',
    icon: <Cpu {...icon} />,
    Screen: lazy(async () => ({ default: (await import('../screens/firmware/firmware-screen')).FirmwareScreen })),
  },
  {
    place: 'products',
    icon: <Boxes {...icon} />,
    Screen: lazy(async () => ({ default: (await import('../screens/products/products-screen')).ProductsScreen })),
  },
  {
    place: 'devices',
    icon: <Lightbulb {...icon} />,
    Screen: lazy(async () => ({ default: (await import('../screens/devices/devices-screen')).DevicesScreen })),
  },
  {
    place: 'console',
    icon: <SquareTerminal {...icon} />,
    Screen: lazy(async () => ({ default: (await import('../screens/console/console-screen')).ConsoleScreen })),
  },
  {
    place: 'settings',
    icon: <Settings2 {...icon} />,
    Screen: lazy(async () => ({ default: (await import('../screens/settings/settings-screen')).SettingsScreen })),
  },
];

/** What is on screen; `title`: the word of the tab for it. */
export interface Shown extends Pick<Route, 'place' | 'Screen'> {
  title: Place | 'certificate' | 'readLog' | 'recipe' | 'workshop';
}

/** Screens without a place of their own in the bars; the bench is lit while they are shown. */
const behind: Readonly<Record<string, Pick<Shown, 'Screen' | 'title'>>> = {
  certificate: {
    title: 'certificate',
    Screen: lazy(async () => ({
      default: (await import('../screens/certificate/certificate-screen')).CertificateScreen,
    })),
  },
  'read-log': {
    title: 'readLog',
    Screen: lazy(async () => ({ default: (await import('../screens/reader/reader-screen')).ReaderScreen })),
  },
  workshop: {
    title: 'workshop',
    Screen: lazy(async () => ({ default: (await import('../screens/recipe/workshop-screen')).WorkshopScreen })),
  },
  recipe: {
    title: 'recipe',
    Screen: lazy(async () => ({ default: (await import('../screens/recipe/recipe-screen')).RecipeScreen })),
  },
};

/** `/console/port-1` belongs to the console; an address of no screen belongs to none. */
export const routeOf = (path: string): Shown | undefined => {
  const first = path.split(/[/?]/)[1] ?? '';
  const screen = own(behind, first);
  if (screen) return { place: 'bench', ...screen };
  const route = routes.find(({ place }) => places[place] === `/${first}`);
  return route && { ...route, title: route.place };
};
