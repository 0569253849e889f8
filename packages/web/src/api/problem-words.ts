import { asProblem } from './problem.ts';

/** What went wrong with a form: which field, why, and what would help. */
export function problemWords(thrown: unknown): string {
  const { field, detail, remedy, status } = asProblem(thrown);
  const about = field === undefined ? '' : `${field}: `;
  return `${about}${detail}${remedy === undefined || status === -1 ? '' : `. ${remedy}`}`;
}
