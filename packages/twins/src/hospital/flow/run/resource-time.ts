import type { HospitalEvent } from './hospital-history.ts';

/** How the time of a resource's units was spent, in units times the model's unit of time. */
export interface ResourceTime {
  readonly resource: string;
  /** Held by somebody to whom something is being done. */
  readonly busy: number;
  /** Held by somebody who waits for something else. */
  readonly blocked: number;
  /** Held for cleaning or other turnover. */
  readonly turnover: number;
  /** There, and held by nobody. */
  readonly idle: number;
  /** Off shift, below the greatest capacity of the run. */
  readonly off: number;
}

/** A source of those that clean what others left, see `compileHospital`. */
const CLEANS = /: .+ after .+$/;

/** The time of every resource split by what its units were used for, from the event log of a run up to a time. */
export function resourceTime(history: readonly HospitalEvent[], until: number): readonly ResourceTime[] {
  const clocks = new Map<string, Clock>();
  const clockOf = (name: string): Clock => {
    const clock = clocks.get(name) ?? new Clock();
    clocks.set(name, clock);
    return clock;
  };
  const held = new Map<string, Map<string, number>>();
  const working = new Set<string>();
  const useOf = (entity: string, source: string): Use => {
    if (CLEANS.test(source)) return 'turnover';
    return working.has(entity) ? 'busy' : 'blocked';
  };
  for (const { time, event, entity, source, resource, value } of history) {
    if (event === 'capacity') {
      clockOf(resource!).setCapacity(time, value);
      continue;
    }
    const own = held.get(entity) ?? new Map<string, number>();
    held.set(entity, own);
    const works = event === 'delay' || event === 'resume';
    if (works !== working.has(entity)) {
      const before = useOf(entity, source);
      if (works) working.add(entity);
      else working.delete(entity);
      const after = useOf(entity, source);
      for (const [name, units] of own) {
        clockOf(name).add(time, before, -units);
        clockOf(name).add(time, after, units);
      }
    }
    if (event !== 'seize' && event !== 'release' && event !== 'interrupt') continue;
    const by = event === 'seize' ? value : -value;
    own.set(resource!, (own.get(resource!) ?? 0) + by);
    clockOf(resource!).add(time, useOf(entity, source), by);
  }
  return [...clocks].map(([resource, clock]) => ({ resource, ...clock.split(until) }));
}

type Use = 'busy' | 'blocked' | 'turnover';

/** Levels of one resource and their integrals. */
class Clock {
  readonly #levels = { busy: 0, blocked: 0, turnover: 0, capacity: 0 };
  readonly #areas = { busy: 0, blocked: 0, turnover: 0, capacity: 0 };
  #most = 0;
  #last = 0;

  add(time: number, use: Use, units: number): void {
    this.#pass(time);
    this.#levels[use] += units;
  }

  setCapacity(time: number, units: number): void {
    this.#pass(time);
    this.#levels.capacity = units;
    this.#most = Math.max(this.#most, units);
  }

  split(until: number): Omit<ResourceTime, 'resource'> {
    this.#pass(until);
    const { busy, blocked, turnover, capacity } = this.#areas;
    const idle = Math.max(0, capacity - busy - blocked - turnover);
    return { busy, blocked, turnover, idle, off: this.#most * until - capacity };
  }

  #pass(time: number): void {
    for (const name of ['busy', 'blocked', 'turnover', 'capacity'] as const)
      this.#areas[name] += this.#levels[name] * (time - this.#last);
    this.#last = time;
  }
}
