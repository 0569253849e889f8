// Whatever went wrong, as one RFC 9457 problem that can be shown to a person.
import { ApiProblem } from '../generated/request.ts';
import type { Problem } from '../generated/types.ts';

/** Anything thrown, as a problem with a remedy. Faults of the page itself carry status -1. */
export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof ApiProblem) return thrown.problem;
  return {
    type: 'about:blank',
    title: 'This page ran into a fault',
    status: -1,
    detail: thrown instanceof Error ? thrown.message : String(thrown),
    code: 'page.fault',
    remedy: 'Reload the page; what was recorded is safe.',
  };
}

/** Whether the server turned the request away because nobody is signed in. */
export function isSignedOut(thrown: unknown): boolean {
  return thrown instanceof ApiProblem && thrown.problem.status === 401;
}

/** Whether trying again by itself makes sense: no answer, or busy. */
export function isPassing(thrown: unknown): boolean {
  return thrown instanceof ApiProblem && [0, 429, 502, 503, 504].includes(thrown.problem.status);
}
