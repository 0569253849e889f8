import { PERMISSIONS, type Permission } from './permission.ts';

/** What each role may do beside what anyone signed in may. */
export const ROLES: Readonly<Record<string, ReadonlySet<Permission>>> = {
  clinician: new Set(['twin:read', 'twin:simulate', 'observation:write', 'model:read']),
  researcher: new Set(['twin:read', 'twin:simulate', 'model:read']),
  engineer: new Set(['twin:read', 'twin:open', 'observation:write', 'model:read', 'record:replay']),
  'privacy-officer': new Set(['audit:read', 'model:read']),
  administrator: new Set(PERMISSIONS),
};

/** The permissions of a role, sorted; none for a role that does not exist. */
export function permissionsOf(role: string): readonly Permission[] {
  return [...(ROLES[role] ?? [])].sort();
}
