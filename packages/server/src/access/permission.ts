/** What a route asks of its caller. `public`: nobody is asked; `signed-in`: anyone with a valid session. */
export const PERMISSIONS = [
  'public',
  'signed-in',
  'twin:read',
  'twin:open',
  'twin:simulate',
  'observation:write',
  'alert:read',
  'alert:act',
  'alert:budget',
  'model:read',
  'audit:read',
  'record:replay',
  'record:backup',
] as const;

/** One of `PERMISSIONS`. */
export type Permission = (typeof PERMISSIONS)[number];
