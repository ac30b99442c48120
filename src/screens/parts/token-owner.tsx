/** Whose the device will be: an asset of the project, or a user of its app, made here when there is none. */
import { useState } from 'react';
import { devices } from '../../i18n/en/devices';
import { useText } from '../../i18n/use-text';
import type { Cloud } from '../../model/cloud';
import type { TokenOwner } from '../../model/run';
import { countryCodes, isCountryCode } from '../../protocols/openapi/country-codes';
import type { CloudTrouble } from '../../steps/device/ask-cloud';
import { makeBenchUser } from '../../steps/device/pairing-token';
import { Button } from '../../ui/button';
import { Select, TextField } from '../../ui/field';
import { useCloud } from './cloud-context';
import { CloudRefusal } from './cloud-refusal';
import styles from './token-owner.module.css';

export interface OwnerChoice {
  assets: readonly { id: string; name: string }[];
  asset: string;
  uid: string;
}

/** Undefined as long as nobody is named. */
export const ownerOf = ({ assets, asset, uid }: OwnerChoice): TokenOwner | undefined => {
  const found = assets.find(({ id }) => id === asset);
  if (found) return { kind: 'asset', ...found };
  return uid.trim() === '' ? undefined : { kind: 'user', uid: uid.trim() };
};

const userOfApp = '';

export const TokenOwnerFields = ({
  cloud,
  choice,
  missing,
  onChoose,
}: {
  cloud: Cloud;
  choice: OwnerChoice;
  /** A token was asked for without an owner. */
  missing: boolean;
  onChoose: (choice: OwnerChoice) => void;
}) => {
  const t = useText(devices).pair;
  const { relay } = useCloud();
  const [schema, setSchema] = useState('');
  const [named, setNamed] = useState<string>();
  const home = !cloud.virtual && relay.kind === 'here' ? relay.status.dataCentre : undefined;
  const country = named ?? countryCodes[home ?? 'cn'];
  const [trouble, setTrouble] = useState<CloudTrouble>();
  const make = async () => {
    const made = await makeBenchUser(
      cloud,
      { schema: schema.trim(), country },
      crypto.getRandomValues(new Uint8Array(16)),
    );
    setTrouble(made.ok ? undefined : made.trouble);
    if (made.ok) onChoose({ ...choice, uid: made.value });
  };
  return (
    <div className={styles.owner}>
      {choice.assets.length > 0 ? (
        <Select
          label={t.owner}
          value={choice.asset}
          onChange={(event) => onChoose({ ...choice, asset: event.target.value })}
        >
          {choice.assets.map(({ id, name }) => (
            <option key={id} value={id}>
              {t.asset(name)}
            </option>
          ))}
          <option value={userOfApp}>{t.user}</option>
        </Select>
      ) : null}
      {choice.asset === userOfApp ? (
        <>
          <TextField
            label={t.uid}
            hint={t.uidHint}
            problem={missing ? t.noOwner : undefined}
            value={choice.uid}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => onChoose({ ...choice, uid: event.target.value })}
          />
          <div className={styles.makeUser}>
            <TextField
              label={t.schema}
              hint={t.schemaHint}
              value={schema}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setSchema(event.target.value)}
            />
            <TextField
              label={t.country}
              problem={isCountryCode(country) ? undefined : t.countryWrong}
              value={country}
              inputMode="numeric"
              autoComplete="off"
              onChange={(event) => setNamed(event.target.value.trim())}
            />
            <Button disabled={schema.trim() === '' || !isCountryCode(country)} onClick={() => void make()}>
              {t.makeUser}
            </Button>
          </div>
          {trouble ? <CloudRefusal trouble={trouble} /> : null}
        </>
      ) : null}
    </div>
  );
};
