/** The form for Access ID, secret and data centre. What is typed goes to the relay once and is gone from here. */
import { useState } from 'react';
import { cloud } from '../../i18n/en/cloud';
import { useText } from '../../i18n/use-text';
import { type DataCentreId, dataCentres, type RelayAccount, type RelayStatus } from '../../model/cloud';
import { asBenchError, type Problem } from '../../model/problem';
import { Button } from '../../ui/button';
import { Select, TextField } from '../../ui/field';
import { Evidence, Mono } from '../../ui/text';
import { showToast } from '../../ui/toast';
import { useCloud } from '../parts/cloud-context';
import { CloudRefusal } from '../parts/cloud-refusal';
import styles from './cloud.module.css';

const secretLength = 32;
const isAccessId = (text: string) => /^[A-Za-z0-9]{16,32}$/.test(text);

interface Typed {
  accessId: string;
  secret: string;
  dataCentre: DataCentreId;
}

const AccountForm = ({
  begin,
  onKeep,
  onCancel,
}: {
  begin: DataCentreId;
  onKeep: (account: RelayAccount) => void;
  onCancel?: () => void;
}) => {
  const t = useText(cloud);
  const [typed, setTyped] = useState<Typed>({ accessId: '', secret: '', dataCentre: begin });
  const [asked, setAsked] = useState(false);
  const accessId = typed.accessId.trim();
  const secret = typed.secret.trim();
  const idWrong = !isAccessId(accessId);
  const secretWrong = secret.length !== secretLength;
  const keep = () => {
    setAsked(true);
    if (idWrong || secretWrong) return;
    onKeep({ accessId, secret, dataCentre: typed.dataCentre });
    setTyped({ ...typed, secret: '' });
    setAsked(false);
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        keep();
      }}
    >
      <TextField
        label={t.accessId}
        problem={asked && idWrong ? t.idWrong : undefined}
        value={typed.accessId}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        onChange={(event) => setTyped({ ...typed, accessId: event.target.value })}
      />
      <TextField
        type="password"
        label={t.secret}
        hint={asked && secretWrong ? undefined : t.secretHint}
        problem={asked && secretWrong ? t.secretWrong(secret.length) : undefined}
        value={typed.secret}
        // Not a password of this page: no manager shall offer to keep it.
        autoComplete="off"
        data-1p-ignore=""
        spellCheck={false}
        onChange={(event) => setTyped({ ...typed, secret: event.target.value })}
      />
      <Select
        label={t.dataCentre}
        value={typed.dataCentre}
        onChange={(event) => setTyped({ ...typed, dataCentre: event.target.value as DataCentreId })}
      >
        {dataCentres.map(({ id }) => (
          <option key={id} value={id}>
            {t.centres[id]}
          </option>
        ))}
      </Select>
      <div className={styles.buttons}>
        <Button type="submit" kind="primary">
          {t.save}
        </Button>
        {onCancel ? <Button onClick={onCancel}>{t.cancel}</Button> : null}
      </div>
    </form>
  );
};

export const CloudAccount = ({ status }: { status: RelayStatus }) => {
  const t = useText(cloud);
  const { desk } = useCloud();
  const [changing, setChanging] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const act = (work: Promise<void>, done: string) =>
    work.then(
      () => {
        setProblem(undefined);
        setChanging(false);
        showToast(done);
      },
      (fault: unknown) => setProblem(asBenchError(fault).problem),
    );
  const { configured, from, dataCentre = 'cn', accessIdTail } = status;
  return (
    <div className={styles.account}>
      <h3>{t.account}</h3>
      {from === 'environment' ? <p>{t.accountFixed}</p> : null}
      {configured && !changing ? (
        <>
          <p>
            <Mono strong>…{accessIdTail}</Mono>, {t.centres[dataCentre]}
          </p>
          {from === 'environment' ? null : (
            <div className={styles.buttons}>
              <Button size="small" onClick={() => setChanging(true)}>
                {t.change}
              </Button>
              <Button size="small" kind="danger" onClick={() => void act(desk.forgetAccount(), t.forgotten)}>
                {t.forget}
              </Button>
            </div>
          )}
        </>
      ) : (
        <>
          <Evidence>{t.accountWhy}</Evidence>
          <AccountForm
            begin={dataCentre}
            onKeep={(account) => void act(desk.keepAccount(account), t.kept)}
            onCancel={configured ? () => setChanging(false) : undefined}
          />
        </>
      )}
      {problem ? <CloudRefusal trouble={{ kind: 'problem', problem }} /> : null}
    </div>
  );
};
