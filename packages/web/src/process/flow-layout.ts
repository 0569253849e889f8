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
const LABEL = { width: 62, height: 18, labelpos: 'c' } as const;
const MARGIN = 10;

/** Lays out activities in layers so that cases run downwards (Gansner et al. 1993, by dagre). */
export function flowLayout(activities: readonly string[], edges: readonly FlowEdge[]): FlowLayout {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'TB', nodesep: 30, ranksep: 26, edgesep: 22, marginx: MARGIN, marginy: MARGIN });
  // names of any kind, "__proto__" among them, are kept out of the library's tables
  const ids = [BEGIN, ...activities, END];
  const key = new Map(ids.map((id, i) => [id, `n${i}`] as const));
  for (const [i, id] of ids.entries())
    graph.setNode(`n${i}`, id === BEGIN || id === END ? { ...TERMINAL } : { ...NODE });
  const most = Math.max(1, ...edges.map(({ count }) => count));
  for (const { from, to, count } of edges) {
    const weight = 1 + Math.round((8 * count) / most);
    graph.setEdge(key.get(from)!, key.get(to)!, { ...LABEL, weight });
  }
  layout(graph);
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return {
    width,
    height,
    nodes: ids.map((id) => {
      const { x, y, width: w, height: h } = graph.node(key.get(id)!) as Required<Omit<PlacedNode, 'id'>>;
      return { id, x, y, width: w, height: h };
    }),
    edges: edges.map((edge) => {
      const placed = graph.edge(key.get(edge.from)!, key.get(edge.to)!) as unknown as {
        readonly points: PlacedEdge['points'];
        readonly x: number;
        readonly y: number;
      };
      return { edge, points: placed.points, label: { x: placed.x, y: placed.y } };
    }),
  };
}
