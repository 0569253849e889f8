// All that happened to a subject, as one list.
import { formatInstant, type Instant, type RecordedEvent, type SubjectRef } from '@twinward/contract';
import { SubjectLog } from '../actor/subject-log.ts';
import type { TwinEntry } from '../actor/twin-entry.ts';
import type { Revisions } from '../fold/revisions.ts';
import { revises } from '../fold/source-version.ts';
import type { StateOf } from '../forecast/joint-futures.ts';
import type { RuntimeContext } from '../runtime-context.ts';
import {
  byHour,
  correctionEntry,
  deedEntry,
  heldAsideEntry,
  standingEntry,
} from '../show/timeline-entries.ts';
import type { TimelineEntry, TimelineView } from '../views/timeline-view.ts';
import { fitCourse } from './fit-course.ts';

/** Which part of a timeline: between two instants, before one (from an earlier page), at most so many entries. */
export interface TimelineQuery {
  readonly from: Instant;
  readonly to: Instant;
  readonly before?: Instant | undefined;
  readonly limit: number;
}

/** A page of a subject's timeline. It ends between two instants, so it may be longer than asked by what happened at its last. */
export async function timeline(
  context: RuntimeContext,
  stateOf: StateOf,
  subject: SubjectRef,
  entries: readonly TwinEntry[],
  { from, to, before, limit }: TimelineQuery,
): Promise<TimelineView> {
  const log = new SubjectLog(context.record.events, subject);
  const kinds = [
    'observation',
    'intervention',
    'twin-opened',
    'twin-closed',
    'coupling',
    'alert',
    'advice',
  ] as const;
  const [revisions, window] = [await log.revisions(), await log.window(from, to, {}, kinds)];
  const all = [
    ...recorded(entries, revisions, window),
    ...(await flags(context, stateOf, entries, from, to)),
    ...(await scenarios(context, entries, from, to)),
  ];
  const limitAt = before === undefined ? null : formatInstant(before);
  const left = all
    .filter(({ at }) => limitAt === null || at < limitAt)
    .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  const last = left[limit - 1]?.at;
  const page = last === undefined ? left : left.filter(({ at }) => at >= last);
  return {
    subject,
    from: formatInstant(from),
    to: formatInstant(to),
    entries: page,
    next: page.length < left.length ? page.at(-1)!.at : null,
  };
}

function recorded(
  twins: readonly TwinEntry[],
  revisions: Revisions,
  window: readonly RecordedEvent[],
): readonly TimelineEntry[] {
  const standing = revisions.resolve(window);
  return [
    ...byHour(twins, standing),
    ...standing.flatMap((event) => [
      ...deedEntry(twins, event),
      ...heldAsideEntry(twins, event),
      ...standingEntry(event),
    ]),
    ...window.filter(({ event }) => revises(event)).flatMap((event) => correctionEntry(twins, event)),
  ];
}

async function flags(
  context: RuntimeContext,
  stateOf: StateOf,
  twins: readonly TwinEntry[],
  from: Instant,
  to: Instant,
): Promise<readonly TimelineEntry[]> {
  const now = context.clock.now();
  const courses = await Promise.all(
    twins.map(async (entry) => {
      const turns = await fitCourse(context, entry, await stateOf(entry), from, to, now);
      const { twin } = entry.opened;
      const { title } = entry.model.card;
      return turns.map(({ at, reason }): TimelineEntry => {
        const words = reason === null ? `${title} predicts again` : `${title} abstains: ${reason}`;
        return { kind: 'flag', at: formatInstant(at), twin, reason, words };
      });
    }),
  );
  return courses.flat();
}

async function scenarios(
  { record }: RuntimeContext,
  twins: readonly TwinEntry[],
  from: Instant,
  to: Instant,
): Promise<readonly TimelineEntry[]> {
  const kept = await Promise.all(twins.map(({ opened }) => record.scenarios.list(opened.twin)));
  return kept
    .flat()
    .filter(({ createdAt }) => createdAt >= from && createdAt <= to)
    .map(({ id, twin, name, createdAt, createdBy }) => ({
      kind: 'scenario',
      at: formatInstant(createdAt),
      words: `${createdBy} kept the scenario "${name}"`,
      twin,
      id,
      name,
    }));
}
