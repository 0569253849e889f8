// What the event log promises.
import type { Instant, RecordedEvent } from '@twinward/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partitionOf } from '../partition-of.ts';
import type { Append, AuditRow, SubjectQuery } from '../ports/event-log.ts';
import type { Subject } from './record-conformance.ts';
import { closing, meal, minute, opening, reading, revision, somebody } from './sample-events.ts';

const RUNS = { numRuns: 25 };

/** Declares the claims about the log of a record. */
export function describeEventLog(opened: () => Subject): void {
  const log = () => opened().record.events;

  describe('event log', () => {
    it('keeps every acknowledged event, in the partition of its subject, under rising sequences', async () => {
      const person = somebody();
      const places = await log().append([0, 1, 2].map((i) => reading(person, `r${i}`, minute(i))));
      expect(places.map((place) => place.part)).toEqual(Array(3).fill(partitionOf(person)));
      expect(places[0]!.seq).toBeLessThan(places[1]!.seq);
      expect(places[1]!.seq).toBeLessThan(places[2]!.seq);
      expect((await log().readSubject(person)).map((event) => event.seq)).toEqual(places.map((p) => p.seq));
    });

    it('keeps what is sent twice once, and answers with the place of the first', async () => {
      const person = somebody();
      const [first] = await log().append([reading(person, 'r', minute(0), 100)]);
      const again = await log().append([
        reading(person, 'r', minute(0), 999),
        reading(person, 's', minute(1)),
        reading(person, 's', minute(1)),
      ]);
      expect(again.map((place) => place.duplicate)).toEqual([true, false, true]);
      expect(again[0]).toEqual({ ...first, duplicate: true });
      expect(again[2]!.seq).toBe(again[1]!.seq);
      expect(await log().readSubject(person)).toHaveLength(2);
    });

    it('keeps exactly the acknowledged events, one per deduplication key, whoever sends what how often', async () => {
      const send = fc.array(fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 6 }), { maxLength: 8 });
      await fc.assert(
        fc.asyncProperty(send, async (sendings) => {
          const person = somebody();
          const answers = await Promise.all(
            sendings.map((ids) => log().append(ids.map((id) => reading(person, `r${id}`, minute(id), id)))),
          );
          const history = await log().readSubject(person);
          const sent = new Set(sendings.flat());
          expect(history).toHaveLength(sent.size);
          const kept = new Map(history.map((event) => [event.seq, glucose(event)]));
          answers.forEach((places, i) => {
            places.forEach((place, j) => {
              expect(kept.get(place.seq)).toBe(sendings[i]![j]);
            });
          });
          const fresh = answers.flat().filter((place) => !place.duplicate);
          expect(fresh).toHaveLength(sent.size);
        }),
        RUNS,
      );
    });

    it('gives back every event bit for bit, whatever its texts and numbers', async () => {
      const text = fc.string({ unit: 'binary', maxLength: 20 });
      const value = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((v) => !Object.is(v, -0));
      await fc.assert(
        fc.asyncProperty(fc.array(fc.tuple(text, value), { minLength: 1, maxLength: 5 }), async (made) => {
          const person = somebody();
          const appends = made.map(([doubt, v], i): Append => {
            const append = reading(person, `r${i}`, minute(i), v);
            if (append.event.kind !== 'observation') throw new Error('a reading is an observation');
            const observation = { ...append.event.observation, doubts: [doubt] };
            return { ...append, event: { kind: 'observation', observation } };
          });
          await log().append(appends);
          const back = await log().readSubject(person);
          expect(back.map((event) => event.event)).toEqual(appends.map((append) => append.event));
        }),
        RUNS,
      );
    });

    it('reads a history within when it was true and when it was known, by effective time then sequence', async () => {
      const { clock } = opened();
      const bound = fc.option(fc.integer({ min: 0, max: 10 }), { nil: undefined });
      const events = fc.array(
        fc.record({
          at: fc.integer({ min: 0, max: 10 }),
          later: fc.integer({ min: 0, max: 2 }),
          isMeal: fc.boolean(),
        }),
        { minLength: 1, maxLength: 12 },
      );
      const query = fc.record({
        from: bound,
        to: bound,
        known: bound,
        untilIndex: bound,
        latest: fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined }),
        mealsOnly: fc.boolean(),
      });
      await fc.assert(
        fc.asyncProperty(events, query, async (made, asked) => {
          const person = somebody();
          const start = clock.now();
          for (const [i, { at, later, isMeal }] of made.entries()) {
            clock.set((clock.now() + later) as Instant);
            await log().append([(isMeal ? meal : reading)(person, `e${i}`, minute(at))]);
          }
          const all = await log().readSubject(person);
          const bySeq = [...all].sort((a, b) => a.seq - b.seq);
          const q: SubjectQuery = {
            ...(asked.from === undefined ? {} : { from: minute(asked.from) }),
            ...(asked.to === undefined ? {} : { to: minute(asked.to) }),
            ...(asked.known === undefined ? {} : { knownAt: (start + asked.known) as Instant }),
            ...(asked.untilIndex === undefined ? {} : { untilSeq: bySeq[asked.untilIndex]?.seq ?? 1e9 }),
            ...(asked.latest === undefined ? {} : { latest: asked.latest }),
            ...(asked.mealsOnly ? { kinds: ['intervention' as const] } : {}),
          };
          expect(await log().readSubject(person, q)).toEqual(expected(all, q));
        }),
        RUNS,
      );
    });

    it('finds what came since a sequence, what revises, and all versions of one reading', async () => {
      const person = somebody();
      const first = reading(person, 'a', minute(5));
      const other = reading(person, 'b', minute(6));
      const corrected = revision(reading(person, 'a', minute(5), 120), 2, 'corrected');
      const withdrawn = revision(reading(person, 'b', minute(6)), 1, 'entered-in-error');
      const places = await log().append([first, other, corrected, withdrawn, meal(person, 'a', minute(7))]);
      const seqs = async (query: SubjectQuery) => (await log().readSubject(person, query)).map((e) => e.seq);
      const seq = (i: number) => places[i]!.seq;
      expect(await seqs({ afterSeq: seq(2) })).toEqual([seq(3), seq(4)]);
      expect(await seqs({ revised: true })).toEqual([seq(2), seq(3)]);
      expect(await seqs({ source: { system: 'test', id: 'a' } })).toEqual([seq(0), seq(2), seq(4)]);
      expect(await seqs({ source: { system: 'test', id: 'a' }, latest: 2 })).toEqual([seq(4), seq(2)]);
      expect(await seqs({ source: { system: 'other', id: 'a' } })).toEqual([]);
    });

    it('finds all that opened, closed and coupled twins, by place', async () => {
      const [person, ward] = [somebody(), somebody()];
      await log().append([opening(person), reading(person, 'r', minute(0)), closing(person), opening(ward)]);
      const openings = await log().openings();
      const mine = openings.filter((e) => e.subject === person || e.subject === ward);
      expect(mine).toHaveLength(3);
      expect(openings.every((e) => e.event.kind !== 'observation')).toBe(true);
      expect([...openings].sort((a, b) => a.part - b.part || a.seq - b.seq)).toEqual(openings);
    });

    it('knows nothing of a subject never met', async () => {
      expect(await log().readSubject(somebody())).toEqual([]);
      expect(await log().readSubject(somebody(), { latest: 5 })).toEqual([]);
    });

    it('scans every event once, and resumes after any place', async () => {
      const people = Array.from({ length: 40 }, somebody);
      await log().append(people.map((person, i) => reading(person, 'r', minute(i))));
      const all: RecordedEvent[] = [];
      for await (const page of log().scan()) all.push(...page);
      const places = all.map((event) => `${event.part}:${event.seq}`);
      expect(new Set(places).size).toBe(places.length);
      const ordered = [...all].sort((a, b) => a.part - b.part || a.seq - b.seq);
      expect(ordered).toEqual(all);
      const found = new Set(all.map((event) => event.subject));
      expect(people.filter((person) => !found.has(person))).toEqual([]);
      const middle = all[Math.floor(all.length / 2)]!;
      const rest: RecordedEvent[] = [];
      for await (const page of log().scan(middle)) rest.push(...page);
      expect(rest).toEqual(all.slice(Math.floor(all.length / 2) + 1));
    });

    it('knows where each partition stands, and that the others are empty', async () => {
      const people = Array.from({ length: 20 }, somebody);
      await log().append(people.map((person, i) => reading(person, 'r', minute(i))));
      const last = new Map<number, number>();
      for await (const page of log().scan()) for (const { part, seq } of page) last.set(part, seq);
      const heads = await log().heads();
      expect(last.size).toBeGreaterThan(0);
      expect(new Map(heads.map(({ part, seq }) => [part, seq]))).toEqual(last);
    });

    it('resumes one partition after a sequence, as live push does', async () => {
      const person = somebody();
      const part = partitionOf(person);
      const places = await log().append([0, 1, 2, 3].map((i) => reading(person, `r${i}`, minute(i))));
      const next = await log().readPartition(part, places[1]!.seq, 100);
      expect(next.map((event) => event.seq)).toEqual([places[2]!.seq, places[3]!.seq]);
      expect(await log().readPartition(part, places[0]!.seq, 1)).toHaveLength(1);
    });

    it('tells listeners of each commit, once, in order, duplicates left out, as readers will see it', async () => {
      const person = somebody();
      const told: RecordedEvent[] = [];
      const stop = log().onCommit((events) => told.push(...events.filter((e) => e.subject === person)));
      await Promise.all(
        Array.from({ length: 30 }, (_, i) => log().append([reading(person, `r${i % 20}`, minute(i % 20))])),
      );
      stop();
      await log().append([reading(person, 'unheard', minute(99))]);
      const bySeq = [...(await log().readSubject(person, { to: minute(98) }))].sort((a, b) => a.seq - b.seq);
      expect(told).toHaveLength(20);
      expect(told).toEqual(bySeq);
    });

    it('goes on when a listener throws', async () => {
      const warned = new Promise<Error>((done) => process.once('warning', done));
      const stop = log().onCommit(() => {
        throw new Error('a listener fails');
      });
      const person = somebody();
      await log().append([reading(person, 'r', minute(0))]);
      stop();
      expect((await warned).message).toBe('a listener fails');
      expect(await log().readSubject(person)).toHaveLength(1);
    });

    it('never lets a recorded time run backwards, even when the clock does', async () => {
      const { clock } = opened();
      const person = somebody();
      const before = clock.now();
      await log().append([reading(person, 'a', minute(0))]);
      clock.set((before - 60_000) as Instant);
      await log().append([reading(person, 'b', minute(1))]);
      clock.set(before);
      const [a, b] = await log().readSubject(person);
      expect(b!.recordedAt).toBeGreaterThanOrEqual(a!.recordedAt);
    });

    it('stores audit rows with their events, or alone, whatever their texts', async () => {
      const actor = `ann-${somebody()}`;
      const row: AuditRow = {
        at: minute(0),
        actor,
        role: 'clinician',
        action: 'observe',
        target: 'Patient/\0\ud800',
        allowed: true,
        reason: 'treats the patient',
        request: 'q-1',
      };
      await log().append([reading(somebody(), 'r', minute(0))], [row]);
      const refused = { ...row, allowed: false, reason: 'no consent' };
      await log().audit([refused]);
      const target = 'Patient/\uFFFD\uFFFD';
      expect(await log().auditTrail({ limit: 9, actor })).toEqual([
        { ...refused, target },
        { ...row, target },
      ]);
      expect(await log().auditTrail({ limit: 1, actor, target })).toEqual([{ ...refused, target }]);
      expect(await log().auditTrail({ limit: 9, actor, target: 'Patient/other' })).toEqual([]);
      expect(await log().auditTrail({ limit: 1 })).toHaveLength(1);
    });

    it('refuses numbers and times it could not give back, and keeps nothing of their batch', async () => {
      const person = somebody();
      const good = reading(person, 'good', minute(0));
      const nan = reading(person, 'nan', minute(1), Number.NaN);
      const never = reading(person, 'never', Number.NaN as Instant);
      await expect(log().append([good, nan])).rejects.toMatchObject({ code: 'observation.invalid' });
      await expect(log().append([good, never])).rejects.toMatchObject({ code: 'time.invalid' });
      await expect(log().append([{ ...good, subject: 'x' as never }])).rejects.toMatchObject({
        code: 'subject.invalid',
      });
      expect(await log().readSubject(person)).toEqual([]);
    });

    it('takes in nothing for nothing', async () => {
      expect(await log().append([])).toEqual([]);
      expect(log().load.waiting).toBe(0);
      expect(log().load.bound).toBeGreaterThan(0);
    });
  });
}

function glucose({ event }: RecordedEvent): number {
  if (event.kind !== 'observation' || event.observation.value.kind !== 'quantity') return Number.NaN;
  return event.observation.value.value;
}

/** The oracle: the definition of the query, over the whole history. */
function expected(all: readonly RecordedEvent[], q: SubjectQuery): readonly RecordedEvent[] {
  const at = ({ event }: RecordedEvent): number =>
    event.kind === 'observation'
      ? event.observation.effectiveAt
      : event.kind === 'intervention'
        ? event.intervention.effectiveAt
        : event.kind === 'adt'
          ? event.event.at
          : event.at;
  const found = all
    .filter((event) => q.from === undefined || at(event) >= q.from)
    .filter((event) => q.to === undefined || at(event) <= q.to)
    .filter((event) => q.untilSeq === undefined || event.seq <= q.untilSeq)
    .filter((event) => q.knownAt === undefined || event.recordedAt <= q.knownAt)
    .filter((event) => q.kinds === undefined || q.kinds.includes(event.event.kind))
    .sort((a, b) => at(a) - at(b) || a.seq - b.seq);
  return q.latest === undefined ? found : found.reverse().slice(0, q.latest);
}
