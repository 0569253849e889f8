import { TwinwardError } from '@twinward/contract';

/** One line of a table: a method, its ensemble size and tuning, and the error it reaches. */
export interface Benchmark {
  readonly method: string;
  readonly N: number | null;
  readonly settings: string;
  readonly rmse_a: number;
}

/** A twin experiment and the methods tried in it; further fields belong to the model. */
export interface Experiment {
  readonly model: string;
  readonly benchmarks: readonly Benchmark[];
  readonly [field: string]: unknown;
}

/** Reads a file of experiments, as data/da/da-benchmarks.json. */
export function readBenchmarks(text: string, where: string): readonly Experiment[] {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    throw new TwinwardError('usage', `${where} is not JSON`, { field: 'FILE' });
  }
  const experiments = (read as { readonly experiments?: unknown } | null)?.experiments;
  if (!Array.isArray(experiments)) {
    throw new TwinwardError('usage', `${where} lists no experiments`, { field: 'experiments' });
  }
  experiments.forEach((experiment: unknown, index) => {
    if (isExperiment(experiment)) return;
    throw new TwinwardError('usage', `${where}: experiment ${index + 1} is not complete`, {
      field: 'experiments',
      row: index + 1,
      remedy: 'give model and benchmarks, each with method, N, settings and rmse_a',
    });
  });
  return experiments as readonly Experiment[];
}

function isExperiment(value: unknown): value is Experiment {
  const { model, benchmarks } = (value ?? {}) as Partial<Experiment>;
  return (
    typeof model === 'string' &&
    Array.isArray(benchmarks) &&
    benchmarks.every(
      ({ method, N, settings, rmse_a }: Partial<Benchmark>) =>
        typeof method === 'string' &&
        (N === null || N === undefined || (Number.isInteger(N) && N >= 1)) &&
        typeof settings === 'string' &&
        typeof rmse_a === 'number',
    )
  );
}
