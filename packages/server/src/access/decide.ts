// The single door: whether someone may do something, decided in one place for every request.
import type { SubjectRef } from '@twinward/contract';
import type { Actor } from './actor.ts';
import type { Permission } from './permission.ts';
import { ROLES } from './roles.ts';

/** The answer, with its reason for the audit trail. */
export interface Decision {
  readonly allowed: boolean;
  readonly reason: string;
  /** What to do about a denial; by default to ask for a role that may. */
  readonly remedy?: string;
}

/** Why a session that an EHR opened sees nothing else. */
export const CONFINED: Required<Decision> = {
  allowed: false,
  reason: 'the session was opened from an EHR about one patient, and is about that patient alone',
  remedy: 'open the other patient in the EHR; what is about nobody or everybody needs an account here',
};

/**
 * Whether an actor (null: nobody signed in) may do what a permission names to a target. The target is the subject, twin or
 * resource the request names; roles see every target alike, and nothing else decides. Only a session that an EHR opened about one patient is
 * narrowed: `subject` is whom the target is of (null: nobody, several, or no such thing), and has to be that patient, except of what is told to
 * anyone signed in and of models. It is left out only before it is known.
 *
 * @example
 * decide(null, 'twin:read', 'twin-1').allowed; // false
 */
export function decide(
  actor: Actor | null,
  permission: Permission,
  target: string,
  subject?: SubjectRef | null,
): Decision {
  if (permission === 'public') return { allowed: true, reason: 'open to all' };
  if (actor === null) return { allowed: false, reason: 'not signed in' };
  if (actor.grant !== undefined && !permission.startsWith('fhir:')) {
    return { allowed: false, reason: 'a token of SMART on FHIR is for FHIR alone' };
  }
  if (permission === 'signed-in') return { allowed: true, reason: 'signed in' };
  const role = ROLES[actor.role];
  if (role === undefined) return { allowed: false, reason: `role ${actor.role} does not exist` };
  if (target === '') return { allowed: false, reason: 'the request names no target' };
  if (!role.has(permission)) return { allowed: false, reason: `role ${actor.role} lacks ${permission}` };
  const { confinedTo } = actor;
  if (confinedTo !== undefined && permission !== 'model:read') {
    if (subject !== undefined && subject !== confinedTo) return CONFINED;
    return { allowed: true, reason: `role ${actor.role} has ${permission} for ${confinedTo}` };
  }
  return { allowed: true, reason: `role ${actor.role} has ${permission}` };
}
