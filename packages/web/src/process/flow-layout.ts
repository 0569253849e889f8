import { Graph, layout } from '@dagrejs/dagre';
import { BEGIN, END, type FlowEdge } from './flow-detail.ts';

/** A place of the map, by its middle. */
export interface PlacedNode {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A way as it is drawn: the points it passes, and where its label stands. */
export interface PlacedEdge {
  readonly edge: FlowEdge;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly label: { readonly x: number; readonly y: number };
}

/** A layered map, top to bottom. */
export interface FlowLayout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

const NODE = { width: 174, height: 54 };
const TERMINAL = { width: 96, height: 30 };
const LABEL = { height: 18, labelpos: 'c' } as const;
/** Of a letter of a label, and about it. */
const [LETTER, ABOUT] = [7, 10];
const MARGIN = 10;

/** Lays out activities in layers so that cases run downwards (Gansner et al. 1993, by dagre); `letters` are those of the longest label of a way. */
export function flowLayout(
  activities: readonly string[],
  edges: readonly FlowEdge[],
  letters: (edge: FlowEdge) => number,
): FlowLayout {
  // names of any kind, "__proto__" among them, are kept out of the library's tables
  const ids = [BEGIN, ...activities, END];
  const key = new Map(ids.map((id, i) => [id, `n${i}`] as const));
  const keyed = ({ from, to }: Pick<FlowEdge, 'from' | 'to'>) => [key.get(from)!, key.get(to)!] as const;
  const most = Math.max(1, ...edges.map(({ count }) => count));
  const unseen: Pick<FlowEdge, 'from' | 'to'>[] = [];
  for (;;) {
    // a graph of its own each time: one that was laid out before keeps its order
    const graph = new Graph();
    graph.setGraph({
      rankdir: 'TB',
      nodesep: 24,
      ranksep: 26,
      edgesep: 12,
      marginx: MARGIN,
      marginy: MARGIN,
    });
    for (const [i, id] of ids.entries())
      graph.setNode(`n${i}`, id === BEGIN || id === END ? { ...TERMINAL } : { ...NODE });
    for (const edge of unseen) graph.setEdge(...keyed(edge), { width: 0, height: 0, weight: 0 });
    for (const edge of edges) {
      const weight = 1 + Math.round((8 * edge.count) / most);
      graph.setEdge(...keyed(edge), { ...LABEL, width: LETTER * letters(edge) + ABOUT, weight });
    }
    layout(graph);
    const level = (id: string): number => (graph.node(key.get(id)!) as { readonly y: number }).y;
    // cases begin above everything and end below, though ways that lead back would have it otherwise
    const astray = [
      ...activities.filter((id) => level(id) <= level(BEGIN)).map((to) => ({ from: BEGIN, to })),
      ...activities.filter((id) => level(id) >= level(END)).map((from) => ({ from, to: END })),
    ].filter(({ from, to }) => !unseen.some((edge) => edge.from === from && edge.to === to));
    unseen.push(...astray);
    if (astray.length === 0) return placed(graph, ids, edges, key);
  }
}

function placed(
  graph: Graph,
  ids: readonly string[],
  edges: readonly FlowEdge[],
  key: ReadonlyMap<string, string>,
): FlowLayout {
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return {
    width,
    height,
    nodes: ids.map((id) => {
      const { x, y, width: w, height: h } = graph.node(key.get(id)!) as Required<Omit<PlacedNode, 'id'>>;
      return { id, x, y, width: w, height: h };
    }),
    edges: edges.map((edge) => {
      const way = graph.edge(key.get(edge.from)!, key.get(edge.to)!) as unknown as {
        readonly points: PlacedEdge['points'];
        readonly x: number;
        readonly y: number;
      };
      return { edge, points: way.points, label: { x: way.x, y: way.y } };
    }),
  };
}
