/** Small changes to a source file, each of which some test ought to notice. Pure. */
import { parseSync, Visitor } from 'vite';

export interface Mutation {
  /** Of the source, [start, end). */
  start: number;
  end: number;
  text: string;
  /** `=== → !==`; with the line it names the mutation in the table of survivors. */
  label: string;
}

const swaps: Readonly<Record<string, readonly string[]>> = {
  '===': ['!=='],
  '!==': ['==='],
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '^': ['&'],
  '&&': ['||'],
  '||': ['&&'],
};

const methods: Readonly<Record<string, string>> = {
  some: 'every',
  every: 'some',
  min: 'max',
  max: 'min',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
  slice: 'at',
};

interface Spanned {
  start: number;
  end: number;
}

/** Alternatives of every group of a regular expression, and where they lie in it: `(?:sign|token|data)`. */
const alternativesIn = (pattern: string): { start: number; end: number; text: string }[] => {
  const found: { start: number; end: number; text: string }[] = [];
  const open: { from: number; bars: number[] }[] = [];
  let inClass = false;
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern[at];
    if (character === '\\') at += 1;
    else if (character === '[') inClass = true;
    else if (character === ']') inClass = false;
    else if (inClass) continue;
    else if (character === '(') {
      const head = /^\((?:\?(?:[:=!]|<[=!]|<\w+>))?/.exec(pattern.slice(at))?.[0].length ?? 1;
      open.push({ from: at + head, bars: [] });
    } else if (character === '|') open.at(-1)?.bars.push(at);
    else if (character === ')') {
      const group = open.pop();
      if (!group || group.bars.length === 0) continue;
      const edges = [group.from - 1, ...group.bars, at];
      for (let n = 0; n + 1 < edges.length; n += 1) {
        const [from, to] = [(edges[n] ?? 0) + 1, edges[n + 1] ?? 0];
        // With the bar before it, or behind the first one.
        const start = n === 0 ? from : from - 1;
        const end = n === 0 ? to + 1 : to;
        found.push({ start, end, text: pattern.slice(from, to) });
      }
    }
  }
  return found;
};

/** In the order of the file. */
export const mutationsOf = (name: string, source: string): Mutation[] => {
  const found: Mutation[] = [];
  const of = ({ start, end }: Spanned): string => source.slice(start, end);
  const short = (text: string): string => {
    const plain = text.replaceAll(/\s+/g, ' ');
    return plain.length > 60 ? `${plain.slice(0, 57)}...` : plain;
  };
  const put = ({ start, end }: Spanned, text: string, label: string) => found.push({ start, end, text, label });
  const operator = (node: { left: Spanned; right: Spanned; operator: string }) => {
    const between = source.slice(node.left.end, node.right.start);
    const at = node.left.end + between.indexOf(node.operator);
    for (const other of swaps[node.operator] ?? [])
      put({ start: at, end: at + node.operator.length }, other, `${node.operator} → ${other}`);
  };
  const { program } = parseSync(name, source);
  new Visitor({
    BinaryExpression: operator,
    LogicalExpression(node) {
      if (node.operator === '??') put(node, of(node.left), `${short(of(node))} → ${short(of(node.left))}`);
      else operator(node);
    },
    UnaryExpression(node) {
      if (node.operator === '!') put(node, of(node.argument), `${short(of(node))} → ${short(of(node.argument))}`);
    },
    AwaitExpression(node) {
      put({ start: node.start, end: node.argument.start }, '', `no await: ${short(of(node.argument))}`);
    },
    IfStatement(node) {
      put(node.test, 'false', `if never: ${short(of(node.test))}`);
      put(node.test, 'true', `if always: ${short(of(node.test))}`);
    },
    ConditionalExpression(node) {
      put(node.test, 'false', `other branch: ${short(of(node.test))}`);
      put(node.test, 'true', `this branch: ${short(of(node.test))}`);
    },
    ExpressionStatement(node) {
      put(node, '', `left out: ${short(of(node))}`);
    },
    ThrowStatement(node) {
      put(node, '', `left out: ${short(of(node))}`);
    },
    Literal(node) {
      if (typeof node.value === 'boolean') put(node, String(!node.value), `${node.value} → ${!node.value}`);
      if (typeof node.value === 'number') put(node, `(${of(node)} + 1)`, `${of(node)} → ${of(node)} + 1`);
      if (!('regex' in node) || !node.regex) return;
      const { pattern, flags } = node.regex;
      for (const { start, end, text } of alternativesIn(pattern))
        put({ start: node.start + 1 + start, end: node.start + 1 + end }, '', `without alternative ${text}`);
      if (flags.includes('i'))
        put({ start: node.end - flags.length, end: node.end }, flags.replace('i', ''), 'without flag i');
      if (pattern.startsWith('^')) put({ start: node.start + 1, end: node.start + 2 }, '', 'without ^');
      if (pattern.endsWith('$'))
        put({ start: node.start + pattern.length, end: node.start + pattern.length + 1 }, '', 'without $');
    },
    ArrayExpression(node) {
      if (node.elements.length < 2) return;
      for (const element of node.elements) {
        if (!element) continue;
        const comma = /^\s*,/.exec(source.slice(element.end))?.[0].length ?? 0;
        put({ start: element.start, end: element.end + comma }, '', `without element ${short(of(element))}`);
      }
    },
    CallExpression(node) {
      const { callee } = node;
      if (callee.type !== 'MemberExpression' || callee.computed) return;
      const method = of(callee.property);
      const other = methods[method];
      if (other && method !== 'slice') put(callee.property, other, `${method} → ${other}`);
      if (method === 'filter' || method === 'sort' || method === 'reverse' || method === 'slice')
        put(node, of(callee.object), `without ${method}: ${short(of(node))}`);
    },
    Property(node) {
      // What an object says beside its names: an option, a detail.
      if (node.value.type === 'Literal' && typeof node.value.value === 'string')
        put(node.value, "''", `${short(of(node))} → ''`);
    },
  }).visit(program);
  return found
    .filter(({ start, end, text }) => source.slice(start, end) !== text)
    .sort((a, b) => a.start - b.start || a.end - b.end);
};
