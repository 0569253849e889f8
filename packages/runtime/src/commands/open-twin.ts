import {
  type Instant,
  membersOf,
  type SubjectRef,
  type TwinClosed,
  type TwinId,
  type TwinOpened,
  TwinwardError,
} from '@twinward/contract';
import type { AuditRow } from '@twinward/record';
import { seedFrom } from '@twinward/simulate';
import type { TwinEntry } from '../actor/twin-entry.ts';
import { checkOpening } from '../check/check-opening.ts';
import { dedupeKey } from '../dedupe-key.ts';
import type { RuntimeContext } from '../runtime-context.ts';

/** What is said when a twin is opened. */
export interface Opening {
  readonly id: TwinId;
  readonly subject: SubjectRef;
  readonly label: string;
  readonly origin: TwinOpened['origin'];
  readonly attribution?: string;
  readonly model: string;
  readonly facts: TwinOpened['subject']['facts'];
  /** 16 hexadecimal digits; from the id if left out. */
  readonly seed?: string;
  /** From when on the twin takes in readings; now if left out. Readings already recorded from then on are taken in too. */
  readonly at?: Instant;
  readonly members?: number;
}

/**
 * Opens a twin. Throws `resource.conflict` if the id is taken, `model.unknown`, `subject.invalid` naming the fact, `usage` for a malformed
 * seed and `time.invalid` for an opening in the future.
 */
export async function openTwin(
  context: RuntimeContext,
  opening: Opening,
  audit: readonly AuditRow[],
): Promise<TwinEntry> {
  const { id, subject, model: name } = opening;
  if (context.directory.has(id)) {
    throw new TwinwardError('resource.conflict', `there is a twin "${id}" already`, {
      field: 'id',
      remedy: 'choose another id',
    });
  }
  const model = context.models.get(name);
  const now = context.clock.now();
  const event: TwinOpened = {
    kind: 'twin-opened',
    twin: id,
    subject: { ref: subject, facts: opening.facts },
    model: name,
    modelVersion: model.version,
    members: opening.members ?? membersOf(model.assimilation),
    seed: opening.seed ?? seedFrom('twin', id),
    at: opening.at ?? now,
    label: opening.label,
    origin: opening.origin,
    ...(opening.attribution === undefined ? {} : { attribution: opening.attribution }),
  };
  if (event.at > now) {
    throw new TwinwardError('time.invalid', 'a twin cannot be opened in the future', {
      field: 'at',
      remedy: 'leave it out, or give an instant that has passed',
    });
  }
  checkOpening(model, event);
  const dedupe = dedupeKey(subject, event);
  const [placed] = await context.record.events.append([{ subject, event, dedupe }], audit);
  if (placed?.duplicate === true && !context.directory.has(id)) {
    throw new TwinwardError('resource.conflict', `the id "${id}" was used by a twin that cannot be read`, {
      field: 'id',
      remedy: 'choose another id',
    });
  }
  return context.directory.get(id);
}

/** Closes a twin: it keeps its history and takes in nothing more. Throws `resource.conflict` if it is closed already. */
export async function closeTwin(
  context: RuntimeContext,
  id: string,
  reason: string,
  audit: readonly AuditRow[],
): Promise<TwinEntry> {
  const entry = context.directory.get(id);
  if (entry.closed !== null) {
    throw new TwinwardError('resource.conflict', `the twin "${id}" is closed already`, { field: 'id' });
  }
  const { twin, subject } = entry.opened;
  const event: TwinClosed = { kind: 'twin-closed', twin, at: context.clock.now(), reason };
  const dedupe = dedupeKey(subject.ref, event);
  await context.record.events.append([{ subject: subject.ref, event, dedupe }], audit);
  return entry;
}
