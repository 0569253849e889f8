// Insights become FHIR resources of the record while somebody has subscribed to them; for nobody, nothing is written.
import type { JsonObject } from '@twinward/connect/fhir';
import { type RecordedEvent, TwinwardError } from '@twinward/contract';
import { FhirEndpoint, type FhirServices } from '../fhir/fhir-endpoint.ts';
import { saysTheSame } from '../fhir/says-the-same.ts';
import { alertInsight } from './alert-insight.ts';

/** What an alert becomes. */
export const INSIGHT_TYPES: readonly string[] = [
  'Flag',
  'DetectedIssue',
  'RiskAssessment',
  'Task',
  'Communication',
  'Provenance',
];
/** Milliseconds until an alert that could not be written is written, and how often that is tried. */
const AGAIN = 1000;
const TRIES = 30;

/** Follows the alerts of the record. */
export class InsightWriter {
  readonly #services: FhirServices;
  readonly #wanted: () => boolean;
  readonly #waiting = new Set<string>();
  readonly #stopListening: () => void;
  #work: Promise<void> | null = null;
  #closed = false;

  /** `wanted` says whether anybody has subscribed. What was raised while no server ran is looked through at once. */
  constructor(services: FhirServices, wanted: () => boolean) {
    this.#services = services;
    this.#wanted = wanted;
    this.#stopListening = services.record.events.onCommit((events) => this.#hear(events));
    if (wanted()) {
      for (const { id } of services.runtime.alerts.list({ status: 'open' }).alerts) this.#waiting.add(id);
      this.#wake();
    }
  }

  /** Waits until what is known so far is written. */
  async settled(): Promise<void> {
    while (this.#work !== null) await this.#work;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#stopListening();
    await this.#work;
  }

  #hear(events: readonly RecordedEvent[]): void {
    for (const { event } of events)
      if (event.kind === 'alert' && this.#wanted()) this.#waiting.add(event.alert);
    this.#wake();
  }

  #wake(): void {
    if (this.#closed || this.#work !== null || this.#waiting.size === 0) return;
    this.#work = this.#run().finally(() => {
      this.#work = null;
      this.#wake();
    });
  }

  async #run(): Promise<void> {
    for (const id of this.#waiting) {
      this.#waiting.delete(id);
      for (let tries = 1; tries <= TRIES && !this.#closed; tries++) {
        try {
          await this.#write(id);
          break;
        } catch (error) {
          // Gone, or of a model that is no longer there: there is nothing to say.
          if (!(error instanceof TwinwardError) || !/^(record\.|resource\.conflict)/.test(error.code)) break;
          await new Promise((next) => setTimeout(next, AGAIN));
        }
      }
    }
  }

  async #write(id: string): Promise<void> {
    const { record, wallClock } = this.#services;
    const endpoint = new FhirEndpoint(this.#services, '');
    const { entry } = await alertInsight(id, '', this.#services);
    const prepared = [];
    for (const { resource } of entry) {
      const before = await record.resources.read(resource.resourceType, resource.id);
      if (before !== null && !before.deleted && saysTheSame(before, resource as JsonObject)) continue;
      prepared.push(endpoint.prepareOver(resource.resourceType, resource.id, resource, before));
    }
    if (prepared.length === 0) return;
    const at = wallClock.now();
    await endpoint.commit(
      prepared,
      prepared.map(({ write }) => ({
        at,
        actor: 'twinward',
        role: 'system',
        action: 'fhir insight',
        target: `${write.type}/${write.id}`,
        allowed: true,
        reason: `of alert ${id}`,
        request: '',
      })),
    );
  }
}
