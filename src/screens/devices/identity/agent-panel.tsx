/** The product's AI agent: whether there is one, its roles, and in the demo a sentence for the emulated one. */
import Sparkles from 'lucide-react/icons/sparkles';
import { useEffect, useState } from 'react';
import { devices } from '../../../i18n/en/devices';
import { useText } from '../../../i18n/use-text';
import type { Cloud } from '../../../model/cloud';
import type { DataPoint } from '../../../model/data-point';
import type { Control, Said } from '../../../steps/device/control';
import { Button } from '../../../ui/button';
import { TextField } from '../../../ui/field';
import { Panel } from '../../../ui/panel';
import { Tag } from '../../../ui/tag';
import { Evidence } from '../../../ui/text';
import { VirtualTag } from '../../../ui/virtual';
import { CloudRefusal } from '../../parts/cloud-refusal';
import { useDemoNames } from '../../parts/demo-names';
import { type AgentFacts, getAgent } from '../parts/device-calls';
import { pointName, shownValue } from '../points/dp-values';
import styles from './agent.module.css';

const SentenceBox = ({ control, points }: { control: Control; points: readonly DataPoint[] }) => {
  const all = useText(devices);
  const t = all.agent;
  const [sentence, setSentence] = useState('');
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<Said>();
  const say = async () => {
    if (sentence.trim() === '' || busy) return;
    setBusy(true);
    const answer = await control.say(sentence.trim());
    setBusy(false);
    setSaid(answer);
    if (answer.kind === 'understood') setSentence('');
  };
  const did = (commands: Extract<Said, { kind: 'understood' }>['commands']) =>
    commands
      .map(({ code, value }) => {
        const point = points.find((each) => each.code === code);
        return `${pointName(point, code)} ${shownValue(point, value, all.points)}`;
      })
      .join(all.comma);
  return (
    <>
      <form
        className={styles.say}
        onSubmit={(event) => {
          event.preventDefault();
          void say();
        }}
      >
        <TextField
          label={t.sentence}
          hint={t.hint}
          value={sentence}
          placeholder={t.example}
          maxLength={200}
          autoComplete="off"
          onChange={(event) => setSentence(event.target.value)}
        />
        <Button type="submit" disabled={busy}>
          {t.say}
        </Button>
      </form>
      <p role="status">
        {said?.kind === 'understood' ? <Evidence>{t.did(did(said.commands))}</Evidence> : null}
        {said?.kind === 'not-understood' ? <Evidence>{t.notUnderstood}</Evidence> : null}
      </p>
      {said?.kind === 'trouble' ? <CloudRefusal trouble={said.trouble} /> : null}
    </>
  );
};

export const AgentPanel = ({
  cloud,
  deviceId,
  control,
  points,
}: {
  cloud: Cloud;
  deviceId: string;
  control: Control;
  points: readonly DataPoint[];
}) => {
  const all = useText(devices);
  const t = all.agent;
  const [agent, setAgent] = useState<AgentFacts>();
  const say = useDemoNames(cloud.virtual);
  useEffect(() => {
    let left = false;
    void getAgent(cloud, deviceId).then((found) => !left && setAgent(found));
    return () => {
      left = true;
    };
  }, [cloud, deviceId]);
  if (!agent) return null;
  const words = { yes: t.has, no: t.hasNone, unknown: t.notTold };
  return (
    <Panel
      title={t.title}
      icon={<Sparkles size={16} strokeWidth={1.75} aria-hidden="true" />}
      aside={cloud.virtual && agent.has === 'yes' ? <VirtualTag word={t.emulated} /> : undefined}
    >
      <div className={styles.agent}>
        <p>{words[agent.has]}</p>
        {agent.roles.length > 0 ? (
          <ul className={styles.roles} aria-label={t.roles}>
            {agent.roles.map(({ id, name }) => (
              <li key={id}>
                <Tag>
                  {say(name)}
                  {name === agent.speaking ? `${all.comma}${t.speaking}` : ''}
                </Tag>
              </li>
            ))}
          </ul>
        ) : null}
        {agent.has === 'yes' && cloud.virtual ? <SentenceBox control={control} points={points} /> : null}
        {agent.has === 'yes' && !cloud.virtual ? <Evidence>{t.realHint}</Evidence> : null}
      </div>
    </Panel>
  );
};
