import type { BedBoard, WardForecast, WardForecasts } from '../generated/types.ts';
import type { Estimate, Limit, Ribbon } from '../ribbon/ribbon.ts';

const HOUR = 3_600_000;

/** Beds needed in the last day, by who came and left, and in the next three, against those that are staffed. Certain up to now. */
export function capacityRibbon({ at, fan, units, waiting, movements }: BedBoard): Ribbon {
  const now = Date.parse(at);
  const there = units.reduce((sum, { patients }) => sum + patients, 0) + waiting.length;
  const opened = (values: readonly number[]): readonly number[] => [there, ...values];
  const estimates: Estimate[] = [{ at: now, mean: there, sd: 0 }];
  for (const { at: from, admitted, left } of movements.past.toReversed()) {
    const mean = estimates.at(-1)!.mean - admitted + left;
    estimates.push({ at: Date.parse(from), mean, sd: 0 });
  }
  const times = [now, ...fan.hours.map((hours) => now + hours * HOUR)];
  return {
    quantity: { name: 'needed', label: 'Beds needed', unit: '1' },
    from: estimates.at(-1)!.at,
    now,
    to: times.at(-1)!,
    readings: [],
    later: [],
    estimates: estimates.reverse(),
    baseline: {
      at: times,
      q05: opened(fan.q05),
      q25: opened(fan.q25),
      q50: opened(fan.q50),
      q75: opened(fan.q75),
      q95: opened(fan.q95),
      paths: [],
    },
    branch: null,
    thresholds: fan.staffed === null ? [] : [staffedLimit(fan.staffed, 'needed')],
    marks: [],
  };
}

/** Beds that one ward's patients will need, against its own that are staffed. */
export function wardRibbon({ at, hours }: WardForecasts, ward: WardForecast): Ribbon {
  const now = Date.parse(at);
  const times = [now, ...hours.map((hour) => now + hour * HOUR)];
  const opened = (values: readonly number[]): readonly number[] => [ward.lying, ...values];
  return {
    quantity: { name: 'needed', label: 'Beds needed', unit: '1' },
    from: now - 12 * HOUR,
    now,
    to: times.at(-1)!,
    readings: [],
    later: [],
    estimates: [{ at: now, mean: ward.lying, sd: 0 }],
    baseline: {
      at: times,
      q05: opened(ward.q05),
      q25: opened(ward.q25),
      q50: opened(ward.q50),
      q75: opened(ward.q75),
      q95: opened(ward.q95),
      paths: [],
    },
    branch: null,
    thresholds: [staffedLimit(ward.staffed, 'needed')],
    marks: [],
  };
}

/** Staffed beds as the line that a ribbon is read against. */
export function staffedLimit(staffed: number, of: string): Limit {
  return {
    name: 'staffed',
    label: `${staffed} staffed`,
    words: 'need more beds than are staffed',
    of,
    side: 'above',
    limit: staffed,
    unit: '1',
    source: 'beds that are not closed',
    probability: 0,
    count: 0,
    typicalAt: null,
  };
}

/** The hour in which more beds than staffed are most probably needed; null where staffed beds are not known. */
export function worstHour({ at, fan }: BedBoard): { readonly at: number; readonly chance: number } | null {
  if (fan.over === null || fan.over.length === 0) return null;
  const chance = Math.max(...fan.over);
  return { at: Date.parse(at) + fan.hours[fan.over.indexOf(chance)]! * HOUR, chance };
}

/** A probability where there is room for few letters, never 0 % or 100 %. */
export function shortChance(chance: number): string {
  if (chance < 0.005) return '<1 %';
  return chance > 0.995 ? '>99 %' : `${Math.round(chance * 100)} %`;
}

/** A small probability in words that neither hide nor invent it. */
export function chanceWords(chance: number): string {
  if (chance < 0.005) return 'under 1 %';
  return chance > 0.995 ? 'over 99 %' : `${Math.round(chance * 100)} %`;
}
