import { type AdtEvent, ByteReader, ByteWriter, type Instant } from '@twinward/contract';
import { AdtCensus } from '../adt/adt-census.ts';
import type { AdtBed, AdtVisit } from '../adt/adt-visit.ts';
import type { BedKey } from '../adt/bed-key.ts';
import { type ArrivalCounts, HourlyArrivals } from '../stays/hourly-arrivals.ts';
import { LearnedStays, type StayCounts } from '../stays/learned-stays.ts';
import type { BedFacts } from './bed-facts.ts';
import { EMERGENCY_SHAPE } from './emergency-shape.ts';
import { jsonBytes, readJson } from './json-bytes.ts';

const HOUR = 3_600_000;
/** Hours since Monday 00:00 at the beginning of 1970. */
const THURSDAY = 72;
/** Contradictions kept in sight. */
const MOST_KEPT = 100;
/** A specialty's weight in the mix after one more admission. */
const DISCOUNT = 0.998;
/** What is written where nobody was counted yet: `null`. */
const NOBODY = Uint8Array.from([110, 117, 108, 108]);

/** What was told that contradicts the rest. */
export interface BedContradiction {
  readonly at: Instant;
  readonly messageId: string;
  readonly problem: string;
}

/** Who was there at the last count: specialty, and hours since admission. */
interface CountedPatients {
  readonly at: number;
  readonly ages: readonly (readonly [string, number])[];
}

interface Written {
  readonly facts: BedFacts;
  readonly visits: readonly AdtVisit[];
  readonly beds: readonly (readonly [BedKey, AdtBed])[];
  readonly stays: StayCounts;
  readonly arrivals: ArrivalCounts;
  readonly mix: Readonly<Record<string, number>>;
  readonly hour: number;
  readonly count: number;
  readonly contradictions: readonly BedContradiction[];
  readonly counted: CountedPatients | null;
}

const read = new WeakMap<Uint8Array, BedState>();

/** What is known for certain of a hospital's beds, and what was learnt of arrivals and stays; never changed once written. */
export class BedState {
  readonly facts: BedFacts;
  readonly census: AdtCensus;
  readonly stays: LearnedStays;
  readonly arrivals: HourlyArrivals;
  readonly mix: Record<string, number>;
  contradictions: readonly BedContradiction[];
  counted: CountedPatients | null;
  #hour: number;
  #count: number;

  private constructor(from: Written) {
    this.facts = from.facts;
    this.census = new AdtCensus(from.visits, from.beds);
    const { arrivals, stay, staySd, pastStays } = from.facts;
    this.stays = new LearnedStays(stay, staySd, from.stays, pastStays);
    this.arrivals = new HourlyArrivals(arrivals, EMERGENCY_SHAPE, from.arrivals, weeksOf(from.facts));
    this.mix = { ...from.mix };
    this.contradictions = from.contradictions;
    this.counted = from.counted;
    this.#hour = from.hour;
    this.#count = from.count;
  }

  /** Nobody is there. */
  static begin(facts: BedFacts, at: Instant): BedState {
    const nothing = { visits: [], beds: [], stays: {}, mix: {}, contradictions: [], counted: null };
    const arrivals = new HourlyArrivals(facts.arrivals, EMERGENCY_SHAPE).counts();
    return new BedState({ facts, ...nothing, arrivals, hour: Math.floor(at / HOUR), count: 0 });
  }

  /** Shared by all who read the same bytes: not to be changed. */
  static read(bytes: Uint8Array): BedState {
    const known = read.get(bytes);
    if (known !== undefined) return known;
    const state = new BedState(readWritten(bytes));
    read.set(bytes, state);
    return state;
  }

  /** One's own, to be changed and written. */
  static copy(bytes: Uint8Array): BedState {
    return new BedState(BedState.read(bytes).#written());
  }

  /** As bytes; from now on not to be changed. */
  write(): Uint8Array {
    const bytes = write(this.#written());
    read.set(bytes, this);
    return bytes;
  }

  #written(): Written {
    return {
      facts: this.facts,
      visits: [...this.census.visits.values()],
      beds: [...this.census.beds],
      stays: this.stays.counts(),
      arrivals: this.arrivals.counts(),
      mix: this.mix,
      hour: this.#hour,
      count: this.#count,
      contradictions: this.contradictions,
      counted: this.counted,
    };
  }

  /** Whether an hour ends until then, so that something is learnt. */
  isDue(at: Instant): boolean {
    return Math.floor(at / HOUR) > this.#hour;
  }

  /** Learns from the hours that have ended. */
  pass(at: Instant): void {
    for (const now = Math.floor(at / HOUR); this.#hour < now; this.#hour++) {
      this.arrivals.learn(this.cellOf(this.#hour * HOUR), this.#count);
      this.#count = 0;
    }
  }

  /** The hour of the week, from Monday 00:00 by the hospital's clock. */
  cellOf(milliseconds: number): number {
    const hour = Math.floor((milliseconds + this.facts.zoneMinutes * 60_000) / HOUR);
    return (((hour + THURSDAY) % 168) + 168) % 168;
  }

  /** Arrivals an hour expected at an instant. */
  rateAt(milliseconds: number): number {
    return this.arrivals.rate(this.cellOf(milliseconds));
  }

  happen(event: AdtEvent): void {
    this.pass(event.at);
    const key = keyOf(event.visit, event.person);
    const before = this.census.visits.get(key);
    const other = event.other === undefined ? null : keyOf(event.other.visit, event.other.person);
    const problem = this.census.apply(event, key, event.person, other);
    const after = this.census.visits.get(key);
    if (problem !== null) {
      const contradiction = { at: event.at, messageId: event.messageId, problem };
      this.contradictions = [...this.contradictions, contradiction].slice(-MOST_KEPT);
    }
    if (before?.admittedAt == null && after?.admittedAt != null) this.#admitted(after);
    if (before?.admittedAt != null && after?.admittedAt == null)
      this.stays.learn(specialtyOf(before), Math.max(0, event.at - before.admittedAt) / HOUR);
  }

  #admitted(visit: AdtVisit): void {
    this.#count += 1;
    for (const specialty of Object.keys(this.mix)) this.mix[specialty]! *= DISCOUNT;
    const specialty = specialtyOf(visit);
    this.mix[specialty] = (this.mix[specialty] ?? 0) + 1;
  }

  /** Who lies in a bed, or in a unit of a hospital whose beds are not known; in the order of their admission. */
  lying(): readonly AdtVisit[] {
    return this.#inpatients().filter(({ place }) => place?.bed != null || this.census.beds.size === 0);
  }

  /** Who waits for a bed: admitted without one, or registered with an admission expected. */
  waiting(): readonly AdtVisit[] {
    const without = this.#inpatients().filter(({ place }) => place?.bed == null && this.census.beds.size > 0);
    const expected = [...this.census.visits.values()].filter(
      ({ phase, expected }) => phase === 'waiting' && expected?.what === 'admission',
    );
    return [...without, ...expected];
  }

  /** Beds that are not closed; null in a hospital whose beds are not known. */
  staffed(): number | null {
    const beds = [...this.census.beds.values()];
    return beds.length === 0 ? null : beds.filter(({ condition }) => condition !== 'closed').length;
  }

  #inpatients(): readonly AdtVisit[] {
    return [...this.census.visits.values()]
      .filter(({ phase }) => phase === 'inpatient')
      .sort((a, b) => a.admittedAt! - b.admittedAt! || (a.key < b.key ? -1 : 1));
  }
}

/** Weeks in which so many patients came. */
function weeksOf({ arrivals, pastStays }: BedFacts): number | undefined {
  return pastStays === undefined ? undefined : pastStays / (7 * arrivals);
}

/** The specialty of a visit; `unknown` where none was told. */
export function specialtyOf({ attributes }: AdtVisit): string {
  return attributes.specialty ?? 'unknown';
}

function keyOf(visit: string | null, person: string | null): string {
  return visit === null ? `person:${person ?? ''}` : `visit:${visit}`;
}

/** Visits, beds and the like are written one by one, so that most are at hand from the state before. */
function write(state: Written): Uint8Array {
  const { facts, visits, beds, stays, arrivals, mix, hour, count, contradictions, counted } = state;
  const known = { mix, hour, count, specialties: Object.keys(stays) };
  const heads = [facts, contradictions, known].map(jsonBytes);
  const numbers = [
    ...Object.values(stays).flatMap(({ left, spent }) => [left, spent]),
    arrivals.seen,
    arrivals.hours,
  ];
  const first = [...heads, counted === null ? NOBODY : jsonBytes(counted)];
  const visited = visits.map(jsonBytes);
  const bedded = beds.map(([, bed]) => jsonBytes(bed));
  let room = 8;
  for (const { length } of [...first, ...visited, ...bedded]) room += 4 + length;
  for (const { length } of numbers) room += 4 + 8 * length;
  for (const [{ length }] of beds) room += 4 + 2 * length;
  const writer = new ByteWriter(room);
  for (const bytes of first) writer.raw(bytes);
  for (const list of numbers) writer.float64s(list);
  writer.uint32(visits.length);
  for (const bytes of visited) writer.raw(bytes);
  writer.uint32(beds.length);
  for (const [k, [key]] of beds.entries()) writer.text(key).raw(bedded[k]!);
  return writer.finish();
}

function readWritten(bytes: Uint8Array): Written {
  const reader = new ByteReader(bytes);
  const next = <Part>(): Part => readJson(reader.raw()) as Part;
  const facts = next<BedFacts>();
  const contradictions = next<Written['contradictions']>();
  const { mix, hour, count, specialties } = next<
    Pick<Written, 'mix' | 'hour' | 'count'> & { readonly specialties: readonly string[] }
  >();
  const counted = next<CountedPatients | null>();
  const stays = Object.fromEntries(
    specialties.map((name) => [name, { left: reader.float64s(), spent: reader.float64s() }]),
  );
  const arrivals = { seen: reader.float64s(), hours: reader.float64s() };
  const visits = Array.from({ length: reader.uint32() }, () => next<AdtVisit>());
  const beds = Array.from(
    { length: reader.uint32() },
    () => [reader.text() as BedKey, next<AdtBed>()] as const,
  );
  return { facts, visits, beds, stays, arrivals, mix, hour, count, contradictions, counted };
}
