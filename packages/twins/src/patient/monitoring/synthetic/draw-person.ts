import type { Draws, RandomSource } from '@twinward/contract';
import { drawExponential, exp, pow } from '@twinward/simulate';
import type { SyntheticCondition, SyntheticVital } from './synthetic-condition.ts';

/** What a person measured in a day, by name; null where nothing came. */
export type DailyValues = Readonly<Record<string, number | null>>;

/** A synthetic person followed for some days. */
export interface SyntheticPerson {
  readonly days: readonly DailyValues[];
  /** Days of the events to be foreseen, ascending. */
  readonly events: readonly number[];
}

/** Logarithmic spread of measurement noise over people, shares of days a device is used, weeks without any, first day of anything. */
const NOISE_SPREAD = 0.15;
const USED = [0.7, 0.97] as const;
const AWAY = { perYear: 1, apart: 30, lasts: [5, 14] } as const;
const QUIET = 30;

/** Draws a person of a condition for `length` days; without events if told so. The same source gives the same person. */
export function drawPerson(
  condition: SyntheticCondition,
  random: RandomSource,
  length: number,
  happens: boolean = true,
): SyntheticPerson {
  const draws = random.draws(0, 0, 0);
  const shifts = new Map(condition.vitals.map(({ name }) => [name, new Float64Array(length)] as const));
  const days: number[] = [];
  if (happens) {
    for (const event of condition.events) {
      for (const day of times(draws, event.perYear, event.apart, length)) {
        days.push(day);
        const { mean, sd, least, most } = event.buildUp;
        const build = Math.min(most, Math.max(least, mean + sd * draws.normal()));
        const bend = within(draws, 1, 2);
        for (const [name, sign] of Object.entries(event.signs)) {
          const moved = draws.uniform() < sign.share ? within(draws, sign.least, sign.most) : 0;
          buildUp(shifts.get(name)!, day, build, bend, event.recovery, moved);
        }
      }
    }
  }
  for (const { perYear, apart, lasts, moves } of condition.nuisances) {
    for (const day of times(draws, perYear, apart, length)) {
      const end = Math.min(length, day + Math.round(within(draws, ...lasts)));
      for (const [name, [least, most]] of Object.entries(moves)) {
        const moved = within(draws, least, most);
        const shift = shifts.get(name)!;
        for (let t = day; t < end; t++) shift[t]! += moved;
      }
    }
  }
  const series = new Map(
    condition.vitals.map((vital) => [vital.name, course(draws, vital, shifts.get(vital.name)!)] as const),
  );
  return {
    days: measured(draws, condition, series, length),
    events: days.sort((a, b) => a - b),
  };
}

function within(draws: Draws, low: number, high: number): number {
  if (high === Number.POSITIVE_INFINITY) return 1e9;
  return low + (high - low) * draws.uniform();
}

/** Days of something that happens so often, apart from each other and after a quiet beginning. */
function times(draws: Draws, perYear: number, apart: number, length: number): readonly number[] {
  const found: number[] = [];
  if (perYear <= 0) return found;
  for (
    let t = QUIET + 365 * drawExponential(draws, 1 / perYear);
    t < length;
    t += apart + 365 * drawExponential(draws, 1 / perYear)
  )
    found.push(Math.floor(t));
  return found;
}

/** A sign grows until the event, by a power from 1 to 2 of the time, and shrinks evenly after it. */
function buildUp(
  shift: Float64Array,
  day: number,
  build: number,
  bend: number,
  recovery: number,
  moved: number,
): void {
  const from = day - build;
  for (let t = Math.max(0, Math.ceil(from)); t < Math.min(shift.length, day + recovery); t++) {
    const share = (t - from) / build;
    const grown = t < day ? pow(share, bend) : 1 - (t - day) / recovery;
    shift[t]! += moved * grown;
  }
}

/** Levels, swings and noise of one vital over all days, in its unit. */
function course(draws: Draws, vital: SyntheticVital, shift: Float64Array): Float64Array {
  const log = vital.scale === 'log';
  const start = Math.max(vital.level.least, vital.level.mean + vital.level.sd * draws.normal());
  const noise = vital.noise * exp(NOISE_SPREAD * draws.normal());
  const [least, most] = vital.bounds;
  let [level, swing] = [0, 0];
  return shift.map((moved, t) => {
    level += vital.drift * draws.normal();
    swing = vital.swing.memory * swing + vital.swing.sd * draws.normal();
    const weekend = t % 7 >= 5 ? vital.weekend : 0;
    const x = level + swing + weekend + moved + noise * draws.normal();
    const value = log ? start * exp(x) : start + x;
    return Math.min(most, Math.max(least, Math.round(value / vital.step) * vital.step));
  });
}

/** The values as they arrive: each device on some days only, none of them when the person is away. */
function measured(
  draws: Draws,
  condition: SyntheticCondition,
  series: ReadonlyMap<string, Float64Array>,
  length: number,
): readonly DailyValues[] {
  const away = new Set(
    times(draws, AWAY.perYear, AWAY.apart, length).flatMap((day) =>
      Array.from({ length: Math.round(within(draws, ...AWAY.lasts)) }, (_, i) => day + i),
    ),
  );
  const devices = [...new Set(condition.vitals.map(({ device }) => device))];
  const habits = new Map(
    devices.map((device) => [device, within(draws, ...(condition.use?.[device] ?? USED))] as const),
  );
  return Array.from({ length }, (_, t) => {
    const used = new Set(devices.filter((device) => draws.uniform() < habits.get(device)! && !away.has(t)));
    const day = Object.fromEntries(
      condition.vitals.map(({ name, device }) => [name, used.has(device) ? series.get(name)![t]! : null]),
    );
    return condition.derive === undefined ? day : condition.derive(day);
  });
}
