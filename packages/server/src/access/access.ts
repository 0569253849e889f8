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
  #settled = false;

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

  /** Whether somebody has taken the row to write it with their effect. */
  get taken(): boolean {
    return this.#taken;
  }

  /** Whether the row is durable; until then a failure writes it, taken or not. */
  get settled(): boolean {
    return this.#settled;
  }

  settle(): void {
    this.#settled = true;
  }

  /** The audit row of an access that is carried out; once. */
  take(): readonly AuditRow[] {
    if (this.#taken) return [];
    this.#taken = true;
    const { allowed, reason } = this.#decision;
    return [this.#row(allowed, reason)];
  }

  /** The audit row of an access that failed with a problem of this code. */
  failed(code: string): AuditRow {
    const { allowed, reason } = this.#decision;
    return this.#row(allowed && !code.startsWith('auth.'), allowed ? `${reason}; ended in ${code}` : reason);
  }

  #row(allowed: boolean, reason: string): AuditRow {
    return {
      at: this.#clock.now(),
      actor: this.actor?.id ?? 'anonymous',
      role: this.actor?.role ?? 'none',
      action: this.#action,
      target: this.#target,
      allowed,
      reason,
      request: this.#request,
    };
  }
}
