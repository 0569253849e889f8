// A small true model for the tests of this package: a tank whose level drifts at an unknown rate.
import {
  addSeconds,
  type Belief,
  type Coding,
  type Instant,
  inputAt,
  type Schedule,
  SYSTEM,
  type TwinModel,
} from '@twinward/contract';

/** Code under which the level is measured. */
export const LEVEL_CODE: Coding = { system: SYSTEM.twinward, code: 'level' };

const PUSH_LASTS = 1800;

/** dL = (drift + inflow + pushes / 0.5 h) dt + 0.3 sqrt(dt) dW, t in hours; the level is read with an error of 0.5 cm. */
export const levelTwin: TwinModel = {
  name: 'level',
  version: '1.0.0',
  kind: 'device',
  card: {
    title: 'Tank',
    summary: 'A tank whose level drifts.',
    contextOfUse: 'Tests.',
    decisionRole: 'None.',
    notFor: [],
    risk: 'None.',
    equations: [],
    population: 'None.',
    limits: [],
    suites: [],
    attributes: {},
    history: [],
  },
  facts: [{ name: 'start', label: 'Starting level', unit: 'cm', required: true, minimum: 0, maximum: 500 }],
  parameters: [
    {
      name: 'drift',
      label: 'Drift',
      unit: 'cm/h',
      prior: { kind: 'normal', mean: 0, sd: 1 },
      source: 'made up for tests',
      role: 'estimated',
    },
  ],
  columns: [
    { name: 'level', label: 'Level', unit: 'cm', role: 'state', scale: 'linear' },
    { name: 'drift', label: 'Drift', unit: 'cm/h', role: 'parameter', scale: 'linear' },
  ],
  observables: [
    {
      name: 'level',
      label: 'Level',
      codes: [LEVEL_CODE],
      unit: 'cm',
      error: { kind: 'additive', sd: 0.5 },
      possible: { low: -1000, high: 1000 },
    },
  ],
  interventions: [
    {
      name: 'push',
      label: 'Push',
      fields: [
        { name: 'amount', label: 'Amount', unit: 'cm', minimum: -50, maximum: 50, default: 1, step: 1 },
      ],
      acts: 'adds its amount to L over half an hour',
      lasting: false,
    },
  ],
  inputs: [{ name: 'inflow', label: 'Inflow', unit: 'cm/h', default: 0 }],
  outputs: [{ name: 'outflow', label: 'Outflow', unit: 'cm/h', endpoint: false }],
  thresholds: [
    {
      name: 'high',
      words: 'rise above 110 cm',
      of: 'level',
      side: 'above',
      limit: 110,
      source: 'made up for tests',
    },
  ],
  assimilation: { method: 'ensemble-kalman', members: 24, inflation: 1.01, relaxation: 0.1 },
  futures: 60,
  horizon: { length: 7200, step: 300, scored: [900, 1800, 3600] },
  memory: PUSH_LASTS,
  fit: { warmUp: 6, window: 12, tolerance: 3, stale: 3600 },
  initialise: (subject, at, size, random) => {
    const values = new Float64Array(size * 2);
    for (let m = 0; m < size; m++) {
      const draws = random.draws(m, 0, 0);
      values[m * 2] = Number(subject.facts.start) + draws.normal();
      values[m * 2 + 1] = draws.normal();
    }
    return { at, size, width: 2, values, logWeights: null, structures: null };
  },
  advance: (belief, to, schedule, random) => {
    const hours = (to - belief.at) / 3_600_000;
    const values = belief.values.slice();
    for (let m = 0; m < belief.size; m++) {
      const noise = 0.3 * Math.sqrt(hours) * random.draws(m, 0, Math.floor(to / 1000) >>> 0).normal();
      const rate = values[m * 2 + 1]! + inflow(schedule, belief, to, m);
      values[m * 2] = values[m * 2]! + rate * hours + pushed(schedule, belief.at, to) + noise;
    }
    return { ...belief, at: to, values };
  },
  predict: (belief) => column(belief, 0),
  output: (belief) => column(belief, 1),
};

function column(belief: Belief, index: number): Float64Array {
  return Float64Array.from({ length: belief.size }, (_, m) => belief.values[m * belief.width + index]!);
}

function inflow({ inputs }: Schedule, belief: Belief, to: Instant, member: number): number {
  const series = inputs.find(({ input }) => input === 'inflow');
  return series === undefined ? 0 : inputAt(series, member, ((belief.at + to) / 2) as Instant);
}

function pushed({ interventions }: Schedule, from: Instant, to: Instant): number {
  return interventions.reduce((sum, { effectiveAt, amounts }) => {
    const end = addSeconds(effectiveAt, PUSH_LASTS);
    const overlap = Math.max(0, Math.min(to, end) - Math.max(from, effectiveAt));
    return sum + (amounts.amount! * overlap) / (PUSH_LASTS * 1000);
  }, 0);
}
