import type { ResourceTest } from '@twinward/contract';

/** Whether a test looks along references: it cannot be told from one resource alone. */
export function reachesFurther(test: ResourceTest): boolean {
  if (test.kind === 'points-to' || test.kind === 'pointed-at') return true;
  if (test.kind === 'any' || test.kind === 'all') return test.of.some(reachesFurther);
  return test.kind === 'not' && reachesFurther(test.of);
}
