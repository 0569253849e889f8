// What a file leaves open and only a person can say. The server names the field; nothing is guessed.
import type { Problem } from '../generated/types.ts';

/** What a person has decided about a file so far. */
export interface Decisions {
  readonly zone?: string;
  readonly unit?: 'mg/dL' | 'mmol/L';
  readonly dayFirst?: boolean;
  readonly person?: string;
}

/** A decision that can be asked for. */
export type Question = keyof Decisions;

const QUESTIONS: readonly Question[] = ['zone', 'unit', 'dayFirst', 'person'];

/** Which question a refusal asks, or null when it is no question. */
export function questionOf(problem: Problem): Question | null {
  if (problem.code !== 'file.ambiguous') return null;
  return QUESTIONS.find((question) => question === problem.field) ?? null;
}

/** A name as the id of a twin: lower-case letters, digits and hyphens. */
export function idFromName(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
}
