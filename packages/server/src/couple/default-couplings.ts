// Couples the twins of a subject by the rules when both ends are there.
import type { Coupling, SubjectRef } from '@twinward/contract';
import { subjectRef, twinId } from '@twinward/contract';
import type { AuditRow, Clock, EventLog } from '@twinward/record';
import type { TwinRuntime } from '@twinward/runtime';
import type { CouplingRule } from './coupling-rules.ts';

/** What default couplings work with. */
export interface CouplingSources {
  readonly runtime: TwinRuntime;
  readonly events: Pick<EventLog, 'readSubject'>;
  readonly clock: Clock;
  readonly rules: readonly CouplingRule[];
  /** Told of a subject whose twins could not be coupled. */
  onTrouble(subject: string, error: unknown): void;
}

/**
 * Declares the couplings of the rules: once for the subjects there are, then whenever a twin opens. Each is recorded like any other. An input
 * that was ever coupled is left alone, so a coupling that someone ended stays ended.
 */
export class DefaultCouplings {
  readonly #sources: CouplingSources;
  readonly #stop: () => void;
  #working: Promise<void> = Promise.resolve();

  constructor(sources: CouplingSources) {
    this.#sources = sources;
    this.#stop = sources.runtime.onRecorded(({ event }) => {
      if (event.kind === 'twin-opened') this.#look(event.subject.ref);
    });
    for (const { subject } of sources.runtime.subjects.list()) this.#look(subjectRef(subject));
  }

  /** Resolves when all twins opened so far have been looked at. */
  async settled(): Promise<void> {
    await this.#working;
  }

  async close(): Promise<void> {
    this.#stop();
    await this.#working;
  }

  #look(subject: SubjectRef): void {
    this.#working = this.#working
      .then(() => this.#couple(subject))
      .catch((error: unknown) => this.#sources.onTrouble(subject, error));
  }

  async #couple(subject: SubjectRef): Promise<void> {
    const { runtime, events, rules } = this.#sources;
    const twins = runtime.subjects.list().find((own) => own.subject === subject)?.twins ?? [];
    const open = twins.filter(({ closedAt }) => closedAt === null);
    const wanted = rules.flatMap(({ from, to, delay, source }) => {
      const [above, below] = [from.model, to.model].map((name) => open.find(({ model }) => model === name));
      if (above === undefined || below === undefined) return [];
      const coupling: Coupling = {
        from: { twin: twinId(above.id), output: from.output },
        to: { twin: twinId(below.id), input: to.input },
        delay,
      };
      return [{ coupling, source }];
    });
    if (wanted.length === 0) return;
    const recorded = await events.readSubject(subject, { kinds: ['coupling'] });
    for (const { coupling, source } of wanted) {
      const { twin, input } = coupling.to;
      const known = recorded.some(
        ({ event }) =>
          event.kind === 'coupling' && event.coupling.to.twin === twin && event.coupling.to.input === input,
      );
      if (!known) await runtime.couple(coupling, false, [this.#auditRow(subject, source)]);
    }
  }

  #auditRow(target: string, reason: string): AuditRow {
    return {
      at: this.#sources.clock.now(),
      actor: 'coupling-rules',
      role: 'engineer',
      action: 'coupleTwins',
      target,
      allowed: true,
      reason: `coupled by default: ${reason}`.slice(0, 200),
      request: 'coupling-rules',
    };
  }
}
