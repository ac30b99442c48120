/** Name and password of the network the boards shall join. The password leaves this form for the bench's memory only. */
import Eye from 'lucide-react/icons/eye';
import EyeOff from 'lucide-react/icons/eye-off';
import { useEffect, useId, useState } from 'react';
import { problems } from '../../../i18n/en/problems';
import { recipes } from '../../../i18n/en/recipes';
import { useText } from '../../../i18n/use-text';
import type { Problem } from '../../../model/problem';
import { IconButton, TextButton } from '../../../ui/button';
import { BareInput, Field, TextField } from '../../../ui/field';
import { useBench, useBenchView } from '../../parts/bench-context';
import { HeardNetworks } from './heard-networks';
import styles from './plan-editor.module.css';

/** Hidden again as soon as nobody can see the page. */
const useShown = () => {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const hide = () => document.visibilityState === 'hidden' && setShown(false);
    document.addEventListener('visibilitychange', hide);
    return () => document.removeEventListener('visibilitychange', hide);
  }, []);
  return [shown, setShown] as const;
};

const ProblemWords = ({ problem }: { problem: Problem }) => {
  const words = useText(problems).of[problem.code];
  return (
    <>
      {words.title(problem.details)}. {words.what(problem.details)}
    </>
  );
};

export const WifiFields = ({
  ssid,
  password,
  problem,
  onSsid,
  onPassword,
}: {
  ssid: string;
  password: string;
  /** Of what was typed last; shown at the field it speaks of. */
  problem: Problem | undefined;
  onSsid: (ssid: string) => void;
  onPassword: (password: string) => void;
}) => {
  const t = useText(recipes).plan;
  const { send } = useBench();
  const ssids = useBenchView((view) => view.ssids);
  const names = useId();
  const [shown, setShown] = useShown();
  const held = ssids.includes(ssid);
  const ofName = problem?.code === 'wifi.too-long' && problem.details.field === 'ssid';
  const said = problem ? <ProblemWords problem={problem} /> : undefined;
  return (
    <>
      <TextField
        label={t.ssid}
        hint={t.ssidHint}
        problem={ofName ? said : undefined}
        value={ssid}
        list={names}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onSsid(event.target.value)}
      />
      <datalist id={names}>
        {ssids.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <HeardNetworks ssid={ssid} onSsid={onSsid} />
      <Field
        label={t.password}
        hint={
          <>
            {held ? `${t.passwordHeld} ` : t.passwordHint}
            {held ? (
              <TextButton onClick={() => send({ kind: 'set-wifi', ssid, password: '' })}>{t.forget}</TextButton>
            ) : null}
          </>
        }
        problem={ofName ? undefined : said}
      >
        {(control) => (
          <span className={styles.secret}>
            <BareInput
              {...control}
              type={shown ? 'text' : 'password'}
              value={password}
              placeholder={held ? '••••••••••••' : undefined}
              // A password of a network is none of this page: the browser shall not offer to keep it.
              autoComplete="new-password"
              spellCheck={false}
              onChange={(event) => onPassword(event.target.value)}
            />
            <IconButton label={t.showPassword} aria-pressed={shown} onClick={() => setShown(!shown)}>
              {shown ? <EyeOff size={16} strokeWidth={1.75} /> : <Eye size={16} strokeWidth={1.75} />}
            </IconButton>
          </span>
        )}
      </Field>
    </>
  );
};
