import { ByteReader, ByteWriter, type RandomSource } from '@twinward/contract';
import { type BedChange, bedsMore, earlierBy, endOf, surgeActs } from './bed-change.ts';
import { type BedSources, CLEANING, type PresentPatient } from './bed-sources.ts';
import { comingPatients, paced } from './coming-patients.ts';
import type { SlowParameters } from './slow-parameters.ts';

const HOUR = 3_600_000;
/** Patients who wait longer for a bed are counted as breaches. */
const BREACH = 4 * HOUR;
const PRESENT = 1;

/** One possible course of a hospital's beds from a certain state on; times are milliseconds since 1970. */
export interface BedFuture extends SlowParameters {
  /** When each patient in a bed leaves, rising. */
  readonly leaving: number[];
  /** When each empty bed is ready again, rising. */
  readonly cleaning: number[];
  /** When each waiting patient came and how long they will stay, first come first. */
  readonly waiting: { readonly since: number; readonly stay: number }[];
  /** Beds that are staffed; Infinity where they are not known. */
  readonly beds: number;
  arrived: number;
  breached: number;
}

/** A future of a member begins: everybody present is given what is left of their stay, given how long they have stayed. */
export function beginFuture(
  { lying, waiting, cleaning, beds }: BedSources,
  at: number,
  { demand, pace }: SlowParameters,
  random: RandomSource,
  member: number,
): BedFuture {
  const draws = random.draws(member, PRESENT, 0);
  const left = ({ stay, age }: PresentPatient): number =>
    stay.remaining(age, paced(draws.uniform(), pace)) * HOUR;
  return {
    leaving: lying.map((patient) => at + left(patient)).sort(rising),
    cleaning: [...cleaning],
    waiting: waiting.map((patient) => ({ since: patient.visit.placedAt, stay: left(patient) })),
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
  changes: readonly BedChange[],
  random: RandomSource,
  member: number,
): void {
  for (const change of changes)
    if (change.do === 'discharge-earlier' && change.from >= from && change.from < to)
      for (const [i, at] of future.leaving.entries())
        future.leaving[i] = Math.max(Math.min(at, change.from), at - change.earlier * HOUR);
  const times = changes
    .flatMap((change) => [change.from, endOf(change)])
    .filter((time) => time > from && time <= to)
    .sort(rising);
  const acts = {
    ...surgeActs(changes.filter((change) => change.do === 'surge')),
    earlier: (at: number) => earlierBy(changes, at),
  };
  const coming = comingPatients(future, sources, from, to, acts, random, member);
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
      const { since, stay } = coming[next++]!;
      future.waiting.push({ since, stay });
      future.arrived += 1;
    } else if (now === times[0]) times.shift();
    else if (now === future.cleaning[0]) future.cleaning.shift();
    else {
      future.leaving.shift();
      future.cleaning.push(now + CLEANING);
    }
    fill(future, now, bedsMore(changes, now));
  }
}

function fill(future: BedFuture, now: number, more: number): void {
  const { leaving, cleaning, waiting } = future;
  while (waiting.length > 0 && leaving.length + cleaning.length < future.beds + more) {
    const { since, stay } = waiting.shift()!;
    if (now - since > BREACH) future.breached += 1;
    const at = now + stay;
    let place = leaving.length;
    while (place > 0 && leaving[place - 1]! > at) place--;
    leaving.splice(place, 0, at);
  }
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
