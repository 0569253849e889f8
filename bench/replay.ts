// How fast the record becomes beliefs: a million events of a thousand subjects, stored, read back and folded from nothing.
import type { Instant, Observed, SubjectRef, TwinOpened } from '@twinward/contract';
import { addSeconds, instant, subjectRef, twinId } from '@twinward/contract';
import { type EventLog, openRecord } from '@twinward/record';
import { applyEvent, dedupeKey, encodeState, hashBytes, openState } from '@twinward/runtime';
import { seedFrom } from '@twinward/simulate';
import { wearingTube } from '../examples/wearing-tube.ts';
import type { Bench, Figures } from './bench.ts';
import { removeData, temporaryData } from './client/server-process.ts';

const SUBJECTS = 1000;
const READINGS = 1000;
const MEMBERS = 50;
const BEGIN: Instant = instant(Date.UTC(2026, 0, 1));
/** Subjects folded twice, to show that the same record gives the same bytes. */
const CHECKED = 20;

/** `bench replay`. */
export const replay: Bench = {
  name: 'replay',
  title: 'a million events from the record into beliefs',
  async run(say): Promise<Figures> {
    const data = await temporaryData();
    const { record, close } = await openRecord({ dataFolder: data });
    try {
      say(`storing ${SUBJECTS * READINGS} events`);
      const storing = performance.now();
      for (let i = 0; i < SUBJECTS; i++) await store(record.events, i);
      const stored = seconds(storing);
      say('reading them back and folding them');
      const folding = performance.now();
      const hashes: string[] = [];
      let folded = 0;
      for (let i = 0; i < SUBJECTS; i++) {
        const result = await fold(record.events, i);
        folded += result.events;
        hashes.push(result.sha256);
      }
      const took = seconds(folding);
      say('folding some again');
      let equal = 0;
      for (let i = 0; i < CHECKED; i++) if ((await fold(record.events, i)).sha256 === hashes[i]) equal++;
      if (folded !== SUBJECTS * READINGS) throw new Error(`${folded} events were folded`);
      return {
        events: folded,
        'stored per second': Math.round(folded / stored),
        'read and folded per second': Math.round(folded / took),
        'seconds for all': Math.round(took * 10) / 10,
        [`members of each belief (${wearingTube.name})`]: MEMBERS,
        [`hashes equal when folded again, of ${CHECKED}`]: equal,
      };
    } finally {
      await close();
      await removeData(data);
    }
  },
};

async function store(log: EventLog, i: number): Promise<void> {
  const subject = subjectOf(i);
  const events = Array.from({ length: READINGS }, (_, n): Observed => reading(subject, n));
  await log.append(events.map((event) => ({ subject, event, dedupe: dedupeKey(subject, event) })));
}

async function fold(log: EventLog, i: number): Promise<{ readonly events: number; readonly sha256: string }> {
  const events = await log.readSubject(subjectOf(i));
  let state = openState(wearingTube, opening(i));
  for (const event of events) state = applyEvent(wearingTube, state, event);
  return { events: state.counts.readings, sha256: hashBytes(encodeState(state)) };
}

function subjectOf(i: number): SubjectRef {
  return subjectRef(`Device/tube-${i}`);
}

function opening(i: number): TwinOpened {
  return {
    kind: 'twin-opened',
    twin: twinId(`tube-${i}`),
    subject: { ref: subjectOf(i), facts: {} },
    model: wearingTube.name,
    modelVersion: wearingTube.version,
    members: MEMBERS,
    seed: seedFrom('bench', i),
    at: BEGIN,
    label: `Tube ${i}`,
    origin: 'simulated',
  };
}

function reading(subject: SubjectRef, n: number): Observed {
  return {
    kind: 'observation',
    observation: {
      subject,
      code: { system: 'urn:twinward:code', code: 'bearing-vibration' },
      effectiveAt: addSeconds(BEGIN, 3600 * (n + 1)),
      precision: 'second',
      value: { kind: 'quantity', value: 2 + n / 1000 + 0.1 * Math.sin(n), unit: 'mm/s' },
      status: 'final',
      source: { system: 'bench', id: `${subject}|${n}`, version: 1 },
    },
  };
}

function seconds(since: number): number {
  return (performance.now() - since) / 1000;
}
