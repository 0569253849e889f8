import { TwinwardError } from '@twinward/contract';

/** A model with a known likelihood, and a course of observations. See data/likelihood/README.md. */
export interface LikelihoodCase {
  readonly name: string;
  readonly model: string;
  readonly particles: number;
  /** By steps; null where one is missing. */
  readonly observations: readonly (readonly (number | null)[] | number | null)[];
  /** From elsewhere, if known. */
  readonly logLikelihood?: number;
  readonly [field: string]: unknown;
}

/** Reads a file of cases, as data/likelihood/state-space.json; throws `usage` for what is not one. */
export function readLikelihoodCases(text: string, where: string): readonly LikelihoodCase[] {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    throw new TwinwardError('usage', `${where} is not JSON`, { field: 'FILE' });
  }
  const cases = (read as { readonly cases?: unknown } | null)?.cases;
  if (!Array.isArray(cases)) {
    throw new TwinwardError('usage', `${where} lists no cases`, { field: 'cases' });
  }
  cases.forEach((one: Partial<LikelihoodCase>, index) => {
    const complete =
      typeof one.name === 'string' &&
      typeof one.model === 'string' &&
      Number.isInteger(one.particles) &&
      Array.isArray(one.observations) &&
      (one.logLikelihood === undefined || Number.isFinite(one.logLikelihood));
    if (complete) return;
    throw new TwinwardError('usage', `${where}: case ${index + 1} is not complete`, {
      field: 'cases',
      row: index + 1,
      remedy: 'give name, model, particles and observations',
    });
  });
  return cases as readonly LikelihoodCase[];
}

/** A number of a case. Throws `usage` naming the field otherwise. */
export function caseNumber(one: LikelihoodCase, field: string): number {
  const value = one[field];
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw refusal(one, field, 'give a number');
}

/** Numbers [rows x columns] of a case, flat by rows; a list is one row. Throws `usage` naming the field otherwise. */
export function caseMatrix(one: LikelihoodCase, field: string, rows: number, columns: number): Float64Array {
  const given = one[field];
  const flat = Array.isArray(given) ? given.flat() : [];
  if (flat.length === rows * columns && flat.every((value) => Number.isFinite(value))) {
    return Float64Array.from(flat as number[]);
  }
  throw refusal(one, field, `give ${rows} x ${columns} numbers by rows`);
}

/** The observations of a case [steps][p], NaN where one is missing. */
export function caseObservations(one: LikelihoodCase, p: number): readonly Float64Array[] {
  return one.observations.map((row) => {
    const values = Float64Array.from(
      Array.isArray(row) ? row : [row],
      (value: number | null) => value ?? Number.NaN,
    );
    if (values.length === p) return values;
    throw refusal(one, 'observations', `give ${p} a step`);
  });
}

function refusal(one: LikelihoodCase, field: string, remedy: string): TwinwardError {
  return new TwinwardError('usage', `${one.name}: ${field} cannot be read`, { field, remedy });
}
