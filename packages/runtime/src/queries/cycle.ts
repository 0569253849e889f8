import {
  type Belief,
  type Cycle,
  type CycleTrace,
  formatInstant,
  type TwinModel,
  TwinwardError,
} from '@twinward/contract';
import { weightsOf } from '@twinward/estimate';
import type { TwinEntry } from '../actor/twin-entry.ts';
import { scheduleAt } from '../fold/schedule-at.ts';
import type { RuntimeContext } from '../runtime-context.ts';
import { fitAt, fitView } from '../show/fit-at.ts';
import { spreadView } from '../show/spread-view.ts';
import type { CycleMemberView, CycleView } from '../views/cycle-view.ts';
import type { Standpoint } from './standpoint.ts';

/** What is asked of a cycle besides the instant. */
export interface CycleAsked {
  readonly members?: number | undefined;
  /** A close-up by its name; the whole cycle unless given. */
  readonly of?: string | undefined;
}

/** Members shown unless the caller asks otherwise; odd, so that one is the median. */
const MEMBERS = 21;
/** Digits kept of a signal. */
const DIGITS = 5;

/**
 * One cycle of the subject as a few members have it: members are ranked by an output, and each middle of `members` equal shares of the
 * belief stands for its share. `of` names a close-up of the cycle. Throws `model.domain` when the model declares no cycle, or none of that name.
 */
export async function cycle(
  context: RuntimeContext,
  { model }: TwinEntry,
  { state, now }: Standpoint,
  { members = MEMBERS, of }: CycleAsked,
): Promise<CycleView> {
  const declared = declaredCycle(model, of);
  const { belief } = state;
  const schedule = scheduleAt(model, state, belief.at, belief.size);
  const shown = middles(model, declared, belief, Math.min(members, belief.size));
  const traces: CycleTrace[] = [];
  for (const member of shown) {
    traces.push(declared.trace(belief, member, schedule));
    await context.slices.breathe();
  }
  return {
    twin: state.twin,
    model: model.name,
    modelVersion: model.version,
    at: formatInstant(belief.at),
    seq: state.seq,
    label: declared.label,
    points: declared.points,
    signals: declared.signals.map(({ name, label, unit }) => ({ name, label, unit })),
    median: shown.length >> 1,
    members: traces.map(({ period, values }, i): CycleMemberView => {
      const course = (s: number): number[] =>
        Array.from(values.subarray(s * declared.points, (s + 1) * declared.points), rounded);
      const signals = Object.fromEntries(declared.signals.map(({ name }, s) => [name, course(s)]));
      return { member: shown[i]!, weight: 1 / shown.length, period, signals };
    }),
    figures: declared.figures.map((figure, f) =>
      spreadView(
        figure,
        Float64Array.from(traces, ({ figures }) => figures[f]!),
        null,
      ),
    ),
    fit: fitView(fitAt(model, state, now)),
  };
}

function declaredCycle({ name, cycle: whole, closeUps = {} }: TwinModel, of: string | undefined): Cycle {
  if (whole === undefined) {
    throw new TwinwardError('model.domain', `nothing repeats itself in the model ${name}`, {
      field: 'id',
      remedy: 'ask a twin whose model declares a cycle, such as circulation',
    });
  }
  if (of === undefined) return whole;
  if (Object.hasOwn(closeUps, of)) return closeUps[of]!;
  const known = Object.keys(closeUps).join(', ');
  throw new TwinwardError('model.domain', `the model ${name} has no such close-up of its cycle`, {
    field: 'of',
    remedy:
      known === ''
        ? 'leave it out: the model has the whole cycle only'
        : `known are ${known}; leave it out for the whole cycle`,
  });
}

/** The members in the middle of `count` equal shares of the belief, by rank. */
function middles(model: TwinModel, { rankedBy }: Cycle, belief: Belief, count: number): number[] {
  const ranks = model.output(belief, rankedBy);
  const weights = weightsOf(belief);
  const order = Array.from(ranks.keys()).sort((a, b) => ranks[a]! - ranks[b]!);
  const chosen: number[] = [];
  let below = 0;
  for (const member of order) {
    below += weights === null ? 1 / belief.size : weights[member]!;
    while (chosen.length < count && (chosen.length + 0.5) / count < below + 1e-12) chosen.push(member);
  }
  while (chosen.length < count) chosen.push(order.at(-1)!);
  return chosen;
}

function rounded(value: number): number {
  return Number(value.toPrecision(DIGITS));
}
