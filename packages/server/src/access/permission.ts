/** What a route asks of its caller. `public`: nobody is asked; `signed-in`: anyone with a valid session. */
export const PERMISSIONS = [
  'public',
  'signed-in',
  'twin:read',
  'twin:open',
  'twin:simulate',
  'observation:write',
  'fhir:read',
  'fhir:write',
  'alert:read',
  'alert:act',
  'alert:budget',
  'model:read',
  'connector:read',
  'connector:act',
  'audit:read',
  'advice:read',
  'advice:answer',
  'app:read',
  'app:write',
  'record:replay',
  'record:backup',
] as const;

/** One of `PERMISSIONS`. */
export type Permission = (typeof PERMISSIONS)[number];
