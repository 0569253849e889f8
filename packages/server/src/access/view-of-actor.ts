import { formatInstant, instant } from '@twinward/contract';
import type { SessionView } from '../schemas/session-schema.ts';
import type { Actor } from './actor.ts';
import { permissionsOf } from './roles.ts';

/** An actor as shown to themselves; the token only at the moment it was made. */
export function viewOfActor(actor: Actor, token: string | null): SessionView {
  return {
    name: actor.name,
    displayName: actor.displayName,
    role: actor.role,
    permissions: permissionsOf(actor.role),
    expiresAt: actor.expiresAt === null ? null : formatInstant(instant(actor.expiresAt)),
    token,
    confinedTo: actor.confinedTo ?? null,
  };
}
