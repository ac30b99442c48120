/** Who a product is: name, PID, firmware, agent. For a new one, a copy, and one that is there. */
import { useState } from 'react';
import { products } from '../../i18n/en/products';
import { useText } from '../../i18n/use-text';
import { startsAlone } from '../../model/firmware-choice';
import type { Product } from '../../model/product';
import { checkProduct } from '../../model/product-rules';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Field, Select, TextField } from '../../ui/field';
import { useStock } from '../parts/bench-context';
import { wordsIn } from './points';
import styles from './products.module.css';

const agentOf = (name: string, roles: string, before: Product['agent']): Product['agent'] => {
  if (name.trim() === '' && roles.trim() === '') return undefined;
  const known = new Map(before?.roles.map((role) => [role.name, role.id]));
  // A role made by hand has no id of the platform's.
  return { name: name.trim(), roles: wordsIn(roles).map((role) => ({ id: known.get(role) ?? '', name: role })) };
};

export const ProductForm = ({
  title,
  action,
  start,
  others,
  onSave,
  onClose,
}: {
  title: string;
  action: string;
  /** What the fields begin with. */
  start: Product;
  /** Products whose PIDs are taken. */
  others: readonly Product[];
  onSave: (product: Product) => void;
  onClose: () => void;
}) => {
  const t = useText(products);
  const shelf = useStock((stock) => stock.firmware).filter((row) => !row.virtual && startsAlone(row));
  const [name, setName] = useState(start.name);
  const [pid, setPid] = useState(start.pid);
  const [firmware, setFirmware] = useState(start.firmware ?? '');
  const [agent, setAgent] = useState(start.agent?.name ?? '');
  const [roles, setRoles] = useState(start.agent?.roles.map((role) => role.name).join('\n') ?? '');
  const [asked, setAsked] = useState(false);
  const taken = others.find((other) => other.pid === pid.trim());
  const fault = checkProduct({ pid: pid.trim(), dataPoints: [] })[0];
  const pidProblem = taken ? t.form.pidTaken(taken.name) : fault && t.productFaults[fault.code](fault.facts);
  const nameProblem = name.trim() === '' ? t.form.nameEmpty : undefined;
  const save = () => {
    setAsked(true);
    if (pidProblem || nameProblem) return;
    const { agent: _, firmware: __, ...rest } = start;
    const entry = agentOf(agent, roles, start.agent);
    onSave({
      ...rest,
      name: name.trim(),
      pid: pid.trim(),
      ...(entry && { agent: entry }),
      ...(firmware && { firmware }),
    });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      closeLabel={t.close}
      actions={
        <>
          <Button onClick={onClose}>{t.form.cancel}</Button>
          <Button kind="primary" onClick={save}>
            {action}
          </Button>
        </>
      }
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <TextField
          label={t.form.name}
          value={name}
          maxLength={80}
          autoComplete="off"
          problem={asked ? nameProblem : undefined}
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          label={t.form.pid}
          hint={t.form.pidHint}
          value={pid}
          maxLength={40}
          spellCheck={false}
          autoComplete="off"
          className={styles.monoInput}
          problem={asked ? pidProblem : undefined}
          onChange={(event) => setPid(event.target.value)}
        />
        <Select label={t.form.firmware} value={firmware} onChange={(event) => setFirmware(event.target.value)}>
          <option value="">{t.form.noFirmware}</option>
          {firmware !== '' && !shelf.some(({ sha256 }) => sha256 === firmware) ? (
            <option value={firmware}>{t.lost}</option>
          ) : null}
          {shelf.map(({ sha256, fileName }) => (
            <option key={sha256} value={sha256}>
              {fileName}
            </option>
          ))}
        </Select>
        <TextField
          label={t.form.agent}
          hint={t.form.agentHint}
          value={agent}
          maxLength={80}
          autoComplete="off"
          onChange={(event) => setAgent(event.target.value)}
        />
        {agent.trim() === '' && !start.agent ? null : (
          <Field label={t.form.roles} hint={t.form.rolesHint}>
            {(control) => (
              <textarea
                {...control}
                className={styles.lines}
                rows={3}
                value={roles}
                onChange={(event) => setRoles(event.target.value)}
              />
            )}
          </Field>
        )}
        {/* Enter in a field saves, as in every form. */}
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
};
