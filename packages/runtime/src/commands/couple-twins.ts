import { type Coupled, type Coupling, TwinwardError } from '@twinward/contract';
import type { AuditRow } from '@twinward/record';
import { coupledScale } from '../couple/coupled-values.ts';
import { dedupeKey } from '../dedupe-key.ts';
import type { RuntimeContext } from '../runtime-context.ts';

/**
 * Couples two twins from now on, or ends a coupling. Throws `coupling.invalid` if an end is unknown, the units do not agree, the
 * input is fed already or the coupling would close a circle; `resource.missing` for an unknown twin or an ended coupling that
 * does not hold.
 */
export async function coupleTwins(
  context: RuntimeContext,
  coupling: Coupling,
  ended: boolean,
  audit: readonly AuditRow[],
): Promise<void> {
  const { directory, record, clock } = context;
  const upstream = directory.get(coupling.from.twin);
  const downstream = directory.get(coupling.to.twin);
  const rival = directory.couplings.rival(coupling);
  if (ended) {
    if (rival?.from.twin !== coupling.from.twin || rival.from.output !== coupling.from.output) {
      throw new TwinwardError('resource.missing', 'these twins are not coupled so', { field: 'coupling' });
    }
  } else {
    coupledScale(coupling, upstream.model, downstream.model);
    if (!(coupling.delay >= 0 && Number.isFinite(coupling.delay))) {
      throw refused('delay', `a delay of ${coupling.delay} s`, 'give seconds from 0');
    }
    if (rival !== null) throw refused('to.input', 'the input is fed already', 'end the other coupling first');
    if (directory.couplings.wouldClose(coupling)) {
      throw refused('to.twin', 'the coupling would close a circle', 'couple twins in one direction only');
    }
  }
  const subject = downstream.opened.subject.ref;
  const event: Coupled = { kind: 'coupling', coupling, at: clock.now(), ended };
  await record.events.append([{ subject, event, dedupe: dedupeKey(subject, event) }], audit);
}

function refused(field: string, message: string, remedy: string): TwinwardError {
  return new TwinwardError('coupling.invalid', message, { field, remedy });
}
