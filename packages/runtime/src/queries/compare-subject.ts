import { createHash } from 'node:crypto';
import {
  type AbortSignalLike,
  formatInstant,
  type Instant,
  type SubjectRef,
  type TwinId,
  TwinwardError,
} from '@twinward/contract';
import type { Loop } from '../actor/loop.ts';
import type { TwinEntry } from '../actor/twin-entry.ts';
import type { TwinState } from '../fold/twin-state.ts';
import type { FuturesPlan } from '../forecast/futures-plan.ts';
import { type PairedFutures, pairedFutures } from '../forecast/paired-futures.ts';
import type { RuntimeContext } from '../runtime-context.ts';
import { abstainingTwin, comparedTwin } from '../show/compared-twin.ts';
import { deedWords } from '../show/deed-words.ts';
import { fitAt } from '../show/fit-at.ts';
import { sideEffects, subjectComparisonWords, unaffected } from '../show/subject-comparison-words.ts';
import type { ComparisonWarning, SubjectComparisonView } from '../views/subject-comparison-view.ts';
import { addressProposals, proposedByTwin, type SubjectProposal } from './address-proposals.ts';
import { planFrom } from './forecast.ts';
import { standTogether } from './together.ts';

/** A what-if across the twins of a subject. */
export interface SubjectWhatIf {
  readonly interventions: readonly SubjectProposal[];
  /** How far ahead; the shortest horizon among the twins acted on unless given. */
  readonly minutes?: number | undefined;
  readonly size?: number | undefined;
  /** Names of outputs that are meant to change, so that they are no side effects. */
  readonly aims?: readonly string[] | undefined;
  /** The position of the record, from an earlier reply; the present unless given. */
  readonly seq?: number | undefined;
  readonly knownAt?: Instant | undefined;
}

/** Where in the record a what-if stands, and how many twins do. */
export interface Standing {
  readonly seq: number;
  readonly knownAt: Instant;
  readonly twins: number;
}

/**
 * What would happen to all organs at once: every open twin of the subject branched from one position in the record, run in the order in
 * which they feed one another, without and with what is proposed, by the same draws. A twin that abstains is told with its
 * reason and takes nobody down. Throws what `addressProposals` refuses, `resource.missing` for a subject without open twins.
 */
export async function compareSubject(
  context: RuntimeContext,
  loop: Loop,
  subject: SubjectRef,
  whatIf: SubjectWhatIf,
  signal?: AbortSignalLike,
  stands?: (at: Standing) => void,
): Promise<SubjectComparisonView> {
  const entries = context.directory.of(subject).filter(({ closed }) => closed === null);
  if (entries.length === 0) {
    throw new TwinwardError('resource.missing', 'the subject has no open twin', {
      field: 'subject',
      remedy: 'look it up in the list of subjects',
    });
  }
  const { seq, knownAt: now, states } = await standTogether(context, loop, entries, whatIf);
  stands?.({ seq, knownAt: now, twins: states.size });
  if (signal?.aborted === true) throw new TwinwardError('run.cancelled', 'the run was cancelled');
  const addressees = entries.map((entry) => ({ entry, branch: states.get(entry)?.belief.at ?? now }));
  const addressed = addressProposals(addressees, whatIf.interventions, now);
  const proposed = proposedByTwin(addressed);
  const minutes = whatIf.minutes ?? shortest(entries.filter(({ opened }) => proposed.has(opened.twin)));
  const reasons = new Map(entries.map((entry) => [entry, silence(entry, states.get(entry), now)] as const));
  const plans = new Map<TwinId, FuturesPlan | null>();
  for (const entry of entries)
    plans.set(entry.opened.twin, planOf(entry, states.get(entry), now, minutes, whatIf));
  const stateOf = async (entry: TwinEntry): Promise<TwinState> =>
    states.get(entry) ?? (await loop.state(entry));
  const running = entries.filter((entry) => reasons.get(entry) === null);
  const outcomes = await pairedFutures(context, running, { plans, proposed, stateOf, signal });
  outcomes.forEach((outcome, i) => {
    if (outcome instanceof TwinwardError)
      reasons.set(running[i]!, `its model could not follow (${outcome.message})`);
  });
  const paired = outcomes.flatMap((outcome) => (outcome instanceof TwinwardError ? [] : [outcome]));
  const twins = entries.map((entry) => {
    const pair = paired.find((own) => own.entry === entry);
    return pair === undefined
      ? abstainingTwin(entry, states.get(entry), reasons.get(entry) ?? '')
      : comparedTwin(pair, proposed, now);
  });
  const view = {
    subject,
    seq,
    knownAt: formatInstant(now),
    sha256: hashOf(paired),
    minutes,
    interventions: addressed.map(({ label, effectiveAt, amounts, targets }) => ({
      type: targets[0]!.intervention.type,
      label,
      at: formatInstant(effectiveAt),
      amounts,
      twins: targets.map(({ entry }) => entry.opened.twin),
    })),
    twins,
    sideEffects: sideEffects(twins, whatIf.aims ?? []),
    unaffected: unaffected(twins),
    warnings: warningsOf(context, entries, states, reasons, plans, minutes),
  };
  const deeds = addressed.map(({ targets, amounts }) => {
    const { entry, intervention } = targets[0]!;
    return deedWords(entry.model, intervention.type, amounts);
  });
  return { ...view, words: subjectComparisonWords(view, deeds) };
}

/** Seconds of the shortest horizon in minutes: as far as all that is acted on is known to speak. */
function shortest(entries: readonly TwinEntry[]): number {
  return Math.min(...entries.map(({ model }) => model.horizon.length)) / 60;
}

/** Why a twin makes no prediction; null if it does. */
function silence({ model, failures }: TwinEntry, state: TwinState | undefined, now: Instant): string | null {
  if (state === undefined)
    return failures > 0 ? 'its record cannot be folded just now' : 'its record is being read';
  const fit = fitAt(model, state, now);
  return fit.kind === 'fits' ? null : fit.reason;
}

/** A twin that warms up is run for those it feeds, though it tells nothing of itself. */
function planOf(
  entry: TwinEntry,
  state: TwinState | undefined,
  now: Instant,
  minutes: number,
  { size }: SubjectWhatIf,
): FuturesPlan | null {
  if (state === undefined || fitAt(entry.model, state, now).kind === 'abstains') return null;
  const stateOf = async (): Promise<TwinState> => state;
  return planFrom(entry, { state, now, stateOf }, { minutes, size });
}

function hashOf(paired: readonly PairedFutures[]): string {
  const hash = createHash('sha256');
  for (const { entry, baseline, branch } of paired) {
    hash.update(entry.opened.twin);
    for (const { values } of [...baseline.paths, ...branch.paths]) {
      hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    }
  }
  return hash.digest('hex');
}

function warningsOf(
  { directory }: RuntimeContext,
  entries: readonly TwinEntry[],
  states: ReadonlyMap<TwinEntry, TwinState>,
  reasons: ReadonlyMap<TwinEntry, string | null>,
  plans: ReadonlyMap<TwinId, FuturesPlan | null>,
  minutes: number,
): readonly ComparisonWarning[] {
  return entries.flatMap((entry): ComparisonWarning[] => {
    const { twin } = entry.opened;
    const { title } = entry.model.card;
    const warnings: ComparisonWarning[] = [];
    const reason = reasons.get(entry) ?? null;
    if (reason !== null) {
      warnings.push({ kind: 'abstains', twin, words: `${title} makes no prediction: ${reason}.` });
      for (const { to } of directory.couplings.outOf(twin)) {
        if (!directory.has(to.twin) || plans.get(twin) !== null) continue;
        const fed = directory.get(to.twin);
        const input = fed.model.inputs.find(({ name }) => name === to.input)?.label ?? to.input;
        const words = `${input} is held at what was last fed to ${fed.model.card.title}: ${title} abstains.`;
        warnings.push({ kind: 'input-held', twin: to.twin, words });
      }
      return warnings;
    }
    const state = states.get(entry);
    for (const words of state === undefined ? [] : (entry.model.outsideValidity?.(state.belief) ?? [])) {
      warnings.push({ kind: 'outside-validity', twin, words: `${title}: ${words}.` });
    }
    if (minutes * 60 > entry.model.horizon.length) {
      const hours = entry.model.horizon.length / 3600;
      const words = `${title} was tried on forecasts of up to ${hours} h; beyond that it is not verified.`;
      warnings.push({ kind: 'beyond-horizon', twin, words });
    }
    return warnings;
  });
}
