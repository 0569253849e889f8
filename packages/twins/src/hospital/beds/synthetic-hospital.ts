import type { AdtEvent, Draws, Instant } from '@twinward/contract';
import { drawExponential, philox } from '@twinward/simulate';
import { HourlyArrivals } from '../stays/hourly-arrivals.ts';
import { LogNormalStay } from '../stays/log-normal-stay.ts';
import { EMERGENCY_SHAPE } from './emergency-shape.ts';

const [MINUTE, HOUR] = [60_000, 3_600_000];
const TWO_DAYS = 48 * HOUR;
/** Who leaves within so long is not moved any more. */
const SETTLED = 6 * HOUR;

/** A unit of a made-up hospital. */
export interface SyntheticUnit {
  readonly unit: string;
  readonly beds: number;
  /** Whose patients lie here if they can. */
  readonly specialty: string;
  /** The unit that takes over, when it has a bed, who has lain here for two days. */
  readonly onward?: string;
}

/** Shares of specialties: published, UCL synthetic emergency admissions (patientflow), train split. */
const MIX: readonly (readonly [string, number])[] = [
  ['medical', 0.531],
  ['surgical', 0.282],
  ['haem/onc', 0.103],
  ['paediatric', 0.084],
];

/** Its units: assumed. */
export const SYNTHETIC_UNITS: readonly SyntheticUnit[] = [
  { unit: 'Acute medicine', beds: 26, specialty: 'medical', onward: 'Medical ward' },
  { unit: 'Medical ward', beds: 26, specialty: 'medical' },
  { unit: 'Surgical ward', beds: 28, specialty: 'surgical' },
  { unit: 'Haematology and oncology', beds: 12, specialty: 'haem/onc' },
  { unit: "Children's ward", beds: 10, specialty: 'paediatric' },
];

/** Admissions a day: assumed, so that nine beds of ten are filled. */
export const SYNTHETIC_ADMISSIONS = 16;

/** Three in ten leave on the day; the others stay 6.2 ± 8.0 days and two in ten of them wait 5 ± 5 days more: assumed, reference_gloucestershire. */
const [ZERO_DAY, INPATIENT, DELAY] = [
  new LogNormalStay(9.6, 7.2),
  new LogNormalStay(148.8, 192),
  new LogNormalStay(120, 120),
] as const;
/** Shares: of stays of a day, of delays, of patients who must lie alone, of discharges that were announced: assumed. */
const SHARE = { zeroDay: 0.3, delayed: 0.2, alone: 0.08, announced: 0.7 } as const;
/** Of announced discharges so many happen within two hours of their time; the others later, by so many hours on average: assumed. */
const [KEPT, LATE] = [0.7, 18];

/** How a made-up hospital is. */
export interface SyntheticRules {
  readonly units: readonly SyntheticUnit[];
  /** A day. */
  readonly admissions: number;
  /** Hours that one patient stays. */
  readonly stay: (draws: Draws) => number;
  /** The share of stays whose end is announced at their beginning. */
  readonly announced: number;
}

const RULES: SyntheticRules = {
  units: SYNTHETIC_UNITS,
  admissions: SYNTHETIC_ADMISSIONS,
  stay: stayOf,
  announced: SHARE.announced,
};

interface Patient {
  readonly visit: string;
  readonly person: string;
  readonly specialty: string;
  leaves: number;
  /** In this bed. */
  since: number;
}

/** What happens in a made-up hospital, in the order in which it happens. */
export interface SyntheticHospital {
  /** All that happens until an instant, after what was asked before. */
  until(to: Instant): readonly AdtEvent[];
}

/**
 * A hospital that is made up, by declared rules: admissions by the published hourly shape, stays log-normal with delayed discharges unless
 * other rules say how long, beds by specialty and elsewhere when those are full, back to their own or on to the next unit when that has a
 * bed, half an hour or more of cleaning; discharges announced with declared errors.
 */
export function syntheticHospital(
  seed: string,
  begins: Instant,
  { units, admissions, stay, announced }: SyntheticRules = RULES,
): SyntheticHospital {
  const draws = philox(seed).derive('synthetic hospital').draws(0, 0, 0);
  const said = philox(seed).derive('announcements').draws(0, 0, 0);
  const rates = new HourlyArrivals(admissions, EMERGENCY_SHAPE);
  const beds = units.flatMap(({ unit, beds: count, specialty, onward }) =>
    Array.from({ length: count }, (_, k) => ({
      specialty,
      onward,
      ready: 0,
      patient: null as Patient | null,
      place: { unit, room: String(1 + Math.floor(k / 4)), bed: String(k + 1) },
    })),
  );
  const waiting: Patient[] = [];
  const told: AdtEvent[] = [];
  let [named, patients, now] = [0, 0, begins as number];
  const say = (at: number, event: Omit<AdtEvent, 'at' | 'messageId'>): void => {
    told.push({ ...event, at: Math.round(at) as Instant, messageId: `s-${named++}` });
  };
  for (const { place } of beds)
    say(now, { kind: 'bed-status', person: null, visit: null, place, status: 'free' });
  let arrival = nextArrival(draws, rates, now);

  const settle = (at: number): void => {
    for (const own of [true, false])
      for (let i = 0; i < waiting.length; i++) {
        const who = waiting[i]!;
        const bed = beds.find(
          (one) => one.patient === null && one.ready <= at && (one.specialty === who.specialty) === own,
        );
        if (bed === undefined) continue;
        waiting.splice(i--, 1);
        lay(bed, who, at);
      }
    if (waiting.length > 0) return;
    for (const from of beds) {
      const who = from.patient;
      if (who === null || who.leaves < at + SETTLED) continue;
      const astray = from.specialty !== who.specialty;
      if (!astray && (from.onward === undefined || at - who.since < TWO_DAYS)) continue;
      const to = beds.find(
        (one) =>
          one.patient === null &&
          one.ready <= at &&
          (astray ? one.specialty === who.specialty : one.place.unit === from.onward),
      );
      if (to === undefined) continue;
      clean(from, at);
      lay(to, who, at);
    }
  };
  const lay = (bed: (typeof beds)[number], who: Patient, at: number): void => {
    bed.patient = who;
    who.since = at;
    who.leaves = Math.max(who.leaves, at + 10 * MINUTE);
    const { person, visit } = who;
    say(at, { kind: 'transfer', person, visit, place: bed.place });
  };
  const clean = (bed: (typeof beds)[number], at: number): void => {
    bed.patient = null;
    bed.ready = at + 0.5 * HOUR + drawExponential(draws, 0.5 * HOUR);
  };
  const step = (): void => {
    const leaving = beds
      .filter(({ patient }) => patient !== null)
      .sort((a, b) => a.patient!.leaves - b.patient!.leaves)[0];
    const cleaned = beds
      .filter(({ patient, ready }) => patient === null && ready > now)
      .sort((a, b) => a.ready - b.ready)[0];
    const next = Math.min(
      arrival,
      leaving?.patient?.leaves ?? Number.POSITIVE_INFINITY,
      cleaned?.ready ?? Number.POSITIVE_INFINITY,
    );
    now = next;
    if (next === arrival) {
      const who = newPatient(draws, patients++, now, stay);
      const { person, visit, specialty } = who;
      const alone = draws.uniform() < SHARE.alone;
      const sex = draws.uniform() < 0.5 ? 'female' : 'male';
      const attributes = { specialty, sex, ...(alone ? { isolation: 'contact' } : {}) } as const;
      say(now, {
        kind: 'admit',
        person,
        visit,
        place: { unit: 'Emergency department', room: null, bed: null },
        attributes,
      });
      if (draws.uniform() < announced && who.leaves - 20 * HOUR > now) {
        const late =
          said.uniform() < KEPT ? 4 * HOUR * said.uniform() - 2 * HOUR : drawExponential(said, LATE * HOUR);
        const planned = Math.max(now + HOUR, who.leaves - late);
        const expectedAt = (Math.round(planned / HOUR) * HOUR) as Instant;
        say(now + 1, { kind: 'expect-discharge', person, visit, expectedAt });
      }
      waiting.push(who);
      arrival = nextArrival(draws, rates, now);
      settle(now + 2);
      return;
    }
    if (next === cleaned?.ready) {
      say(now, { kind: 'bed-status', person: null, visit: null, place: cleaned.place, status: 'free' });
      cleaned.ready = 0;
      settle(now + 1);
      return;
    }
    const { person, visit } = leaving!.patient!;
    say(now, { kind: 'discharge', person, visit });
    clean(leaving!, now);
  };
  return {
    until(to) {
      while (now < to) {
        const before = now;
        step();
        if (now <= before) now = before + 1;
      }
      told.sort((a, b) => a.at - b.at);
      const cut = told.findIndex(({ at }) => at > to);
      return told.splice(0, cut < 0 ? told.length : cut);
    },
  };
}

function newPatient(draws: Draws, number: number, at: number, stay: SyntheticRules['stay']): Patient {
  let [kind, k] = [draws.uniform(), 0];
  while (kind > MIX[k]![1] && k < MIX.length - 1) kind -= MIX[k++]![1];
  const leaves = at + Math.max(10 * MINUTE, stay(draws) * HOUR);
  return { visit: `v-${number}`, person: `p-${number}`, specialty: MIX[k]![0], leaves, since: at };
}

function stayOf(draws: Draws): number {
  const zeroDay = draws.uniform() < SHARE.zeroDay;
  const hours = (zeroDay ? ZERO_DAY : INPATIENT).remaining(0, draws.uniform());
  return !zeroDay && draws.uniform() < SHARE.delayed ? hours + DELAY.remaining(0, draws.uniform()) : hours;
}

/** Thinning at the candidate's time. */
function nextArrival(draws: Draws, rates: HourlyArrivals, after: number): number {
  const most = Math.max(...Array.from({ length: 24 }, (_, hour) => rates.rate(hour)));
  for (let at = after; ; ) {
    at += drawExponential(draws, HOUR / most);
    const hour = Math.floor(at / HOUR) % 24;
    if (draws.uniform() * most < rates.rate(hour)) return at;
  }
}
