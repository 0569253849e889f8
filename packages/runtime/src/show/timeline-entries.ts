// Recorded events as entries of a timeline.
import {
  effectiveInstant,
  formatInstant,
  type Instant,
  type Observation,
  type RecordedEvent,
} from '@twinward/contract';
import type { TwinEntry } from '../actor/twin-entry.ts';
import { measurementOf, observableFor } from '../fold/measurement-of.ts';
import { sourceVersion } from '../fold/source-version.ts';
import { groupedBy } from '../grouped-by.ts';
import type { TimelineEntry } from '../views/timeline-view.ts';
import { deedWords } from './deed-words.ts';
import { figure } from './figure.ts';

const HOUR = 3_600_000;

interface Reading {
  readonly key: string;
  readonly label: string;
  readonly unit: string;
  readonly value: number;
  readonly at: Instant;
  readonly source: string;
}

/** Readings that were taken in, summed up by kind and hour of UTC. */
export function byHour(
  twins: readonly TwinEntry[],
  events: readonly RecordedEvent[],
): readonly TimelineEntry[] {
  const readings = events.flatMap(({ event }) =>
    event.kind === 'observation' ? readingOf(twins, event.observation) : [],
  );
  const groups = groupedBy(readings, ({ key, at }) => `${key} ${Math.floor(at / HOUR)}`);
  return [...groups.values()].map((group): TimelineEntry => {
    const [first, last] = [group[0]!, group.at(-1)!];
    const values = group.map(({ value }) => value);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const { label, unit } = first;
    const range = low === high ? figure(low) : `${figure(low, [high])} to ${figure(high, [low])}`;
    return {
      kind: 'observations',
      at: formatInstant(last.at),
      words: `${label} ${range} ${unit}${group.length === 1 ? '' : `, ${group.length} readings`}`,
      label,
      unit,
      count: group.length,
      first: first.value,
      last: last.value,
      low,
      high,
      sources: [...new Set(group.map(({ source }) => source))],
    };
  });
}

/** Something that was done. */
export function deedEntry(
  twins: readonly TwinEntry[],
  { event, ...placed }: RecordedEvent,
): readonly TimelineEntry[] {
  if (event.kind !== 'intervention') return [];
  const { type, amounts, effectiveAt } = event.intervention;
  const acted = twins.filter(({ model }) => model.interventions.some(({ name }) => name === type));
  return [
    {
      kind: 'intervention',
      at: formatInstant(effectiveAt),
      words: acted.length === 0 ? type : deedWords(acted[0]!.model, type, amounts),
      seq: placed.seq,
      recordedAt: formatInstant(placed.recordedAt),
      type,
      amounts,
      twins: acted.map(({ opened }) => opened.twin),
      source: event.source.system,
      sourceId: event.source.id,
    },
  ];
}

/** A reading that stands in the record and that no twin takes in as a number, or that its source doubts. */
export function heldAsideEntry(
  twins: readonly TwinEntry[],
  { event, seq }: RecordedEvent,
): readonly TimelineEntry[] {
  if (event.kind !== 'observation') return [];
  const { observation } = event;
  const { effectiveAt, value, source, doubts = [] } = observation;
  const absent = value.kind === 'absent' ? [`no value (${value.reason.replaceAll('-', ' ')})`] : [];
  const reasons = [...absent, ...unread(twins, observation), ...doubts];
  if (reasons.length === 0) return [];
  const label = labelOf(twins, observation);
  const reason = reasons.join('; ');
  return [
    {
      kind: 'held-aside',
      at: formatInstant(effectiveAt),
      words: `${label}: ${reason}`,
      taken: absent.length === 0 && doubts.length === reasons.length,
      seq,
      label,
      reason,
      source: source.system,
      sourceId: source.id,
    },
  ];
}

/** A correction or withdrawal of a reading or deed. */
export function correctionEntry(
  twins: readonly TwinEntry[],
  { event, seq, recordedAt }: RecordedEvent,
): readonly TimelineEntry[] {
  const source = sourceVersion(event);
  if (source === null) return [];
  const what = source.retracted ? 'withdrawn' : 'corrected';
  const label =
    event.kind === 'observation'
      ? labelOf(twins, event.observation)
      : event.kind === 'intervention'
        ? event.intervention.type
        : '';
  return [
    {
      kind: 'correction',
      at: formatInstant(effectiveInstant(event)),
      words: `${label} ${what}`,
      seq,
      recordedAt: formatInstant(recordedAt),
      what,
      label,
      source: source.system,
      sourceId: source.id,
    },
  ];
}

/** A twin that opened or closed, a coupling that began or ended, a step in the life of an alert. */
export function standingEntry({ event, seq }: RecordedEvent): readonly TimelineEntry[] {
  switch (event.kind) {
    case 'twin-opened':
      return [
        {
          kind: event.kind,
          at: formatInstant(event.at),
          words: `${event.label}: twin opened`,
          seq,
          twin: event.twin,
        },
      ];
    case 'twin-closed':
      return [
        {
          kind: event.kind,
          at: formatInstant(event.at),
          words: `twin closed: ${event.reason}`,
          seq,
          twin: event.twin,
        },
      ];
    case 'coupling': {
      const { from, to } = event.coupling;
      const words = `${from.output} of ${from.twin} ${event.ended ? 'no longer feeds' : 'feeds'} ${to.input} of ${to.twin}`;
      const kind = event.ended ? 'uncoupled' : 'coupled';
      return [{ kind, at: formatInstant(event.at), words, seq, twin: to.twin }];
    }
    case 'alert': {
      const { twin, alert, condition, step } = event;
      const words = `alert of ${condition.replaceAll('-', ' ')} ${step.kind}`;
      return [{ kind: 'alert', at: formatInstant(event.at), words, seq, twin, alert, step: step.kind }];
    }
    case 'advice': {
      const { twin, outcome, said, by, comment, reason } = event;
      const why = comment ?? reason;
      const words = `advice ${outcome === 'accepted' ? 'taken up' : 'put aside'} in ${by.id}: ${said}${why === null ? '' : ` (${why})`}`;
      return [{ kind: 'advice', at: formatInstant(event.at), words, seq, twin }];
    }
    case 'observation':
    case 'intervention':
    case 'adt':
    case 'input':
    case 'alert-budget':
      return [];
  }
}

function readingOf(twins: readonly TwinEntry[], observation: Observation): readonly Reading[] {
  const { effectiveAt: at, source } = observation;
  for (const { model } of twins) {
    const observable = observableFor(model, observation);
    const measurement = observable === null ? null : measurementOf(model, observation);
    if (observable === null || measurement === null) continue;
    const { label, unit } = observable;
    return [{ key: observable.name, label, unit, value: measurement.value, at, source: source.system }];
  }
  return [];
}

/** Why no twin of those that know an observation's code can read it; nothing if one can, or it has no value. */
function unread(twins: readonly TwinEntry[], observation: Observation): readonly string[] {
  if (observation.value.kind === 'absent') return [];
  const knowing = twins.filter(({ model }) => observableFor(model, observation) !== null);
  if (knowing.length === 0) return ['no open twin has an observable of its code'];
  const readable = knowing.some(({ model }) => measurementOf(model, observation) !== null);
  return readable ? [] : ['its unit cannot be read'];
}

function labelOf(twins: readonly TwinEntry[], observation: Observation): string {
  for (const { model } of twins) {
    const observable = observableFor(model, observation);
    if (observable !== null) return observable.label;
  }
  return observation.code.display ?? observation.code.code;
}
