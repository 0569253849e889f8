import { type AbortSignalLike, TwinwardError } from '@twinward/contract';
import { ProcessSimulation, seedFrom } from '@twinward/simulate';
import { compileHospital } from '../compile/compile-hospital.ts';
import type { HospitalModel } from '../model/hospital-model.ts';
import { resolveParameters } from '../model/resolve-parameters.ts';
import { estimateOf, figureEstimates } from './figure-estimates.ts';
import { growingFigures } from './growing-figures.ts';
import { hospitalFigures } from './hospital-figures.ts';
import type { HospitalResult, RunWarning } from './hospital-result.ts';
import { offeredLoads } from './offered-loads.ts';

const SLICES = 16;
const FEWEST = 5;
const REPLICATIONS = 30;
const MOST = 1_000;
/** A half-width has to stay small for so many further replications before it is believed. */
const LOOK_AHEAD = 5;

/** How a hospital is run. */
export interface RunOptions {
  /** 16 hexadecimal digits; scenarios run with one seed share their draws. */
  readonly seed: string;
  readonly scenario?: string;
  readonly until?: number;
  readonly warmUp?: number;
  readonly replications?: number;
  /** Instead of a number of replications: as many as it takes until a figure is known to a share of its mean. */
  readonly precision?: { readonly figure: string; readonly relative: number };
  readonly added?: Readonly<Record<string, number>>;
  /** Whether to find the load offered to each resource, which takes four more replications; it is found unless said. */
  readonly loads?: boolean;
  readonly signal?: AbortSignalLike;
  readonly progress?: (done: number, of: number) => void;
}

/**
 * Replications of a hospital, with 95 % intervals, the load offered to each resource and what has to be known besides. With a
 * precision it goes on until the half-width is at most that share of the mean and stays so for five more (Hoad, Robinson and
 * Davies 2010, J. Oper. Res. Soc. 61:1632-1644), 1,000 at most. Throws `run.cancelled` soon after the signal says so,
 * `scenario.invalid` for a scenario that is not there, `usage` for a figure that is not, `model.domain` for a deadlock or a precision of what
 * grows without end. Without the loads it is not known what grows.
 */
export function runHospital(model: HospitalModel, options: RunOptions): HospitalResult {
  const until = options.until ?? model.run.until;
  const warmUp = options.warmUp ?? model.run.warmUp ?? 0;
  const { scenario, added, seed, precision } = options;
  const resolved = resolveParameters(model, scenario);
  const how = {
    until,
    ...(scenario === undefined ? {} : { scenario }),
    ...(added === undefined ? {} : { added }),
  };
  const compiled = compileHospital(model, how);
  const most =
    precision === undefined ? (options.replications ?? model.run.replications ?? REPLICATIONS) : MOST;
  const loads = options.loads === false ? [] : offeredLoads(model, { ...how, seed });
  const whole = model.run.terminating === true && until === model.run.until;
  const grow = growingFigures(model, loads);
  const growing = whole ? {} : grow;
  if (precision !== undefined && precision.figure in growing)
    throw new TwinwardError('model.domain', `"${precision.figure}" ${growing[precision.figure]}`, {
      field: 'figure',
      remedy: 'give the resource more units, or run a number of replications',
    });
  const samples: Readonly<Record<string, number>>[] = [];
  const warnings: RunWarning[] = [];
  let good = 0;
  while (samples.length < most && good <= LOOK_AHEAD) {
    const simulation = new ProcessSimulation(compiled, {
      seed: seedFrom(seed, 'replication', samples.length),
      warmUp,
    });
    for (let slice = 1; slice <= SLICES; slice++) {
      if (options.signal?.aborted)
        throw new TwinwardError('run.cancelled', `cancelled in replication ${samples.length}`, {
          field: 'signal',
        });
      simulation.advance((until * slice) / SLICES);
      const stuck = simulation.deadlocked();
      if (stuck.length === 0) continue;
      const { source, ordinal, waitsFor, holds } = stuck.find((one) => one.holds.length > 0) ?? stuck[0]!;
      throw new TwinwardError(
        'model.domain',
        `deadlock: ${stuck.length} wait for ever; ${source} ${ordinal} holds ${holds.join(' and ') || 'nothing'} and waits for ${waitsFor.join(' and ')}`,
        {
          field: waitsFor[0] ?? source,
          remedy: 'ask for what is held together at once, or always in the same order',
        },
      );
    }
    samples.push(withoutGrowing(hospitalFigures(resolved, simulation.summary()), growing));
    options.progress?.(samples.length, most);
    if (precision !== undefined && samples.length >= FEWEST)
      good = isPrecise(samples, precision) ? good + 1 : 0;
  }
  if (precision !== undefined && good <= LOOK_AHEAD)
    warnings.push({
      kind: 'precision',
      text: `${precision.figure} is not known to ${precision.relative} after ${MOST} replications`,
    });
  for (const { resource, ratio, growth } of loads) {
    if (ratio < 1) continue;
    const per = `${growth.toPrecision(3)} per ${model.time.unit}`;
    const so = whole
      ? `its queue grows by ${per} as long as a run lasts, which ends by itself after ${until} ${model.time.unit}; there is no steady state`
      : `without patients who give up, its queue grows by ${per}, and what depends on it has no mean`;
    warnings.push({
      kind: 'unstable',
      text: `${resource} is offered ${ratio.toFixed(2)} of what it can do: ${so}`,
    });
  }
  return {
    model: model.name,
    scenario: scenario ?? null,
    seed,
    replications: samples.length,
    until,
    warmUp,
    figures: figureEstimates(samples, growing, whole ? boundBy(grow, until, model) : {}),
    samples,
    loads,
    warnings,
  };
}

/** What is to be said of figures that would have no mean did a run not end by itself. */
function boundBy(
  growing: Readonly<Record<string, string>>,
  until: number,
  { time }: HospitalModel,
): Readonly<Record<string, string>> {
  const words = `of runs that end after ${until} ${time.unit}; it grows while they last and has no steady state`;
  return Object.fromEntries(Object.keys(growing).map((name) => [name, words]));
}

function withoutGrowing(
  figures: Readonly<Record<string, number>>,
  growing: Readonly<Record<string, string>>,
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [name, name in growing ? Number.NaN : value]),
  );
}

function isPrecise(
  samples: readonly Readonly<Record<string, number>>[],
  { figure, relative }: { readonly figure: string; readonly relative: number },
): boolean {
  if (!samples.some((sample) => figure in sample))
    throw new TwinwardError('usage', `no replication has a figure "${figure}"`, {
      field: 'figure',
      remedy: `use one of ${Object.keys(samples[0]!).slice(0, 12).join(', ')}, ...`,
    });
  const { mean, high } = estimateOf(samples.map((sample) => sample[figure] ?? Number.NaN));
  return high - mean <= relative * Math.abs(mean);
}
