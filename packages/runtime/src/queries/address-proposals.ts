// From what is proposed for a subject to what acts on each of its twins.
import {
  type Coding,
  codingKey,
  type Instant,
  type Intervention,
  type InterventionType,
  type TwinId,
  TwinwardError,
} from '@twinward/contract';
import type { TwinEntry } from '../actor/twin-entry.ts';
import { checkAmounts } from '../check/check-intervention.ts';
import { checkProposed, instantOf, type Proposal } from './proposals.ts';

/** An intervention proposed for one twin of a subject, or for all that know it, by its name or its code. */
export interface SubjectProposal extends Omit<Proposal, 'type'> {
  readonly type?: string | undefined;
  readonly code?: Coding | undefined;
  readonly twin?: string | undefined;
}

/** A proposal with the twins it acts on and what it is to each. */
export interface Addressed {
  readonly label: string;
  readonly effectiveAt: Instant;
  readonly amounts: Readonly<Record<string, number>>;
  readonly targets: readonly { readonly entry: TwinEntry; readonly intervention: Intervention }[];
}

/** A twin that an intervention may be proposed for, and where its futures begin. */
export interface Addressee {
  readonly entry: TwinEntry;
  readonly branch: Instant;
}

/**
 * Finds the twins each proposal acts on. Throws `intervention.invalid`, naming the proposal's field, for a twin that is not among them, an
 * intervention that none knows, one name under which twins know different things, and amounts missing, unknown or out of
 * bounds; `scenario.invalid` for none, too many, or one before the futures begin.
 */
export function addressProposals(
  addressees: readonly Addressee[],
  proposals: readonly SubjectProposal[],
  now: Instant,
): readonly Addressed[] {
  checkProposed(proposals);
  const present = latestOf(addressees, now);
  return proposals.map((proposal, index) => {
    const field = `interventions.${index}`;
    const known = knownBy(addressees, proposal, field);
    const { amounts } = proposal;
    for (const { type } of known) inField(field, () => checkAmounts(type, amounts));
    const branch = latestOf(
      known.map(({ to }) => to),
      0 as Instant,
    );
    const effectiveAt = instantOf(proposal, index, present, branch);
    return {
      label: known[0]!.type.label,
      effectiveAt,
      amounts,
      targets: known.map(({ to: { entry }, type }) => ({
        entry,
        intervention: { type: type.name, effectiveAt, amounts },
      })),
    };
  });
}

/** What acts on each twin. */
export function proposedByTwin(
  addressed: readonly Addressed[],
): ReadonlyMap<TwinId, readonly Intervention[]> {
  const byTwin = new Map<TwinId, Intervention[]>();
  for (const { entry, intervention } of addressed.flatMap(({ targets }) => targets)) {
    const { twin } = entry.opened;
    byTwin.set(twin, [...(byTwin.get(twin) ?? []), intervention]);
  }
  return byTwin;
}

function latestOf(addressees: readonly Addressee[], otherwise: Instant): Instant {
  return Math.max(otherwise, ...addressees.map(({ branch }) => branch)) as Instant;
}

interface Known {
  readonly to: Addressee;
  readonly type: InterventionType;
}

function knownBy(
  addressees: readonly Addressee[],
  { type, code, twin }: SubjectProposal,
  field: string,
): readonly Known[] {
  if ((type === undefined) === (code === undefined)) {
    throw refused(`${field}.type`, 'an intervention is named by its type or by its code', 'give one of them');
  }
  const among = addressees.filter(({ entry }) => twin === undefined || entry.opened.twin === twin);
  if (among.length === 0) {
    const names = addressees.map(({ entry }) => entry.opened.twin).join(', ');
    throw refused(
      `${field}.twin`,
      'the subject has no such open twin',
      `name one of: ${names || 'none is open'}`,
    );
  }
  const known = among.flatMap((to): Known[] => {
    const found = to.entry.model.interventions.find((own) =>
      code === undefined
        ? own.name === type
        : own.code !== undefined && codingKey(own.code) === codingKey(code),
    );
    return found === undefined ? [] : [{ to, type: found }];
  });
  if (known.length === 0) {
    const names = among.flatMap(({ entry }) => entry.model.interventions.map(({ name }) => name));
    throw refused(
      `${field}.${code === undefined ? 'type' : 'code'}`,
      `no twin asked knows "${(type ?? code?.code ?? '').slice(0, 40)}"`,
      names.length === 0
        ? 'ask twins that have interventions'
        : `send one of: ${[...new Set(names)].join(', ')}`,
    );
  }
  const meanings = new Set(
    known.flatMap((own) => (own.type.code === undefined ? [] : [codingKey(own.type.code)])),
  );
  if (meanings.size > 1) {
    const names = known.map(({ to }) => to.entry.opened.twin).join(', ');
    throw refused(
      `${field}.twin`,
      'twins of this subject know different things by that name',
      `say which is meant: ${names}`,
    );
  }
  return known;
}

function inField(field: string, check: () => void): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof TwinwardError)) throw error;
    const { field: own, ...place } = error.place;
    throw new TwinwardError(error.code, error.message, { ...place, field: `${field}.${own ?? ''}` });
  }
}

function refused(field: string, message: string, remedy: string): TwinwardError {
  return new TwinwardError('intervention.invalid', message, { field, remedy });
}
