/** Where rooms hold each other: files, folders, or a folder and one inside it, each reached from the other by imports. */

/** Paths with `/`. */
export interface Import {
  from: string;
  to: string;
}

export interface Knot {
  /** Files or folders that lead in a circle; in the order of their names. */
  rooms: readonly string[];
  /** One for every arrow between two of them. */
  by: readonly Import[];
}

type Graph = Map<string, Map<string, Import>>;

const folderOf = (file: string): string => file.slice(0, Math.max(0, file.lastIndexOf('/')));

const draw = (imports: readonly Import[], place: (one: Import) => readonly [from: string, to: string]): Graph => {
  const graph: Graph = new Map();
  for (const one of imports) {
    const [from, to] = place(one);
    if (from === to) continue;
    const arrows = graph.get(from) ?? new Map<string, Import>();
    graph.set(from, arrows.set(to, arrows.get(to) ?? one));
  }
  return graph;
};

const reachedFrom = (graph: Graph, start: string): ReadonlySet<string> => {
  const reached = new Set<string>();
  const open = [start];
  for (let at = open.pop(); at !== undefined; at = open.pop())
    for (const next of graph.get(at)?.keys() ?? []) {
      if (reached.has(next)) continue;
      reached.add(next);
      open.push(next);
    }
  return reached;
};

const knotsOf = (graph: Graph): Knot[] => {
  const reach = new Map([...graph.keys()].map((room) => [room, reachedFrom(graph, room)]));
  const done = new Set<string>();
  const knots: Knot[] = [];
  for (const [room, reached] of reach) {
    if (done.has(room) || !reached.has(room)) continue;
    const rooms = [...reached].filter((other) => reach.get(other)?.has(room)).sort();
    for (const other of rooms) done.add(other);
    const by = rooms.flatMap((from) => rooms.flatMap((to) => graph.get(from)?.get(to) ?? []));
    knots.push({ rooms, by });
  }
  return knots;
};

/** How the two paths stand in the folder that holds both: `a/b/c/d.ts` and `a/e.ts` are `a/b/` and `a/e.ts`. */
const asSiblings = ({ from, to }: Import): readonly [string, string] => {
  const [one, other] = [from.split('/'), to.split('/')];
  const shared = one.findIndex((part, index) => part !== other[index]);
  const sibling = (parts: string[]) => parts.slice(0, shared + 1).join('/') + (parts.length > shared + 1 ? '/' : '');
  return [sibling(one), sibling(other)];
};

/**
 * Three looks at the same imports: file by file; folder by folder, where a parent and a child are two; and at each depth
 * the folders with all they contain. A knot that two looks show is told once.
 */
export const findKnots = (imports: readonly Import[]): readonly Knot[] => {
  const looks = [
    draw(imports, ({ from, to }) => [from, to]),
    draw(imports, ({ from, to }) => [`${folderOf(from)}/`, `${folderOf(to)}/`]),
    draw(imports, asSiblings),
  ];
  const found = new Map<string, Knot>();
  for (const knot of looks.flatMap(knotsOf)) {
    const name = knot.rooms.join(' ');
    if (!found.has(name)) found.set(name, knot);
  }
  return [...found.values()];
};
