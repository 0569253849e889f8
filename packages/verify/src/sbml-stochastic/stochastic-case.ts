import { TwinwardError } from '@twinward/contract';
import { readExpected, readSettings, type SbmlCase } from '../sbml/sbml-case.ts';

/** A quantity that a stochastic case reports. */
export interface CaseVariable {
  /** As its columns are named: `X`, `ln(X)`. */
  readonly name: string;
  readonly id: string;
  readonly logarithm: boolean;
}

/** What a stochastic case expects. */
export interface StochasticCase {
  readonly times: readonly number[];
  readonly variables: readonly CaseVariable[];
  /** [times x variables]. */
  readonly means: Float64Array;
  /** [times x variables]; NaN where none is expected, because there is none. */
  readonly sds: Float64Array;
  readonly amount: readonly string[];
  readonly concentration: readonly string[];
  /** Open ranges of Z and Y. */
  readonly meanRange: readonly [number, number];
  readonly sdRange: readonly [number, number];
}

/** Reads what a case asks for and expects. Throws `request.unsupported` for what is not understood. */
export function readStochasticCase(test: SbmlCase): StochasticCase {
  const { amount, concentration } = readSettings(test.settings);
  const { columns, rows } = readExpected(test.results);
  const names = columns.flatMap((column) => /^(.+)-mean$/.exec(column)?.[1] ?? []);
  if (names.length === 0) throw new TwinwardError('request.unsupported', 'the case expects no mean');
  const table = (kind: string): Float64Array =>
    Float64Array.from(
      rows.flatMap((row) =>
        names.map((name) => {
          const column = columns.indexOf(`${name}-${kind}`);
          return column < 0 ? Number.NaN : row[column]!;
        }),
      ),
    );
  return {
    times: rows.map((row) => row[0]!),
    variables: names.map((name) => {
      const inner = /^ln\((.+)\)$/.exec(name)?.[1];
      return { name, id: inner ?? name, logarithm: inner !== undefined };
    }),
    means: table('mean'),
    sds: table('sd'),
    amount: [...amount],
    concentration: [...concentration],
    meanRange: rangeIn(test.settings, 'meanRange'),
    sdRange: rangeIn(test.settings, 'sdRange'),
  };
}

function rangeIn(settings: string, name: string): readonly [number, number] {
  const found = new RegExp(`^${name}:\\s*\\(\\s*([-\\d.]+)\\s*,\\s*([-\\d.]+)\\s*\\)`, 'm').exec(settings);
  if (found === null) throw new TwinwardError('request.unsupported', `the case gives no ${name}`);
  return [Number(found[1]), Number(found[2])];
}
