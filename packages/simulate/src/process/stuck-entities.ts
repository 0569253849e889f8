import {
  DOUBLES,
  EntityDouble,
  EntityStake,
  EntityState,
  EntityWhole,
  NO_EVENT,
  NOBODY,
  STAKES,
  WHOLES,
} from './entity-table.ts';
import { INSTRUCTION, Operation } from './operation.ts';
import type { ProcessState } from './process-state.ts';
import type { ResourcePool } from './resource-pool.ts';

const { state: STATE, request: REQUEST, source: SOURCE, ordinal: ORDINAL } = EntityWhole;
const { held: HELD, owed: OWED, before: BEFORE } = EntityStake;

/** One that waits for ever: what it waits for and what it keeps from others meanwhile. */
export interface StuckEntity {
  readonly source: string;
  readonly ordinal: number;
  readonly waitsFor: readonly string[];
  readonly holds: readonly string[];
}

/**
 * The largest set of waiting entities of which each needs units that others of the set hold, or stands behind another of the
 * set: whatever everybody else gives back, none of them is served. Those who will give up or get worse are not among them, nor
 * are those who wait for a resource to which steps add capacity.
 */
export function stuckEntities(state: ProcessState, pool: ResourcePool): readonly StuckEntity[] {
  const { entities, program } = state;
  const { wholes, doubles, stakes, resourceCount } = entities;
  const { from, resources, alternatives } = program.requests;
  const most = program.resources.map(({ capacities }, i) => Math.max(...capacities) + pool.added[i]!);
  for (let pc = 0; pc * INSTRUCTION < program.code.length; pc++)
    if (program.code[pc * INSTRUCTION] === Operation.capacity)
      most[program.code[pc * INSTRUCTION + 1]!] = Number.POSITIVE_INFINITY;
  const stake = (row: number, resource: number, which: number): number =>
    stakes[(row * resourceCount + resource) * STAKES + which]!;
  const stuck = new Set<number>();
  for (let row = 0; row < entities.used; row++)
    if (
      wholes[row * WHOLES + STATE] === EntityState.waiting &&
      doubles[row * DOUBLES + EntityDouble.event] === NO_EVENT &&
      doubles[row * DOUBLES + EntityDouble.worsens] === NO_EVENT
    )
      stuck.add(row);
  const kept = program.resources.map(() => 0);
  const keep = (row: number, sign: number): void => {
    for (const i of kept.keys()) kept[i]! += sign * stake(row, i, HELD);
  };
  for (const row of stuck) keep(row, 1);
  /** Whether what others give back is enough, and nobody of the set is before it. */
  const free = (row: number, resource: number): boolean => {
    if (stake(row, resource, OWED) === 0 || most[resource]! - kept[resource]! < stake(row, resource, OWED))
      return false;
    if (program.resources[resource]!.overtaking) return true;
    for (let other = stake(row, resource, BEFORE); other !== NOBODY; other = stake(other, resource, BEFORE))
      if (stuck.has(other)) return false;
    return true;
  };
  const servable = (row: number): boolean => {
    const index = wholes[row * WHOLES + REQUEST]!;
    const ways = alternatives[index]?.map(({ request }) => request) ?? [index];
    return ways.some((request) => {
      for (let i = from[request]!; i < from[request + 1]!; i++) if (!free(row, resources[i]!)) return false;
      return true;
    });
  };
  for (let shrunk = true; shrunk; ) {
    shrunk = false;
    for (const row of stuck) {
      if (!servable(row)) continue;
      stuck.delete(row);
      keep(row, -1);
      shrunk = true;
    }
  }
  const named = (row: number, which: number): readonly string[] =>
    program.resources.filter((_, i) => stake(row, i, which) > 0).map(({ name }) => name);
  return [...stuck].map((row) => ({
    source: program.sources[wholes[row * WHOLES + SOURCE]!]!.name,
    ordinal: wholes[row * WHOLES + ORDINAL]!,
    waitsFor: named(row, OWED),
    holds: named(row, HELD),
  }));
}
