import { type AdtEvent, ByteReader, ByteWriter, type Instant } from '@twinward/contract';
import { AdtCensus } from '../adt/adt-census.ts';
import type { AdtBed, AdtVisit } from '../adt/adt-visit.ts';
import type { BedKey } from '../adt/bed-key.ts';
import { type AnnouncedCounts, AnnouncedLeaving } from '../stays/announced-leaving.ts';
import { type ArrivalCounts, HourlyArrivals } from '../stays/hourly-arrivals.ts';
import { LearnedStays, type StayCounts } from '../stays/learned-stays.ts';
import { openWards } from '../wards/ward.ts';
import { type FlowCounts, WardFlows } from '../wards/ward-flows.ts';
import type { BedFacts } from './bed-facts.ts';
import { EMERGENCY_SHAPE } from './emergency-shape.ts';
import { HELD_EVERY, type HeldCounts, holdForecasts, NOTHING_HELD } from './held-forecasts.ts';
import { jsonBytes, readJson } from './json-bytes.ts';
import { specialtyOf } from './specialty-of.ts';

const HOUR = 3_600_000;
/** Hours since Monday 00:00 at the beginning of 1970. */
const THURSDAY = 72;
/** Contradictions kept in sight. */
const MOST_KEPT = 100;
/** A specialty's weight in the mix after one more admission. */
const DISCOUNT = 0.998;
/** What is written where nobody was counted yet: `null`. */
const NOBODY = Uint8Array.from([110, 117, 108, 108]);
/** Without any event for so long nothing is learnt of who stays where they are: milliseconds. */
const SILENCE = 6 * HOUR;
/** Kinds of event by which a patient may come to lie in another ward. */
const MOVING: ReadonlySet<string> = new Set(['admit', 'transfer', 'arrive', 'return']);
const NO_WARDS: ReadonlySet<string> = new Set();

/** What was told that contradicts the rest. */
export interface BedContradiction {
  readonly at: Instant;
  readonly messageId: string;
  readonly problem: string;
}

/** Who was there at the last count: specialty, hours since admission, and at what age they were to leave, if that was announced. */
interface CountedPatients {
  readonly at: number;
  readonly ages: readonly (readonly [string, number, number | null])[];
}

interface Written {
  readonly facts: BedFacts;
  readonly visits: readonly AdtVisit[];
  readonly beds: readonly (readonly [BedKey, AdtBed])[];
  readonly stays: StayCounts;
  readonly arrivals: ArrivalCounts;
  readonly announced: AnnouncedCounts;
  readonly flows: FlowCounts;
  readonly held: HeldCounts;
  readonly mix: Readonly<Record<string, number>>;
  readonly hour: number;
  readonly count: number;
  /** When the latest event happened. */
  readonly told: number;
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
  readonly announced: AnnouncedLeaving;
  readonly flows: WardFlows;
  readonly mix: Record<string, number>;
  contradictions: readonly BedContradiction[];
  counted: CountedPatients | null;
  #held: HeldCounts;
  #hour: number;
  #count: number;
  #told: number;

  private constructor(from: Written) {
    this.facts = from.facts;
    this.census = new AdtCensus(from.visits, from.beds);
    const { arrivals, stay, staySd, pastStays } = from.facts;
    this.stays = new LearnedStays(stay, staySd, from.stays, pastStays);
    this.arrivals = new HourlyArrivals(arrivals, EMERGENCY_SHAPE, from.arrivals, weeksOf(from.facts));
    this.announced = new AnnouncedLeaving(from.announced);
    this.flows = new WardFlows(from.flows);
    this.#held = from.held;
    this.mix = { ...from.mix };
    this.contradictions = from.contradictions;
    this.counted = from.counted;
    this.#hour = from.hour;
    this.#count = from.count;
    this.#told = from.told;
  }

  /** Nobody is there. */
  static begin(facts: BedFacts, at: Instant): BedState {
    const nothing = { visits: [], beds: [], stays: {}, mix: {}, contradictions: [], counted: null };
    const arrivals = new HourlyArrivals(facts.arrivals, EMERGENCY_SHAPE).counts();
    return new BedState({
      facts,
      ...nothing,
      arrivals,
      announced: new AnnouncedLeaving().counts(),
      flows: new WardFlows().counts(),
      held: NOTHING_HELD,
      hour: Math.floor(at / HOUR),
      count: 0,
      told: at,
    });
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
      announced: this.announced.counts(),
      flows: this.flows.counts(),
      held: this.#held,
      mix: this.mix,
      hour: this.#hour,
      count: this.#count,
      told: this.#told,
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
      const ended = (this.#hour + 1) * HOUR;
      // where nothing is heard, nobody can tell that nothing happens
      if (ended - this.#told > SILENCE) continue;
      this.#watch(ended);
      if (this.cellOf(ended) % HELD_EVERY === 0) this.#held = holdForecasts(this.#held, this, ended);
    }
  }

  /** How forecasts of wards and of announced discharges did so far. */
  get held(): Pick<HeldCounts, 'wards' | 'chance'> {
    return this.#held;
  }

  /** Who was where in the hour that ends: who could have left by an announced time, and who could have moved. */
  #watch(at: number): void {
    const lying = this.lying();
    const ages = new Map<string, number[]>();
    for (const visit of lying) {
      const own = ages.get(specialtyOf(visit)) ?? [];
      own.push((at - visit.admittedAt!) / HOUR);
      ages.set(specialtyOf(visit), own);
    }
    const stays = new Map([...ages].map(([name, own]) => [name, this.stays.of(name, own)] as const));
    const there = new Map<string, number[]>();
    for (const visit of lying) {
      const specialty = specialtyOf(visit);
      const age = (at - visit.admittedAt!) / HOUR;
      this.announced.spend(afterPlan(visit, at), stays.get(specialty)!.hazard(age));
      const key = `${specialty}\t${visit.place?.unit ?? ''}`;
      const own = there.get(key) ?? [];
      own.push((at - visit.placedAt) / HOUR);
      there.set(key, own);
    }
    const open = openWards(this.census.beds);
    for (const [key, since] of there) {
      const [specialty, ward] = key.split('\t') as [string, string];
      this.flows.watch(specialty, ward, since, open);
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
    const moves = MOVING.has(event.kind) && this.census.beds.size > 0;
    const open = moves ? openWards(this.census.beds) : NO_WARDS;
    this.#told = Math.max(this.#told, event.at);
    const other = event.other === undefined ? null : keyOf(event.other.visit, event.other.person);
    const problem = this.census.apply(event, key, event.person, other);
    const after = this.census.visits.get(key);
    if (problem !== null) {
      const contradiction = { at: event.at, messageId: event.messageId, problem };
      this.contradictions = [...this.contradictions, contradiction].slice(-MOST_KEPT);
    }
    if (before?.admittedAt == null && after?.admittedAt != null) this.#admitted(after);
    if (before?.admittedAt != null && after?.admittedAt == null) {
      this.stays.learn(specialtyOf(before), Math.max(0, event.at - before.admittedAt) / HOUR);
      this.announced.learn(afterPlan(before, event.at));
    }
    if (moves && after !== undefined) this.#moved(before, after, open);
  }

  /** Somebody came to lie in a bed, or moved to one of another ward. */
  #moved(before: AdtVisit | undefined, after: AdtVisit, open: ReadonlySet<string>): void {
    const [from, to] = [wardOf(before), wardOf(after)];
    if (to === null || from === to) return;
    const specialty = specialtyOf(after);
    if (from === null) this.flows.place(specialty, to, [...new Set([...open, to])]);
    else this.flows.move(specialty, from, to, (after.placedAt - before!.placedAt) / HOUR);
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

/** The ward in whose bed a patient lies. */
function wardOf(visit: AdtVisit | undefined): string | null {
  return visit?.phase === 'inpatient' && visit.place?.bed != null ? visit.place.unit : null;
}

/** Hours after the time at which a patient was to leave, negative before it; null if none was announced. */
function afterPlan({ plannedLeave }: AdtVisit, at: number): number | null {
  return plannedLeave === null ? null : (at - plannedLeave) / HOUR;
}

function keyOf(visit: string | null, person: string | null): string {
  return visit === null ? `person:${person ?? ''}` : `visit:${visit}`;
}

/** Visits, beds and the like are written one by one, so that most are at hand from the state before. */
function write(state: Written): Uint8Array {
  const { facts, visits, beds, stays, arrivals, announced, flows, held, contradictions, counted } = state;
  const { mix, hour, count, told } = state;
  const known = { mix, hour, count, told, specialties: Object.keys(stays) };
  const heads = [facts, contradictions, known, flows, held].map(jsonBytes);
  const numbers = [
    ...Object.values(stays).flatMap(({ left, spent }) => [left, spent]),
    arrivals.seen,
    arrivals.hours,
    announced.left,
    announced.expected,
    announced.hours,
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
  const { specialties, ...known } = next<
    Pick<Written, 'mix' | 'hour' | 'count' | 'told'> & { readonly specialties: readonly string[] }
  >();
  const [flows, held] = [next<FlowCounts>(), next<HeldCounts>()];
  const counted = next<CountedPatients | null>();
  const stays = Object.fromEntries(
    specialties.map((name) => [name, { left: reader.float64s(), spent: reader.float64s() }]),
  );
  const arrivals = { seen: reader.float64s(), hours: reader.float64s() };
  const announced = { left: reader.float64s(), expected: reader.float64s(), hours: reader.float64s() };
  const visits = Array.from({ length: reader.uint32() }, () => next<AdtVisit>());
  const beds = Array.from(
    { length: reader.uint32() },
    () => [reader.text() as BedKey, next<AdtBed>()] as const,
  );
  return { facts, visits, beds, stays, arrivals, announced, flows, held, contradictions, counted, ...known };
}
