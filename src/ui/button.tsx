/** Buttons: one ink button per callout, the others outlined or quiet (look.md, "Do / don't"). */
import type { AnchorHTMLAttributes, ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import styles from './button.module.css';
import { cx } from './cx';

interface Look {
  kind?: 'primary' | 'plain' | 'quiet' | 'danger';
  size?: 'small' | 'normal' | 'large';
  /** A lucide icon, 14–16 px. */
  icon?: ReactNode;
}

const looks = ({ kind = 'plain', size = 'normal' }: Look, className?: string) =>
  cx(
    styles.button,
    kind !== 'plain' && styles[kind],
    size === 'small' && styles.small,
    size === 'large' && styles.large,
    className,
  );

export const Button = ({
  kind,
  size,
  icon,
  className,
  children,
  ...rest
}: Look & ButtonHTMLAttributes<HTMLButtonElement> & { ref?: Ref<HTMLButtonElement> }) => (
  <button type="button" className={looks({ kind, size }, className)} {...rest}>
    {icon}
    {children}
  </button>
);

/** A place to go that looks like a button. */
export const ButtonLink = ({
  kind,
  size,
  icon,
  className,
  children,
  ...rest
}: Look & AnchorHTMLAttributes<HTMLAnchorElement>) => (
  <a className={looks({ kind, size }, className)} {...rest}>
    {icon}
    {children}
  </a>
);

/** A symbol alone; `label` is its name and its tooltip. */
export const IconButton = ({
  label,
  kind = 'quiet',
  size,
  children,
  className,
  ...rest
}: Omit<Look, 'icon'> & { label: string } & ButtonHTMLAttributes<HTMLButtonElement>) => (
  <button
    type="button"
    aria-label={label}
    title={label}
    className={looks({ kind, size }, cx(styles.icon, className))}
    {...rest}
  >
    {children}
  </button>
);

/** Underlined words that do something. */
export const TextButton = ({ className, ...rest }: ButtonHTMLAttributes<HTMLButtonElement>) => (
  <button type="button" className={cx(styles.text, className)} {...rest} />
);

export const TextLink = ({ className, children, ...rest }: AnchorHTMLAttributes<HTMLAnchorElement>) => (
  <a className={cx(styles.text, className)} {...rest}>
    {children}
  </a>
);
