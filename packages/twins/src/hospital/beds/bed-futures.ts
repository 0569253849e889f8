import { ByteReader, ByteWriter, type Intervention, type RandomSource } from '@twinward/contract';
import { drawPoisson, exp, log } from '@twinward/simulate';
import type { AdtVisit } from '../adt/adt-visit.ts';
import type { StayModel } from '../stays/stay-model.ts';
import { activeAt, bedsClosed, earlierBy, surgeAt } from './bed-interventions.ts';
import { type BedState, specialtyOf } from './bed-state.ts';

const HOUR = 3_600_000;
/** A bed is made ready again after so long: assumed, an hour from empty to clean. */
const CLEANING = HOUR;
/** Patients who wait longer for a bed are counted as breaches. */
const BREACH = 4 * HOUR;
const STREAM = { present: 1, arrivals: 2, surge: 3 } as const;

/** One possible course of a hospital's beds from a certain state on; times are milliseconds since 1970. */
export interface BedFuture {
  /** When each patient in a bed leaves, rising. */
  readonly leaving: number[];
  /** When each empty bed is ready again, rising. */
  readonly cleaning: number[];
  /** When each waiting patient came and how long they will stay, first come first. */
  readonly waiting: { readonly since: number; readonly stay: number }[];
  /** Beds that are staffed; Infinity where they are not known. */
  readonly beds: number;
  /** Multiply all rates of arrival, and all hazards of leaving. */
  readonly demand: number;
  readonly pace: number;
  arrived: number;
  breached: number;
}

/** A patient from whom a future begins: their stays, and how long they have stayed, in hours. */
interface PresentPatient {
  readonly stay: StayModel;
  readonly age: number;
}

/** What a future begins with and draws from. */
export interface BedSources {
  readonly state: BedState;
  readonly lying: readonly PresentPatient[];
  /** And since when. */
  readonly waiting: readonly (PresentPatient & { readonly since: number })[];
  /** When each empty bed is ready again, rising. */
  readonly cleaning: readonly number[];
  readonly beds: number;
  readonly stays: ReadonlyMap<string, StayModel>;
  readonly mix: readonly (readonly [string, number])[];
}

/** The sources that a state's futures draw from, for patients present at an instant. */
export function bedSources(state: BedState, at: number): BedSources {
  const [lying, waiting] = [state.lying(), state.waiting()];
  const ages = new Map<string, number[]>();
  for (const visit of [...lying, ...waiting]) {
    const list = ages.get(specialtyOf(visit)) ?? [];
    ages.set(specialtyOf(visit), list);
    list.push(ageOf(visit, at));
  }
  const names = new Set([...Object.keys(state.mix), ...ages.keys()]);
  if (names.size === 0) names.add('unknown');
  const stays = new Map(
    [...names].map((name) => [name, state.stays.of(name, ages.get(name) ?? [])] as const),
  );
  const total = Object.values(state.mix).reduce((a, b) => a + b, 0);
  const mix =
    total === 0
      ? [...names].map((name) => [name, 1 / names.size] as const)
      : Object.entries(state.mix).map(([name, weight]) => [name, weight / total] as const);
  const patient = (visit: AdtVisit): PresentPatient => ({
    stay: stays.get(specialtyOf(visit))!,
    age: ageOf(visit, at),
  });
  const cleaning = [...state.census.beds.values()]
    .filter(({ condition, occupant }) => condition === 'housekeeping' && occupant === null)
    .map(({ since }) => Math.max(at, since + CLEANING))
    .sort(rising);
  return {
    state,
    lying: lying.map(patient),
    waiting: waiting.map((visit) => ({ ...patient(visit), since: visit.placedAt })),
    cleaning,
    beds: state.staffed() ?? Number.POSITIVE_INFINITY,
    stays,
    mix,
  };
}

function ageOf({ admittedAt }: AdtVisit, at: number): number {
  return (at - (admittedAt ?? at)) / HOUR;
}

/** A future of a member begins: everybody present is given what is left of their stay, given how long they have stayed. */
export function beginFuture(
  { lying, waiting, cleaning, beds }: BedSources,
  at: number,
  { demand, pace }: { readonly demand: number; readonly pace: number },
  random: RandomSource,
  member: number,
): BedFuture {
  const draws = random.draws(member, STREAM.present, 0);
  const left = ({ stay, age }: PresentPatient): number =>
    stay.remaining(age, paced(draws.uniform(), pace)) * HOUR;
  return {
    leaving: lying.map((patient) => at + left(patient)).sort(rising),
    cleaning: [...cleaning],
    waiting: waiting.map((patient) => ({ since: patient.since, stay: left(patient) })),
    beds,
    demand,
    pace,
    arrived: 0,
    breached: 0,
  };
}

/** Carries a future on: patients leave, beds are cleaned, patients come and take the first bed that is ready, or wait for it. */
export function carryOn(
  future: BedFuture,
  sources: BedSources,
  from: number,
  to: number,
  interventions: readonly Intervention[],
  random: RandomSource,
  member: number,
): void {
  for (const begun of interventions)
    if (begun.type === 'discharge-earlier' && begun.effectiveAt >= from && begun.effectiveAt < to)
      for (const [i, at] of future.leaving.entries())
        future.leaving[i] = Math.max(Math.min(at, begun.effectiveAt), at - begun.amounts.hours! * HOUR);
  const changes = interventions.flatMap(({ effectiveAt, amounts }) => [
    effectiveAt,
    effectiveAt + amounts.durationMinutes! * 60_000,
  ]);
  const times = changes.filter((time) => time > from && time <= to).sort(rising);
  const coming = arrivalsBetween(future, sources, from, to, interventions, random, member);
  let next = 0;
  for (;;) {
    const came = coming[next]?.since ?? Number.POSITIVE_INFINITY;
    const now = Math.min(
      future.leaving[0] ?? Number.POSITIVE_INFINITY,
      future.cleaning[0] ?? Number.POSITIVE_INFINITY,
      came,
      times[0] ?? Number.POSITIVE_INFINITY,
    );
    if (now > to) break;
    if (now === came) {
      future.waiting.push(coming[next++]!);
      future.arrived += 1;
    } else if (now === times[0]) times.shift();
    else if (now === future.cleaning[0]) future.cleaning.shift();
    else {
      future.leaving.shift();
      future.cleaning.push(now + CLEANING);
    }
    fill(future, now, bedsClosed(activeAt(interventions, now)));
  }
}

function fill(future: BedFuture, now: number, closed: number): void {
  const { leaving, cleaning, waiting } = future;
  while (waiting.length > 0 && leaving.length + cleaning.length < future.beds - closed) {
    const { since, stay } = waiting.shift()!;
    if (now - since > BREACH) future.breached += 1;
    const at = now + stay;
    let place = leaving.length;
    while (place > 0 && leaving[place - 1]! > at) place--;
    leaving.splice(place, 0, at);
  }
}

/** Drawn hour by hour, each hour whole, so that draws do not depend on how time is cut; a surge adds its own. */
function arrivalsBetween(
  { demand, pace }: BedFuture,
  { state, stays, mix }: BedSources,
  from: number,
  to: number,
  interventions: readonly Intervention[],
  random: RandomSource,
  member: number,
): readonly { readonly since: number; readonly stay: number }[] {
  const coming: { readonly since: number; readonly stay: number }[] = [];
  for (let hour = Math.floor(from / HOUR); hour * HOUR < to; hour++) {
    const rate = demand * state.rateAt(hour * HOUR);
    for (const stream of [STREAM.arrivals, STREAM.surge]) {
      const most = stream === STREAM.arrivals ? rate : rate * MOST_EXTRA;
      if (stream === STREAM.surge && !interventions.some(({ type }) => type === 'surge')) continue;
      const draws = random.draws(member, stream, hour);
      for (let count = drawPoisson(draws, most); count > 0; count--) {
        const [when, kind, length, chance] = [
          draws.uniform(),
          draws.uniform(),
          draws.uniform(),
          draws.uniform(),
        ];
        const since = (hour + when) * HOUR;
        const factor = surgeAt(activeAt(interventions, since));
        const share = stream === STREAM.arrivals ? Math.min(1, factor) : (factor - 1) / MOST_EXTRA;
        if (since <= from || since > to || chance >= share) continue;
        let [k, sum] = [0, mix[0]![1]];
        while (sum < kind && k < mix.length - 1) sum += mix[++k]![1];
        const stay = stays.get(mix[k]![0])!.remaining(0, paced(length, pace)) * HOUR;
        const earlier = earlierBy(activeAt(interventions, since));
        coming.push({ since, stay: Math.max(Math.min(stay, HOUR), stay - earlier * HOUR) });
      }
    }
  }
  return coming.sort((a, b) => a.since - b.since);
}

/** A surge multiplies arrivals by at most this plus 1. */
const MOST_EXTRA = 2;

/** A probability of a stay whose hazards are multiplied: the tail to the power 1 / pace. */
function paced(uniform: number, pace: number): number {
  return 1 - exp(log(1 - uniform) / pace);
}

function rising(a: number, b: number): number {
  return a - b;
}

/** A future as bytes. */
export function futureBytes({
  leaving,
  cleaning,
  waiting,
  beds,
  demand,
  pace,
  arrived,
  breached,
}: BedFuture): Uint8Array {
  const since = waiting.map((one) => one.since);
  const stays = waiting.map((one) => one.stay);
  const lists = [leaving, cleaning, since, stays, [beds, demand, pace, arrived, breached]];
  const writer = new ByteWriter(lists.reduce((room, { length }) => room + 4 + 8 * length, 0));
  for (const list of lists) writer.float64s(list);
  return writer.finish();
}

/** Reads what `futureBytes` wrote. */
export function readFuture(bytes: Uint8Array): BedFuture {
  const reader = new ByteReader(bytes);
  const [leaving, cleaning, since, stays, rest] = Array.from({ length: 5 }, () => numbers(reader));
  const [beds, demand, pace, arrived, breached] = rest!;
  return {
    leaving: leaving!,
    cleaning: cleaning!,
    waiting: since!.map((at, i) => ({ since: at, stay: stays![i]! })),
    beds: beds!,
    demand: demand!,
    pace: pace!,
    arrived: arrived!,
    breached: breached!,
  };
}

/** A list that can grow. */
function numbers(reader: ByteReader): number[] {
  const values = reader.float64s();
  const list: number[] = [];
  for (let i = 0; i < values.length; i++) list.push(values[i]!);
  return list;
}
