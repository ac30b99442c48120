import type { DataPoint, DpValue } from '../../model/data-point';
import { own } from '../../model/own';
import { clauses, numberIn, words } from './agent-words';
import type { CloudProduct } from './state';
import { fits } from './values';

/**
 * An emulation of a product's AI agent: a handful of rules, no language model. Turns a short English or Chinese sentence
 * into data points of that product.
 */

export interface AgentCommand {
  dpId: number;
  code: string;
  value: DpValue;
}

/** `unknown`: not one part of the sentence may be guessed, so none is sent. */
export type AgentAnswer = { kind: 'commands'; commands: AgentCommand[] } | { kind: 'unknown' };

type Current = Readonly<Record<number, DpValue>>;
type Rule = (clause: string, points: readonly DataPoint[], current: Current) => AgentCommand[] | undefined;

const command = (point: DataPoint, value: DpValue): AgentCommand[] | undefined =>
  fits(point, value) ? [{ dpId: point.id, code: point.code, value }] : undefined;

/** What people call the things that products have; the pattern looks at a code or a name, and at a sentence. */
const topics: readonly RegExp[] = [
  /bright|亮|光线/i,
  /temp|warm|cold|kelvin|色温|温度|冷|暖/i,
  /count|timer|倒计时|定时|延时/i,
  /volume|loud|音量|声音/i,
  /speed|fan|wind|风速|速度/i,
  /humid|湿度/i,
  /position|percent|curtain|open|开合|位置/i,
];

/** How well a clause speaks of a data point: its name, words of its code, a topic both share. */
const mention = (clause: string, { code, name }: DataPoint): number => {
  const named = name !== '' && clause.includes(name.toLowerCase()) ? 4 : 0;
  const coded = words(`${code} ${name}`).filter((word) => words(clause).includes(word)).length * 2;
  const shared = topics.filter((topic) => topic.test(clause) && topic.test(`${code} ${name}`)).length * 3;
  return named + coded + shared;
};

const best = (clause: string, points: readonly DataPoint[]): DataPoint | undefined =>
  points
    .map((point) => ({ point, score: mention(clause, point) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)[0]?.point;

const ofType = (points: readonly DataPoint[], type: DataPoint['type']) => points.filter((each) => each.type === type);

const seconds: Readonly<Record<string, number>> = {
  minute: 60,
  minutes: 60,
  min: 60,
  mins: 60,
  分钟: 60,
  hour: 3600,
  hours: 3600,
  h: 3600,
  小时: 3600,
};

/** A shown number as the data point holds it: scale, minutes into seconds, percent of the range. */
const held = (point: DataPoint, { number, unit }: { number: number; unit: string }): number => {
  const { min = 0, max = 100, step = 1, scale = 0 } = point;
  const onStep = (value: number) => min + Math.round((value - min) / step) * step;
  if (unit === '%' && point.unit !== '%') return onStep(min + ((max - min) * number) / 100);
  const factor = point.unit === 's' ? (own(seconds, unit) ?? 1) : 1;
  const exact = Math.round(number * factor * 10 ** scale);
  // Outside the range stays outside, so that it is refused instead of bent.
  return exact < min || exact > max ? exact : onStep(exact);
};

const numbers: Rule = (clause, points) => {
  const given = numberIn(clause);
  const values = ofType(points, 'value');
  const point = best(clause, values) ?? (values.length === 1 ? values[0] : undefined);
  return given && point ? command(point, held(point, given)) : undefined;
};

const ends: Rule = (clause, points) => {
  const values = ofType(points, 'value');
  const point = best(clause, values);
  if (!point) return undefined;
  if (/\b(max|maximum|full|brightest|highest)\b|最(亮|大|高|快|强)/.test(clause))
    return command(point, point.max ?? 100);
  if (/\b(min|minimum|dimmest|lowest)\b|最(暗|小|低|慢|弱)/.test(clause)) return command(point, point.min ?? 0);
  return undefined;
};

const steps: Rule = (clause, points, current) => {
  const up = /\b(brighter|warmer|louder|faster|increase|raise|up)\b|[调变再](亮|高|大|快|暖)|(亮|高|大|快)一?点/.test(
    clause,
  );
  const down =
    /\b(dimmer|darker|cooler|quieter|slower|decrease|lower|down)\b|[调变再](暗|低|小|慢|冷)|(暗|低|小|慢)一?点/.test(
      clause,
    );
  if (up === down) return undefined;
  const light = clause.replace(/dimmer|darker|暗/, ' bright ');
  const values = ofType(points, 'value');
  const point = best(light, values);
  if (!point) return undefined;
  const { min = 0, max = 100, step = 1 } = point;
  const now = Number(current[point.id] ?? min);
  const by = Math.max(step, Math.round((max - min) / 10 / step) * step);
  return command(point, Math.min(max, Math.max(min, now + (up ? by : -by))));
};

/** Hue, saturation, brightness: degrees, then thousandths. */
const colours: readonly (readonly [RegExp, readonly [number, number, number]])[] = [
  [/\bred\b|红/, [0, 1000, 1000]],
  [/\borange\b|橙|橘/, [30, 1000, 1000]],
  [/\byellow\b|黄/, [60, 1000, 1000]],
  [/\bgreen\b|绿/, [120, 1000, 1000]],
  [/\bcyan\b|青/, [180, 1000, 1000]],
  [/\bblue\b|蓝/, [240, 1000, 1000]],
  [/\b(purple|violet)\b|紫/, [280, 1000, 1000]],
  [/\bpink\b|粉/, [330, 600, 1000]],
];

const colour: Rule = (clause, points) => {
  const found = colours.find(([word]) => word.test(clause));
  const point = ofType(points, 'string').find(({ code }) => /colou?r/.test(code));
  if (!found || !point) return undefined;
  // Twelve hex digits HHHHSSSSVVVV, as lamps of the vendor's standard set hold a colour.
  const value = found[1].map((part) => part.toString(16).padStart(4, '0')).join('');
  const mode = ofType(points, 'enum').find(({ range }) => range?.includes('colour'));
  const set = command(point, value);
  return set && [...((mode && command(mode, 'colour')) ?? []), ...set];
};

/** Words of enums as people say them in Chinese. */
const spokenWords: Readonly<Record<string, RegExp>> = {
  white: /白/,
  colour: /彩/,
  scene: /情景|场景/,
  music: /音乐/,
  auto: /自动/,
  manual: /手动/,
  low: /低/,
  middle: /中/,
  high: /高/,
  sleep: /睡眠/,
  cold: /冷/,
  hot: /热/,
  eco: /节能/,
};

const choice: Rule = (clause, points) => {
  const said = (word: string): boolean =>
    words(clause).includes(word.toLowerCase()) || clause === word || (own(spokenWords, word)?.test(clause) ?? false);
  const candidates = ofType(points, 'enum').filter(({ range = [] }) => range.some(said));
  const point = best(clause, candidates) ?? candidates[0];
  const word = point?.range?.find(said);
  return point && word !== undefined ? command(point, word) : undefined;
};

const text: Rule = (clause, points) => {
  const said =
    /["“「'](?<text>[^"”」']+)["”」']/u.exec(clause)?.groups?.text ??
    /(?:\bsay|\bshow|\bdisplay|显示|说)\s*(?<text>.+)/u.exec(clause)?.groups?.text;
  const candidates = ofType(points, 'string').filter(({ code }) => !/colou?r/.test(code));
  const point = best(clause, candidates) ?? candidates[0];
  return said && point ? command(point, said.trim()) : undefined;
};

const switching: Rule = (clause, points) => {
  // The word for a switch is made of those for on and off.
  const said = clause.replace(/开关/g, ' switch ');
  const off = /\b(off|disable|stop)\b|关/.test(said);
  const on = /\b(on|enable|start)\b|开/.test(said);
  if (on === off) return undefined;
  const bools = ofType(points, 'bool');
  const point = best(clause, bools) ?? bools.find(({ code }) => code.startsWith('switch')) ?? bools[0];
  return point && command(point, on);
};

/** In this order: a sentence with a number is about the number, one with a colour about the colour. */
const rules: readonly Rule[] = [text, colour, numbers, ends, steps, choice, switching];

/**
 * `current`: what the device holds, for "brighter". Values outside a data point's range and sentences with a part that
 * no rule understands are `unknown`.
 */
export const agentCommands = (
  product: Pick<CloudProduct, 'dataPoints'>,
  sentence: string,
  current: Current = {},
): AgentAnswer => {
  const points = product.dataPoints.filter(({ mode }) => mode !== 'ro');
  const commands: AgentCommand[] = [];
  const parts = clauses(sentence);
  for (const clause of parts) {
    const understood = rules.map((rule) => rule(clause, points, current)).find((found) => found !== undefined);
    if (!understood) return { kind: 'unknown' };
    commands.push(...understood);
  }
  return commands.length > 0 ? { kind: 'commands', commands } : { kind: 'unknown' };
};
