import type { AuditRow, Clock } from '@twinward/record';
import type { Actor } from './actor.ts';
import { type Decision, decide } from './decide.ts';
import type { Permission } from './permission.ts';

/** What an access is about and who asks; it carries the decision and the one audit row. */
export class Access {
  readonly actor: Actor | null;
  readonly address: string;
  readonly permission: Permission;
  /** Where the token came from and what it was, so that a long stream can ask again whether it still stands. */
  readonly token: string | null;
  readonly #action: string;
  readonly #request: string;
  readonly #clock: Clock;
  #target: string;
  #decision: Decision;
  #taken = false;

  constructor(
    who: { readonly actor: Actor | null; readonly token: string | null; readonly address: string },
    what: { readonly permission: Permission; readonly action: string; readonly target: string },
    request: string,
    clock: Clock,
  ) {
    this.actor = who.actor;
    this.token = who.token;
    this.address = who.address;
    this.permission = what.permission;
    this.#action = what.action;
    this.#target = what.target;
    this.#request = request;
    this.#clock = clock;
    this.#decision = decide(this.actor, this.permission, this.#target);
  }

  /** Decides again now that the target is known. */
  narrow(target: string): Decision {
    this.#target = target;
    this.#decision = decide(this.actor, this.permission, target);
    return this.#decision;
  }

  get decision(): Decision {
    return this.#decision;
  }

  /** Whether somebody has taken the row and writes it. */
  get taken(): boolean {
    return this.#taken;
  }

  /** The audit row, once; whoever takes it writes it durably. */
  take(failure?: { readonly code: string; readonly denied: boolean }): readonly AuditRow[] {
    if (this.#taken) return [];
    this.#taken = true;
    const { allowed, reason } = this.#decision;
    return [
      {
        at: this.#clock.now(),
        actor: this.actor?.id ?? 'anonymous',
        role: this.actor?.role ?? 'none',
        action: this.#action,
        target: this.#target,
        allowed: allowed && failure?.denied !== true,
        reason: failure === undefined || !allowed ? reason : `${reason}; ended in ${failure.code}`,
        request: this.#request,
      },
    ];
  }
}
