import { ProcessSimulation, seedFrom } from '@twinward/simulate';
import {
  compileHospital,
  entityStays,
  type HospitalModel,
  hospitalHistory,
  resolveParameters,
} from '@twinward/twins/hospital';
import type { ReplayView } from '../schemas/hospital-run-schema.ts';

/** Longest time replayed, by unit of time: a week. */
const WEEK = { min: 10_080, h: 168, d: 7 } as const;

/** The first replication, told by its event log: from the end of the warm-up on, for a week at most. */
export function replayOf(model: HospitalModel, scenario: string | null, seed: string): ReplayView {
  const chosen = scenario === null ? {} : { scenario };
  const resolved = resolveParameters(model, scenario ?? undefined);
  const from = model.run.warmUp ?? 0;
  const until = Math.min(model.run.until, from + WEEK[model.time.unit]);
  const compiled = compileHospital(model, { until, ...chosen });
  const run = new ProcessSimulation(compiled, { seed: seedFrom(seed, 'replication', 0), log: true });
  run.advance(until);
  const events = hospitalHistory(compiled, run.takeLog());
  const stays = entityStays(resolved, events, until).filter(({ to }) => to > from);
  const entities = [...new Set(stays.map(({ entity }) => entity))];
  const placeOf = new Map(entities.map((entity, i) => [entity, i]));
  const resources = Object.keys(model.resources);
  const numbered = new Map(resources.map((resource, i) => [resource, i]));
  return {
    from,
    until,
    entities,
    places: resources.map((name) => {
      const { unit, kind = 'other' } = model.resources[name]!;
      const place = unit === undefined ? undefined : model.units?.[unit];
      return {
        name,
        kind,
        unit: place?.name ?? name,
        site: place?.site ?? null,
        x: place?.x ?? null,
        y: place?.y ?? null,
        capacity: events
          .filter(({ event, resource }) => event === 'capacity' && resource === name)
          .map(({ time, value }) => ({ time, units: value })),
      };
    }),
    entity: stays.map(({ entity }) => placeOf.get(entity)!),
    place: stays.map(({ resource }) => numbered.get(resource)!),
    waits: stays.map(({ waits }) => waits),
    start: stays.map(({ from: start }) => rounded(start)),
    end: stays.map(({ to }) => rounded(to)),
  };
}

function rounded(time: number): number {
  return Math.round(time * 1000) / 1000;
}
