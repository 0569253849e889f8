// The single door: whether someone may do something, decided in one place for every request.
import type { Actor } from './actor.ts';
import type { Permission } from './permission.ts';
import { ROLES } from './roles.ts';

/** The answer, with its reason for the audit trail. */
export interface Decision {
  readonly allowed: boolean;
  readonly reason: string;
}

/**
 * Whether an actor (null: nobody signed in) may do what a permission names to a target. The target is the subject, twin or
 * resource the request names; roles see every target alike until consent and tenancy narrow it, and nothing else decides.
 *
 * @example
 * decide(null, 'twin:read', 'twin-1').allowed; // false
 */
export function decide(actor: Actor | null, permission: Permission, target: string): Decision {
  if (permission === 'public') return { allowed: true, reason: 'open to all' };
  if (actor === null) return { allowed: false, reason: 'not signed in' };
  if (actor.grant !== undefined && !permission.startsWith('fhir:')) {
    return { allowed: false, reason: 'a token of SMART on FHIR is for FHIR alone' };
  }
  if (permission === 'signed-in') return { allowed: true, reason: 'signed in' };
  const role = ROLES[actor.role];
  if (role === undefined) return { allowed: false, reason: `role ${actor.role} does not exist` };
  if (target === '') return { allowed: false, reason: 'the request names no target' };
  return role.has(permission)
    ? { allowed: true, reason: `role ${actor.role} has ${permission}` }
    : { allowed: false, reason: `role ${actor.role} lacks ${permission}` };
}
