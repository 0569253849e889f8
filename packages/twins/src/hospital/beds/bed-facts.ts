import { type TwinModel, TwinwardError } from '@twinward/contract';

/** What the twin was told of its hospital before any message. */
export interface BedFacts {
  /** Admissions a day, and mean and standard deviation of stays in hours. */
  readonly arrivals: number;
  readonly stay: number;
  readonly staySd: number;
  readonly zoneMinutes: number;
  /** How many past stays these rest on, if many. */
  readonly pastStays?: number;
}

/** What may be told of a hospital when its twin is opened. */
export const BED_FACTS: TwinModel['facts'] = [
  { name: 'arrivals', label: 'Admissions a day', unit: '/d', required: true, minimum: 0.01, maximum: 5000 },
  { name: 'stay', label: 'Mean stay', unit: 'h', required: true, minimum: 1, maximum: 8760 },
  {
    name: 'staySd',
    label: 'Standard deviation of stays',
    unit: 'h',
    required: true,
    minimum: 1,
    maximum: 8760,
  },
  {
    name: 'zoneMinutes',
    label: 'Clock of the hospital, east of UTC',
    unit: 'min',
    required: false,
    minimum: -840,
    maximum: 840,
  },
  {
    name: 'pastStays',
    label: 'Past stays that these figures rest on, if many',
    unit: '1',
    required: false,
    minimum: 1,
    maximum: 1e9,
  },
];

/** The facts of a hospital, read. Throws `subject.invalid` for arrivals, stay or deviation that are not above zero. */
export function bedFacts(facts: Readonly<Record<string, number | string | boolean>>): BedFacts {
  const [arrivals, stay, staySd] = [Number(facts.arrivals), Number(facts.stay), Number(facts.staySd)];
  if (!(arrivals > 0 && stay > 0 && staySd > 0))
    throw new TwinwardError(
      'subject.invalid',
      'a hospital needs arrivals, stay and its deviation above zero',
      {
        field: 'facts',
        remedy: 'give arrivals (a day), stay and staySd (hours)',
      },
    );
  const pastStays = facts.pastStays === undefined ? {} : { pastStays: Number(facts.pastStays) };
  return { arrivals, stay, staySd, zoneMinutes: Number(facts.zoneMinutes ?? 0), ...pastStays };
}
