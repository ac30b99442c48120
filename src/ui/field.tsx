/** Fields: the caption above, the problem below with its way out. */
import { type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, useId } from 'react';
import { cx } from './cx';
import styles from './field.module.css';
import { Engraved } from './text';

interface Around {
  label: ReactNode;
  hint?: ReactNode;
  /** Shown below; the field is then marked as wrong. */
  problem?: ReactNode;
}

const Below = ({ hint, problem, id }: { hint?: ReactNode; problem?: ReactNode; id: string }) => (
  <>
    {hint ? <span className={styles.hint}>{hint}</span> : null}
    {problem ? (
      <div id={id} className={styles.problem}>
        {problem}
      </div>
    ) : null}
  </>
);

/** For a control of one's own: `children` gets the id to carry, the id of the problem and whether there is one. */
export const Field = ({
  label,
  hint,
  problem,
  children,
}: Around & {
  children: (control: { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }) => ReactNode;
}) => {
  const id = useId();
  const problemId = `${id}-problem`;
  return (
    <div className={styles.field}>
      <label htmlFor={id}>
        <Engraved>{label}</Engraved>
      </label>
      {children(problem ? { id, 'aria-describedby': problemId, 'aria-invalid': true } : { id })}
      <Below hint={hint} problem={problem} id={problemId} />
    </div>
  );
};

export const TextField = ({
  label,
  hint,
  problem,
  className,
  ...rest
}: Around & Omit<InputHTMLAttributes<HTMLInputElement>, 'id'>) => (
  <Field label={label} hint={hint} problem={problem}>
    {(control) => <input className={cx(styles.input, className)} {...control} {...rest} />}
  </Field>
);

export const Select = ({
  label,
  hint,
  problem,
  className,
  children,
  ...rest
}: Around & Omit<SelectHTMLAttributes<HTMLSelectElement>, 'id'>) => (
  <Field label={label} hint={hint} problem={problem}>
    {(control) => (
      <select className={cx(styles.input, styles.select, className)} {...control} {...rest}>
        {children}
      </select>
    )}
  </Field>
);

/** A field without a caption of its own; name it with `aria-label`. */
export const BareInput = ({ className, ...rest }: InputHTMLAttributes<HTMLInputElement>) => (
  <input className={cx(styles.input, className)} {...rest} />
);

export const Checkbox = ({
  label,
  hint,
  ...rest
}: Around & Omit<InputHTMLAttributes<HTMLInputElement>, 'type' | 'id'>) => {
  const id = useId();
  const hintId = `${id}-hint`;
  return (
    <div className={styles.check}>
      <input type="checkbox" id={id} aria-describedby={hint ? hintId : undefined} {...rest} />
      <div className={styles.checkWords}>
        <label htmlFor={id}>{label}</label>
        {hint ? (
          <span id={hintId} className={styles.hint}>
            {hint}
          </span>
        ) : null}
      </div>
    </div>
  );
};
