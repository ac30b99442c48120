/** The bar at the top, and the same places at the bottom of a narrow page. */
import Ellipsis from 'lucide-react/icons/ellipsis';
import Moon from 'lucide-react/icons/moon';
import Sun from 'lucide-react/icons/sun';
import SunMoon from 'lucide-react/icons/sun-moon';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Link } from 'wouter';
import { useStore } from 'zustand';
import { shell } from '../../i18n/en/shell';
import { languages } from '../../i18n/languages';
import { useLanguage, useText } from '../../i18n/use-text';
import { Button, IconButton } from '../../ui/button';
import { showToast } from '../../ui/toast';
import { type Place, places } from '../parts/places';
import { chooseLanguage, chooseTheme, nextTheme, theme, themeOfSystem } from '../parts/preferences';
import { Mark } from './mark';
import styles from './top-bar.module.css';

export interface PlaceLink {
  place: Place;
  icon: ReactNode;
}

const Places = ({ links, here, icons }: { links: readonly PlaceLink[]; here: Place; icons?: boolean }) => {
  const t = useText(shell);
  return links.map(({ place, icon }) => (
    <Link
      key={place}
      href={places[place]}
      className={styles.place}
      aria-current={place === here ? ('page' as const) : undefined}
    >
      {icons ? icon : null}
      {t[place]}
    </Link>
  ));
};

const LanguageButton = () => {
  const t = useText(shell);
  const other = useLanguage() === 'en' ? 'zh' : 'en';
  return (
    <Button
      kind="quiet"
      size="small"
      lang={languages[other].tag}
      onClick={() => void chooseLanguage(other).catch(() => showToast(t.chunkMissing))}
    >
      {languages[other].name}
    </Button>
  );
};

/** As it is now; the label says what comes. */
const themeIcons = { system: SunMoon, light: Sun, dark: Moon } as const;

const ThemeButton = () => {
  const t = useText(shell);
  const chosen = useStore(theme);
  const next = nextTheme(chosen, themeOfSystem());
  const Icon = themeIcons[chosen];
  const label = { dark: t.toDark, light: t.toLight, system: t.toSystem }[next];
  return (
    <IconButton size="small" label={label} onClick={() => chooseTheme(next)}>
      <Icon size={16} strokeWidth={1.75} />
    </IconButton>
  );
};

export const TopBar = ({ links, here }: { links: readonly PlaceLink[]; here: Place }) => {
  const t = useText(shell);
  return (
    <header className={styles.bar}>
      <Link href={places.bench} className={styles.brand} translate="no">
        <Mark />
        Bindery
      </Link>
      <nav className={styles.places} aria-label={t.places}>
        <Places links={links} here={here} />
      </nav>
      <div className={styles.end}>
        <LanguageButton />
        <ThemeButton />
      </div>
    </header>
  );
};

/** With one hand and little room: these, and the others behind one more. */
const atHand: ReadonlySet<Place> = new Set(['bench', 'licenses', 'firmware', 'devices', 'console']);

export const BottomBar = ({ links, here }: { links: readonly PlaceLink[]; here: Place }) => {
  const t = useText(shell);
  const id = useId();
  const menu = useRef<HTMLDivElement>(null);
  const isBehind = !atHand.has(here);
  // Whoever chose a place in it is there now.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the place does not go in, it says when
  useEffect(() => menu.current?.hidePopover(), [here]);
  return (
    <nav className={styles.bottom} aria-label={t.places}>
      <Places links={links.filter(({ place }) => atHand.has(place))} here={here} icons />
      <button
        type="button"
        className={styles.place}
        popoverTarget={id}
        aria-current={isBehind ? ('true' as const) : undefined}
      >
        <Ellipsis size={20} strokeWidth={1.75} aria-hidden="true" />
        {t.more}
      </button>
      <div ref={menu} id={id} popover="auto" className={styles.more}>
        <Places links={links.filter(({ place }) => !atHand.has(place))} here={here} icons />
      </div>
    </nav>
  );
};
