import {
  checkAdtEvent,
  type Happened,
  type Instant,
  type Intervened,
  type Observation,
  type Observed,
  type SubjectRef,
  type TwinOpened,
  TwinwardError,
} from '@twinward/contract';
import type { Append, Appended, AuditRow } from '@twinward/record';
import { checkIntervention } from '../check/check-intervention.ts';
import { canObserve, checkObservation, refusedCode } from '../check/check-observation.ts';
import { dedupeKey } from '../dedupe-key.ts';
import type { RuntimeContext } from '../runtime-context.ts';

/**
 * Records observations and interventions, all or none: refused as `checkObservation` and `checkIntervention` say, with the one-based row
 * when there are several. Returns after they and the audit rows are durable. What was sent before is recognised by its subject,
 * source and version and kept once.
 */
export async function recordEvents(
  context: RuntimeContext,
  events: readonly (Observed | Intervened | Happened)[],
  audit: readonly AuditRow[],
): Promise<readonly Appended[]> {
  const now = context.clock.now();
  const open = new Map<SubjectRef, readonly TwinOpened[]>();
  const appends = events.map((event, index): Append => {
    try {
      return checked(context, event, now, open);
    } catch (error) {
      throw events.length > 1 ? inRow(error, index + 1) : error;
    }
  });
  return context.record.events.append(appends, audit);
}

/** An event that the record or the twins cannot take in, and why. */
export interface Refused {
  readonly event: Observed | Intervened | Happened;
  readonly error: TwinwardError;
}

/** Appends of the events that pass the checks of `recordEvents`, beside those that do not. */
export function admitEvents(
  context: RuntimeContext,
  events: readonly (Observed | Intervened | Happened)[],
): { readonly appends: readonly Append[]; readonly refused: readonly Refused[] } {
  const now = context.clock.now();
  const appends: Append[] = [];
  const refused: Refused[] = [];
  for (const event of events) {
    const untold = event.kind === 'observation' ? unobserved(context, event.observation) : null;
    if (untold !== null) {
      refused.push({
        event,
        // Most of what hospitals send is about nothing a twin observes; that is put into words only where somebody asks.
        get error() {
          return untold();
        },
      });
      continue;
    }
    try {
      appends.push(checked(context, event, now));
    } catch (error) {
      if (!(error instanceof TwinwardError)) throw error;
      refused.push({ event, error });
    }
  }
  return { appends, refused };
}

/** How an observation is refused whose code no open twin of its subject knows; null for another. */
function unobserved(context: RuntimeContext, observation: Observation): (() => TwinwardError) | null {
  const twins = openTwins(context, observation.subject);
  return canObserve(context.models, twins, observation)
    ? null
    : () => refusedCode(context.models, twins, observation);
}

function checked(
  context: RuntimeContext,
  event: Observed | Intervened | Happened,
  now: Instant,
  opened?: Map<SubjectRef, readonly TwinOpened[]>,
): Append {
  const subject = event.kind === 'observation' ? event.observation.subject : event.subject;
  const twins = opened?.get(subject) ?? openTwins(context, subject);
  opened?.set(subject, twins);
  if (event.kind === 'observation') checkObservation(context.models, twins, event.observation, now);
  else if (event.kind === 'adt') checkHappened(event);
  else checkEvent(context, twins, event);
  return { subject, event, dedupe: dedupeKey(subject, event) };
}

function openTwins({ directory }: RuntimeContext, subject: SubjectRef): readonly TwinOpened[] {
  return directory
    .of(subject)
    .filter(({ closed }) => closed === null)
    .map(({ opened }) => opened);
}

function checkHappened({ event, source }: Happened): void {
  checkAdtEvent(event);
  checkVersion(source.version);
}

function checkEvent(context: RuntimeContext, twins: readonly TwinOpened[], event: Intervened): void {
  checkVersion(event.source.version);
  if (!event.withdrawn) checkIntervention(context.models, twins, event.intervention);
}

function inRow(error: unknown, row: number): unknown {
  if (!(error instanceof TwinwardError)) return error;
  return new TwinwardError(error.code, error.message, { ...error.place, row });
}

function checkVersion(version: number): void {
  if (!Number.isInteger(version) || version < 1) {
    throw new TwinwardError('intervention.invalid', 'the version is not a whole number from 1', {
      field: 'source.version',
      remedy: 'count from 1',
    });
  }
}
