import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { ScrollX } from '../charts/scroll-x.tsx';
import type { MappedActivity } from '../generated/types.ts';
import { formatNumber, formatSpan } from '../units/format.ts';
import { edgePath } from './edge-path.ts';
import { fitted } from './fitted.ts';
import { BEGIN, END, type FlowEdge } from './flow-detail.ts';
import type { FlowLayout, PlacedEdge, PlacedNode } from './flow-layout.ts';
import styles from './process.module.css';
import { spanWords } from './span-words.ts';
import { type FlowMeasure, wayWords } from './way-words.ts';

interface FlowMapProps {
  readonly activities: readonly MappedActivity[];
  readonly edges: readonly FlowEdge[];
  readonly drawing: FlowLayout;
  readonly cases: number;
  readonly measure: FlowMeasure;
  /** The activity looked at closely. */
  readonly chosen: string | null;
  readonly onChoose: (name: string | null) => void;
  /** A variant that stands out. */
  readonly traced: readonly string[] | null;
}

const [THIN, THICK] = [1.4, 9];
/** Letters that fit into an activity. */
const MOST_LETTERS = 22;

/** The directly-follows graph as a layered map: wider ways are taken more often, or take longer. */
export function FlowMap({
  activities,
  edges,
  drawing,
  cases,
  measure,
  chosen,
  onChoose,
  traced,
}: FlowMapProps): ReactNode {
  const map = useRef<SVGSVGElement>(null);
  const known = new Map(activities.map((activity) => [activity.name, activity]));
  const weight = (edge: FlowEdge): number =>
    measure === 'cases' ? edge.count : Math.max(0, edge.medianGap ?? 0);
  const most = Math.max(1, ...edges.map(weight));
  const steps = traced === null ? null : new Set(waysOf(traced));
  const isFaint = (from: string, to: string): boolean =>
    steps !== null ? !steps.has(wayKey(from, to)) : chosen !== null && from !== chosen && to !== chosen;
  const first = chosen ?? activities[0]?.name;
  const move = (event: KeyboardEvent, node: PlacedNode): void => {
    const turn = TURNS[event.key];
    if (turn === undefined) return;
    event.preventDefault();
    const next = nearest(drawing.nodes, node, turn);
    if (next === null) return;
    const index = drawing.nodes.indexOf(next);
    map.current?.querySelector<SVGGElement>(`[data-node="${index}"]`)?.focus();
  };
  return (
    <ScrollX
      label="Process map; arrow keys go from activity to activity"
      middle={(drawing.nodes.find(({ id }) => id === BEGIN)?.x ?? 0) / drawing.width}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a drawing is no fieldset */}
      <svg
        ref={map}
        viewBox={`0 0 ${drawing.width} ${drawing.height}`}
        style={fitted(drawing.width)}
        role="group"
        aria-label="Process map"
        className={styles.map}
        data-measure={measure}
      >
        {[...drawing.edges]
          .sort((a, b) => Number(isFaint(b.edge.from, b.edge.to)) - Number(isFaint(a.edge.from, a.edge.to)))
          .map((placed) => (
            <Way
              key={wayKey(placed.edge.from, placed.edge.to)}
              placed={placed}
              width={THIN + (THICK - THIN) * Math.sqrt(weight(placed.edge) / most)}
              measure={measure}
              faint={isFaint(placed.edge.from, placed.edge.to)}
            />
          ))}
        {drawing.nodes.map((node, index) => {
          const activity = known.get(node.id);
          return activity === undefined ? (
            <Terminal key={node.id} node={node} cases={cases} />
          ) : (
            // biome-ignore lint/a11y/useSemanticElements: a drawing holds no button
            <g
              key={node.id}
              data-node={index}
              role="button"
              tabIndex={node.id === first ? 0 : -1}
              aria-pressed={node.id === chosen}
              aria-description={`in ${formatNumber(activity.cases)} of ${formatNumber(cases)} cases; lasts ${spanWords(activity.lasting)}`}
              className={styles.node}
              data-faint={
                steps !== null && traced !== null
                  ? !traced.includes(node.id)
                  : chosen !== null &&
                    chosen !== node.id &&
                    !edges.some(
                      ({ from, to }) =>
                        (from === chosen && to === node.id) || (to === chosen && from === node.id),
                    )
              }
              transform={`translate(${node.x - node.width / 2} ${node.y - node.height / 2})`}
              onClick={() => onChoose(node.id === chosen ? null : node.id)}
              onKeyDown={(event) => {
                if (event.key === 'Enter' || event.key === ' ') {
                  event.preventDefault();
                  onChoose(node.id === chosen ? null : node.id);
                } else move(event, node);
              }}
            >
              <Activity activity={activity} node={node} cases={cases} measure={measure} />
            </g>
          );
        })}
      </svg>
    </ScrollX>
  );
}

function Activity({
  activity,
  node,
  cases,
  measure,
}: {
  readonly activity: MappedActivity;
  readonly node: PlacedNode;
  readonly cases: number;
  readonly measure: FlowMeasure;
}): ReactNode {
  const { width, height } = node;
  const share = Math.min(1, activity.cases / cases);
  return (
    <>
      <rect width={width} height={height} rx={11} className={styles.box} />
      <text x={14} y={23} className={styles.name}>
        {shortened(activity.name)}
      </text>
      <text x={14} y={40} className={styles.figure}>
        {measure === 'cases'
          ? `${formatNumber(activity.count)} times`
          : `${formatSpan(activity.lasting.q50 * 1000)} at a time`}
      </text>
      <rect x={12} y={height - 7} width={width - 24} height={3} rx={1.5} className={styles.rail} />
      <rect x={12} y={height - 7} width={(width - 24) * share} height={3} rx={1.5} className={styles.share} />
    </>
  );
}

function Terminal({ node, cases }: { readonly node: PlacedNode; readonly cases: number }): ReactNode {
  const { x, y, width, height } = node;
  return (
    <g transform={`translate(${x - width / 2} ${y - height / 2})`}>
      <rect width={width} height={height} rx={height / 2} className={styles.terminal} />
      <text x={width / 2} y={height / 2} dy="0.35em" textAnchor="middle" className={styles.figure}>
        {node.id === BEGIN ? `${formatNumber(cases)} cases` : 'end'}
      </text>
    </g>
  );
}

function Way({
  placed,
  width,
  measure,
  faint,
}: {
  readonly placed: PlacedEdge;
  readonly width: number;
  readonly measure: FlowMeasure;
  readonly faint: boolean;
}): ReactNode {
  const { edge, points, label } = placed;
  const { line, arrow } = edgePath(points, 6 + width * 0.75);
  return (
    <g className={styles.way} data-faint={faint}>
      <path d={line} strokeWidth={width} className={styles.line} />
      <path d={arrow} className={styles.arrow} />
      <text x={label.x} y={label.y} dy="0.34em" textAnchor="middle" className={styles.label}>
        {wayWords(edge, measure)}
      </text>
    </g>
  );
}

const TURNS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
};

/** The activity that lies nearest in a direction; what lies aside counts double. */
function nearest(
  nodes: readonly PlacedNode[],
  from: PlacedNode,
  [dx, dy]: readonly [number, number],
): PlacedNode | null {
  let best: PlacedNode | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const node of nodes) {
    if (node === from || node.id === BEGIN || node.id === END) continue;
    const along = (node.x - from.x) * dx + (node.y - from.y) * dy;
    const aside = Math.abs((node.x - from.x) * dy) + Math.abs((node.y - from.y) * dx);
    if (along <= 1 || along + 2 * aside >= least) continue;
    least = along + 2 * aside;
    best = node;
  }
  return best;
}

function waysOf(activities: readonly string[]): readonly string[] {
  const stops = [BEGIN, ...activities, END];
  return stops.slice(1).map((to, i) => wayKey(stops[i]!, to));
}

function wayKey(from: string, to: string): string {
  return JSON.stringify([from, to]);
}

function shortened(name: string): string {
  return name.length > MOST_LETTERS ? `${name.slice(0, MOST_LETTERS - 1)}…` : name;
}
