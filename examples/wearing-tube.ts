// A wearing X-ray tube: its bearing's vibration drifts up with every scan, at a rate that differs from tube to tube. One file,
// one model: a Wiener process with unknown drift (Whitmore 1995), estimated by a particle filter.
import { type Belief, type Instant, inputAt, type TwinModel } from '@twinward/contract';
import { drawLogNormal, exp } from '@twinward/simulate';

const DAY = 86_400_000;
const NEW = 0.7; // mm/s
const LIMIT = 4.5; // mm/s
const SIGMA = 0.03; // mm/s per square root of 1,000 scans
const RATE = { median: 0.02, logSd: 0.6 }; // mm/s per 1,000 scans
const [WEAR, DRIFT, LOAD, FAILED, WIDTH] = [0, 1, 2, 3, 4];

const column = ({ size, width, values }: Belief, index: number): Float64Array =>
  Float64Array.from({ length: size }, (_, m) => values[m * width + index]!);

/** X(s) = X(0) + mu s + sigma B(s), s in thousands of scans; the tube fails when X first reaches the limit. */
export const wearingTube: TwinModel = {
  name: 'wearing-tube',
  version: '1.0.0',
  kind: 'device',
  card: {
    title: 'X-ray tube bearing wear',
    summary: 'Tells from vibration readings how fast a tube wears and how many days it has left.',
    contextOfUse: 'Planning when to replace the tube of a scanner.',
    decisionRole: 'Informs the service engineer, who decides.',
    notFor: ['failures without warning: vacuum loss, arcing, filament break'],
    risk: 'Low: a wrong answer costs a tube too early or a day of downtime.',
    equations: [
      { what: 'wear, with measurement error', source: 'Whitmore 1995, Lifetime Data Analysis 1:307-319' },
      { what: 'remaining life, inverse Gaussian', source: 'Si et al. 2011, EJOR 213:1-14, section 3.1' },
      { what: 'limit 4.5 mm/s', source: 'ISO 10816-1, class I, zone C/D' },
    ],
    population:
      'Rotating-anode tubes; rates are assumptions (1 to 10 years at 120 scans a day), not measurements.',
    limits: ['wear follows the number of scans, not their power'],
    suites: [],
    attributes: {},
    history: [{ version: '1.0.0', date: '2026-01-01', change: 'first' }],
  },
  facts: [],
  parameters: [
    {
      name: 'drift',
      symbol: 'mu',
      label: 'Wear per 1,000 scans',
      unit: 'mm/s',
      prior: { kind: 'logNormal', ...RATE },
      source: 'assumed: median life 4 years at 120 scans a day',
      role: 'estimated',
    },
  ],
  columns: [
    { name: 'wear', label: 'Vibration', unit: 'mm/s', role: 'state', scale: 'linear' },
    { name: 'drift', label: 'Wear per 1,000 scans', unit: 'mm/s', role: 'parameter', scale: 'log' },
    { name: 'load', label: 'Scans a day', unit: '{scan}/d', role: 'memory', scale: 'linear' },
    { name: 'failed', label: 'Failed', unit: '1', role: 'memory', scale: 'linear' },
  ],
  observables: [
    {
      name: 'vibration',
      label: 'Bearing vibration',
      codes: [{ system: 'urn:twinward:code', code: 'bearing-vibration' }],
      unit: 'mm/s',
      error: { kind: 'combined', sd: 0.1, cv: 0.05 },
      possible: { low: 0, high: 100 },
    },
  ],
  interventions: [
    {
      name: 'replace',
      label: 'Replace the tube',
      fields: [],
      acts: 'X = new, mu drawn anew',
      lasting: false,
    },
  ],
  inputs: [{ name: 'load', label: 'Scans a day', unit: '{scan}/d', default: 120 }],
  outputs: [
    { name: 'remaining-life', label: 'Expected remaining life', unit: 'd', endpoint: true },
    { name: 'available', label: 'Works (1) or has failed (0)', unit: '1', endpoint: true },
  ],
  thresholds: [
    {
      name: 'failure',
      words: 'see the tube fail',
      of: 'available',
      side: 'below',
      limit: 0.5,
      source: 'ISO 10816-1',
    },
  ],
  assimilation: { method: 'particle', members: 2000 },
  futures: 500,
  horizon: { length: 365 * 86_400, step: 7 * 86_400, scored: [7 * 86_400, 28 * 86_400] },
  memory: 1,
  fit: { warmUp: 5, window: 20, tolerance: 2.5, stale: 30 * 86_400 },

  initialise(_subject, at, size, random) {
    const values = new Float64Array(size * WIDTH);
    for (let m = 0; m < size; m++) {
      const drift = drawLogNormal(random.draws(m, 0, 0), RATE.median, RATE.logSd);
      values.set([NEW, drift, 120, 0], m * WIDTH);
    }
    return { at, size, width: WIDTH, values, logWeights: null, structures: null };
  },

  advance(belief, to, { interventions, inputs }, random) {
    const load = inputs.find((i) => i.input === 'load');
    const inside = (t: Instant) => t > belief.at && t < to;
    const replaced = interventions
      .filter((i) => i.type === 'replace' && i.effectiveAt >= belief.at && i.effectiveAt < to)
      .map((i) => i.effectiveAt);
    const ends = [...new Set([...replaced, ...(load?.times.filter(inside) ?? []), to])].sort((a, b) => a - b);
    const [values, fresh] = [belief.values.slice(), random.derive('replacement')];
    let from = belief.at;
    for (const end of ends) {
      const second = Math.floor(end / 1000);
      for (let m = 0; m < belief.size; m++) {
        const row = values.subarray(m * WIDTH, (m + 1) * WIDTH);
        const middle = ((from + end) / 2) as Instant;
        row[LOAD] = load === undefined ? 120 : Math.max(0, inputAt(load, m, middle));
        const scans = (row[LOAD] * (end - from)) / DAY / 1000;
        const draws = random.draws(m, 0, second);
        if (row[FAILED] === 0 && scans > 0) {
          const x = row[WEAR]!;
          row[WEAR] = x + row[DRIFT]! * scans + SIGMA * Math.sqrt(scans) * draws.normal();
          const [gap, gapAfter] = [LIMIT - x, LIMIT - row[WEAR]];
          // a Brownian bridge between two points below the limit touches it with this probability
          const touches =
            gapAfter <= 0 || draws.uniform() < exp((-2 * gap * gapAfter) / (SIGMA * SIGMA * scans));
          row[FAILED] = touches ? 1 : 0;
        }
        if (replaced.includes(end)) {
          row.set([NEW, drawLogNormal(fresh.draws(m, 1, second), RATE.median, RATE.logSd), row[LOAD], 0]);
        }
      }
      from = end;
    }
    return { ...belief, at: to, values };
  },

  predict: (belief) => column(belief, WEAR),

  output(belief, output) {
    if (output === 'available') return column(belief, FAILED).map((failed) => 1 - failed);
    const { values } = belief;
    return column(belief, WEAR).map((x, m) => {
      const [drift, load, failed] = values.subarray(m * WIDTH + DRIFT, (m + 1) * WIDTH);
      return failed === 1 ? 0 : ((LIMIT - x) / (drift! * Math.max(load!, 1))) * 1000;
    });
  },
};
