import { type RandomSource, TwinwardError } from '@twinward/contract';
import {
  type EnsembleAnalysis,
  EnsembleFilter,
  type SequentialFilter,
  TransformKalman,
} from '@twinward/estimate';
import type { Settings } from './settings.ts';
import { drawInitial, type TwinExperiment } from './twin-experiment.ts';
import { Unsupported } from './unsupported.ts';

/** What a method is made from. */
export interface MethodCall {
  readonly experiment: TwinExperiment;
  /** Members or particles; null where the table gives none. */
  readonly N: number | null;
  readonly settings: Settings;
  readonly random: RandomSource;
}

type Method = (call: MethodCall) => SequentialFilter;

/** The methods that are known, by the name a table gives them. Each asks `settings` for every word it understands. */
const METHODS: Readonly<Record<string, Method>> = {
  'EnKF Sqrt': ensemble(() => new TransformKalman()),
};

/** Makes the filter a benchmark names; `Unsupported` for a method or a setting that is not known. */
export function makeFilter(method: string, call: MethodCall): SequentialFilter {
  if (!Object.hasOwn(METHODS, method)) throw new Unsupported(`the method ${method} is not known`);
  const filter = METHODS[method]!(call);
  call.settings.finish();
  return filter;
}

function ensemble(analysis: (call: MethodCall) => EnsembleAnalysis): Method {
  return (call) => {
    const { experiment, settings, random } = call;
    return new EnsembleFilter(
      experiment.model,
      analysis(call),
      drawInitial(experiment, membersOf(call), random.derive('initial')),
      { random, inflation: settings.number('infl', 1), rotation: settings.flag('rot') },
    );
  };
}

function membersOf({ N }: MethodCall): number {
  if (N === null || N === undefined) throw new TwinwardError('usage', 'N is missing', { field: 'N' });
  return N;
}
