import {
  type Belief,
  type ExactUpdate,
  type Instant,
  type Measurement,
  type RandomSource,
  type Subject,
  type TwinModel,
  TwinwardError,
} from '@twinward/contract';
import { normalCumulative } from '@twinward/estimate';
import { news2Card } from './news2-card.ts';
import { news2Course, news2Finding, news2Standing, totalAt } from './news2-finding.ts';
import {
  decodeNews2,
  encodeNews2,
  type News2State,
  openNews2,
  VITAL_SIGNS,
  type VitalSign,
  withVitalSign,
} from './news2-state.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;

/**
 * The National Early Warning Score 2 of live vital signs (Royal College of Physicians 2017). The belief holds the latest value of each
 * vital sign and when it was measured; one that is older than 12 hours, the longest interval the College allows, is missing and is named, never
 * assumed normal. An alert begins at 5 (urgent) and worsens at 7 (emergency), or at 3 in a single part.
 *
 * @example
 * news2Monitor.watch.condition; // 'early-warning-score'
 */
export const news2Monitor: TwinModel = {
  name: 'monitor-news2',
  version: '1.0.0',
  kind: 'patient',
  card: news2Card,
  facts: [
    {
      name: 'oxygenScale',
      label: 'Scale of oxygen saturation: 2 in hypercapnic respiratory failure, by a doctor’s decision alone',
      unit: null,
      required: false,
      minimum: 1,
      maximum: 2,
    },
  ],
  parameters: [],
  columns: VITAL_SIGNS.map(({ name, label, unit }) => ({
    name,
    label,
    unit,
    role: 'state',
    scale: 'linear',
  })),
  observables: VITAL_SIGNS.map(({ name, label, codes, unit, possible, wander }) => ({
    name,
    label,
    codes,
    unit,
    possible,
    error:
      name === 'consciousness'
        ? { kind: 'ordinal', thresholds: [0.5, 1.5, 2.5, 3.5] }
        : { kind: 'additive', sd: wander / 2 },
  })),
  interventions: [],
  inputs: [],
  outputs: [],
  thresholds: [],
  assimilation: { method: 'exact', members: 1, update },
  futures: 50,
  horizon: { length: 12 * HOUR, step: HOUR, scored: [HOUR, 4 * HOUR, 12 * HOUR] },
  memory: 0,
  fit: { warmUp: 1, window: 12, tolerance: 30, stale: 12 * HOUR },
  initialise,
  advance,
  predict: (belief, observable) => {
    const i = VITAL_SIGNS.findIndex(({ name }) => name === observable);
    return Float64Array.from({ length: belief.size }, (_, m) => belief.values[m * VITAL_SIGNS.length + i]!);
  },
  output: () => new Float64Array(0),
  branch,
  watch: {
    condition: 'early-warning-score',
    label: 'Early warning score (NEWS2)',
    budget: null,
    refractory: 4 * HOUR,
    escalation: {
      to: 'critical care outreach team',
      after: { high: 900, medium: HOUR, low: 4 * HOUR },
    },
    standing: (belief) => news2Standing(stateOf(belief), belief.at),
    finding: (belief) => news2Finding(stateOf(belief), belief.at),
    course: (belief) => news2Course(stateOf(belief)),
  },
};

function stateOf({ structures }: Belief): News2State {
  return decodeNews2(structures![0]!);
}

function initialise({ facts }: Subject, at: Instant, size: number): Belief {
  const scale = facts.oxygenScale ?? 1;
  if (scale !== 1 && scale !== 2) {
    throw new TwinwardError('subject.invalid', 'the scale of oxygen saturation is neither 1 nor 2', {
      field: 'oxygenScale',
      remedy: 'leave it out, or give 2 where a doctor has decided on 88 to 92 %',
    });
  }
  return beliefOf(openNews2(scale), at, size);
}

function advance(belief: Belief, to: Instant, _schedule: unknown, random: RandomSource): Belief {
  if (to <= belief.at || belief.structures !== null)
    return { ...belief, at: to > belief.at ? to : belief.at };
  const values = belief.values.slice();
  const days = (to - belief.at) / 1000 / DAY;
  for (let m = 0; m < belief.size; m++) {
    const draws = random.draws(m, 0, Math.floor(to / 1000) >>> 0);
    VITAL_SIGNS.forEach((vital, i) => {
      const moved = values[m * VITAL_SIGNS.length + i]! + vital.wander * Math.sqrt(days) * draws.normal();
      values[m * VITAL_SIGNS.length + i] = Math.min(vital.possible.high, Math.max(vital.possible.low, moved));
    });
  }
  return { ...belief, at: to, values };
}

/** What was measured last is what is expected next, within what people wander in the time between. */
function update(belief: Belief, { observable, value }: Measurement): ExactUpdate {
  const state = stateOf(belief);
  const i = VITAL_SIGNS.findIndex(({ name }) => name === observable);
  const vital = VITAL_SIGNS[i]!;
  const before = state.signs[i]!;
  const predicted = before.value ?? vital.typical;
  const sd = spreadOf(vital, before.at, belief.at);
  return {
    belief: beliefOf(withVitalSign(state, i, value, belief.at, totalAt), belief.at, belief.size),
    predicted,
    sd,
    pit: normalCumulative((value - predicted) / sd),
  };
}

function spreadOf({ wander, between }: VitalSign, from: Instant | null, to: Instant): number {
  if (from === null) return between;
  const days = (to - from) / 1000 / DAY;
  return Math.min(between, wander * Math.sqrt(0.25 + days));
}

function branch(belief: Belief, size: number, random: RandomSource): Belief {
  const width = VITAL_SIGNS.length;
  const { signs } = stateOf(belief);
  const values = new Float64Array(size * width);
  for (let m = 0; m < size; m++) {
    const draws = random.draws(m, 0, 0);
    VITAL_SIGNS.forEach((vital, i) => {
      const { value, at } = signs[i]!;
      const x = (value ?? vital.typical) + spreadOf(vital, at, belief.at) * draws.normal();
      values[m * width + i] = Math.min(vital.possible.high, Math.max(vital.possible.low, x));
    });
  }
  return { at: belief.at, size, width, values, logWeights: null, structures: null };
}

function beliefOf(state: News2State, at: Instant, size: number): Belief {
  const width = VITAL_SIGNS.length;
  const bytes = encodeNews2(state);
  return {
    at,
    size,
    width,
    values: Float64Array.from(
      { length: size * width },
      (_, k) => state.signs[k % width]!.value ?? VITAL_SIGNS[k % width]!.typical,
    ),
    logWeights: null,
    structures: Array.from({ length: size }, () => bytes),
  };
}
