import { addSeconds, formatInstant, type Instant, TwinwardError } from '@twinward/contract';

/** An intervention proposed: at an instant, or so many minutes after the present; at once if neither is said. */
export interface Proposal {
  readonly type: string;
  readonly at?: Instant | undefined;
  readonly inMinutes?: number | undefined;
  readonly amounts: Readonly<Record<string, number>>;
}

/** Most interventions one scenario may propose. */
const MOST_PROPOSED = 50;

/** Refuses a scenario that proposes nothing, or too much: `scenario.invalid`. */
export function checkProposed(proposals: readonly unknown[]): void {
  if (proposals.length > 0 && proposals.length <= MOST_PROPOSED) return;
  throw refused('interventions', `${proposals.length} interventions`, `propose 1 to ${MOST_PROPOSED}`);
}

/** When the proposal at an index acts; `branch` is where the futures begin. Throws `scenario.invalid` for an instant before that, or two. */
export function instantOf(
  { at, inMinutes }: Pick<Proposal, 'at' | 'inMinutes'>,
  index: number,
  present: Instant,
  branch: Instant,
): Instant {
  if (at !== undefined && inMinutes !== undefined) {
    throw refused(`interventions.${index}`, 'both at and inMinutes are given', 'give one of them');
  }
  const effectiveAt = at ?? addSeconds(present, (inMinutes ?? 0) * 60);
  if (effectiveAt >= branch) return effectiveAt;
  throw refused(
    `interventions.${index}.at`,
    'it lies before the branch',
    `give an instant from ${formatInstant(branch)} on`,
  );
}

function refused(field: string, message: string, remedy: string): TwinwardError {
  return new TwinwardError('scenario.invalid', message, { field, remedy });
}
