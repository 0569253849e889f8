import type { SubjectRef } from '@twinward/contract';
import type { AuditRow, Clock } from '@twinward/record';
import type { Actor } from './actor.ts';
import { type Decision, decide } from './decide.ts';
import type { Permission } from './permission.ts';

/** What an access is about and who asks; it carries the decision and the audit row, one for each subject it touches. */
export class Access {
  readonly actor: Actor | null;
  readonly address: string;
  readonly permission: Permission;
  /** Where the token came from and what it was, so that a long stream can ask again whether it still stands. */
  readonly token: string | null;
  readonly #action: string;
  readonly #request: string;
  readonly #clock: Clock;
  #targets: readonly string[];
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
    this.#targets = [what.target];
    this.#request = request;
    this.#clock = clock;
    this.#decision = decide(this.actor, this.permission, what.target);
  }

  /** Decides again now that the targets are known, and whom each is of: all of them must be allowed. */
  narrow(
    targets: readonly string[],
    subjects: readonly (SubjectRef | null)[] = targets.map(() => null),
  ): Decision {
    this.#targets = targets;
    const decisions = targets.map((target, i) =>
      decide(this.actor, this.permission, target, subjects[i] ?? null),
    );
    this.#decision = decisions.find(({ allowed }) => !allowed) ?? decisions[0] ?? this.#decision;
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

  /** The audit rows of an access that is carried out; once. */
  take(): readonly AuditRow[] {
    if (this.#taken) return [];
    this.#taken = true;
    const { allowed, reason } = this.#decision;
    return this.#rows(allowed, reason);
  }

  /** The audit rows of an access that failed with a problem of this code. */
  failed(code: string): readonly AuditRow[] {
    const { allowed, reason } = this.#decision;
    return this.#rows(allowed && !code.startsWith('auth.'), allowed ? `${reason}; ended in ${code}` : reason);
  }

  #rows(allowed: boolean, reason: string): readonly AuditRow[] {
    const at = this.#clock.now();
    return this.#targets.map((target) => ({
      at,
      actor: this.actor?.id ?? 'anonymous',
      role: this.actor?.role ?? 'none',
      action: this.#action,
      target,
      allowed,
      reason,
      request: this.#request,
    }));
  }
}
