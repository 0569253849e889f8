import { TwinwardError } from '@twinward/contract';
import type { WorkflowNet } from './workflow-net.ts';

/** One move of an alignment: both did it, only the log shows it, or only the model asks for it. */
export interface AlignmentMove {
  readonly kind: 'both' | 'log' | 'model';
  readonly activity: string;
}

/** How a case can best be told as a run of the model. */
export interface Alignment {
  /** Moves that only one of the two makes. */
  readonly cost: number;
  readonly moves: readonly AlignmentMove[];
}

interface Node {
  readonly marking: readonly number[];
  readonly position: number;
  readonly cost: number;
  readonly before: Node | null;
  readonly move: AlignmentMove | null;
}

/** States looked at for one case before the search is given up. */
const MOST_STATES = 200_000;

/**
 * An optimal alignment of a sequence of activities with a net: the fewest moves that only the log or only the model makes
 * (Adriansyah, van Dongen and van der Aalst 2011). Throws `model.domain` when it is not found among 200,000 states.
 *
 * @example
 * const net = workflowNet({ kind: 'activity', name: 'triage' });
 * alignTrace(net, ['triage', 'scan']).cost; // 1
 */
export function alignTrace(net: WorkflowNet, activities: readonly string[]): Alignment {
  const start = new Array<number>(net.places).fill(0);
  start[net.source] = 1;
  // costs are small whole numbers: a queue for each
  const queues: Node[][] = [[{ marking: start, position: 0, cost: 0, before: null, move: null }]];
  const done = new Set<string>();
  for (let cost = 0; cost < queues.length; cost++) {
    const queue = queues[cost] ?? [];
    for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
      const key = `${node.position}|${node.marking.join(',')}`;
      if (done.has(key)) continue;
      done.add(key);
      if (done.size > MOST_STATES) tooLarge(activities.length);
      if (node.position === activities.length && isEnd(net, node.marking)) return told(node);
      for (const next of movesFrom(net, node, activities)) {
        const list = queues[next.cost] ?? [];
        queues[next.cost] = list;
        list.push(next);
      }
    }
  }
  throw new TwinwardError('model.domain', 'the process model cannot end', { field: 'process' });
}

function movesFrom(net: WorkflowNet, node: Node, activities: readonly string[]): readonly Node[] {
  const next = activities[node.position];
  const found: Node[] = [];
  const { cost, position } = node;
  if (next !== undefined) {
    const move = { kind: 'log', activity: next } as const;
    found.push({ marking: node.marking, position: position + 1, cost: cost + 1, before: node, move });
  }
  for (const { activity, from, to } of net.transitions) {
    if (!from.every((place) => node.marking[place]! > 0)) continue;
    const marking = [...node.marking];
    for (const place of from) marking[place]! -= 1;
    for (const place of to) marking[place]! += 1;
    if (activity === null) {
      found.push({ marking, position, cost, before: node, move: null });
      continue;
    }
    found.push({ marking, position, cost: cost + 1, before: node, move: { kind: 'model', activity } });
    if (activity === next) {
      const move = { kind: 'both', activity } as const;
      found.push({ marking, position: position + 1, cost, before: node, move });
    }
  }
  return found;
}

function isEnd(net: WorkflowNet, marking: readonly number[]): boolean {
  return marking.every((tokens, place) => tokens === (place === net.sink ? 1 : 0));
}

function told(end: Node): Alignment {
  const moves: AlignmentMove[] = [];
  for (let node: Node | null = end; node !== null; node = node.before)
    if (node.move !== null) moves.push(node.move);
  return { cost: end.cost, moves: moves.reverse() };
}

function tooLarge(length: number): never {
  throw new TwinwardError(
    'model.domain',
    `no alignment of a case of ${length} activities within 200,000 states`,
    {
      field: 'process',
      remedy: 'discover a simpler model by passing over more noise',
    },
  );
}
