import { PERMISSIONS, type Permission } from './permission.ts';

/** What each role may do beside what anyone signed in may. */
export const ROLES: Readonly<Record<string, ReadonlySet<Permission>>> = {
  clinician: new Set([
    'twin:read',
    'twin:simulate',
    'observation:write',
    'fhir:read',
    'fhir:write',
    'alert:read',
    'alert:act',
    'alert:budget',
    'model:read',
  ]),
  /** Runs the hospital: beds, flow and what would be done about them. */
  operations: new Set(['twin:read', 'twin:simulate', 'alert:read', 'model:read']),
  researcher: new Set(['twin:read', 'twin:simulate', 'alert:read', 'model:read']),
  engineer: new Set([
    'twin:read',
    'twin:open',
    'observation:write',
    'fhir:read',
    'fhir:write',
    'alert:read',
    'connector:read',
    'connector:act',
    'model:read',
    'record:replay',
  ]),
  /** A system that shows what twins say to its own users, by CDS Hooks. */
  'cds-client': new Set(['advice:read', 'advice:answer']),
  /** A system that acts on its own behalf, within the scopes it was granted. */
  backend: new Set(['fhir:read', 'fhir:write']),
  'privacy-officer': new Set(['app:read', 'audit:read', 'model:read']),
  administrator: new Set(PERMISSIONS),
};

/** The permissions of a role, sorted; none for a role that does not exist. */
export function permissionsOf(role: string): readonly Permission[] {
  return [...(ROLES[role] ?? [])].sort();
}
