import { TwinwardError } from '@twinward/contract';

/** What is known of one parameter from published reference draws. */
export interface ReferenceSummary {
  /** Draws it comes from. */
  readonly n: number;
  readonly mean: number;
  readonly sd: number;
  readonly q05: number;
  readonly q50: number;
  readonly q95: number;
}

/** A posterior of posteriordb: data, and what its reference draws say. */
export interface PosteriorFile {
  /** `data-model`. */
  readonly posterior: string;
  readonly data: Readonly<Record<string, number | readonly number[]>>;
  readonly reference: Readonly<Record<string, ReferenceSummary>>;
}

/** Reads a posterior; throws `usage` for anything else. */
export function readPosterior(text: string, where: string): PosteriorFile {
  let read: Partial<PosteriorFile>;
  try {
    read = JSON.parse(text) as Partial<PosteriorFile>;
  } catch {
    throw new TwinwardError('usage', `${where} is not JSON`, { field: 'FILE' });
  }
  const { posterior, data, reference } = read;
  const references = Object.values(reference ?? {});
  if (typeof posterior !== 'string' || data === undefined || references.length === 0) {
    throw new TwinwardError('usage', `${where} has no posterior, data and reference`, {
      field: 'FILE',
      remedy: 'see data/posteriordb/README.md for the form',
    });
  }
  if (!references.every(({ n, mean, sd }) => n > 0 && Number.isFinite(mean) && sd > 0)) {
    throw new TwinwardError('usage', `${where}: a reference lacks its n, mean or sd`, { field: 'reference' });
  }
  return { posterior, data, reference: reference! };
}

/** One number of the data; throws `usage` when it is not there. */
export function numberOf({ data, posterior }: PosteriorFile, name: string): number {
  const value = data[name];
  return typeof value === 'number' ? value : missing(posterior, name);
}

/** Several numbers of the data. */
export function numbersOf({ data, posterior }: PosteriorFile, name: string): readonly number[] {
  const value = data[name];
  return Array.isArray(value) && value.every((x) => Number.isFinite(x)) ? value : missing(posterior, name);
}

function missing(posterior: string, name: string): never {
  throw new TwinwardError('usage', `the data of ${posterior} have no ${name}`, { field: name });
}
