// Messages as they came in, in memory.
import type {
  InboundDraft,
  InboundLine,
  InboundMessage,
  InboxCount,
  InboxQuery,
  InboxStore,
  Settlement,
  SubjectLink,
  Taken,
} from '../ports/inbox-store.ts';

/** The inbox of one process. */
export class MemoryInboxStore implements InboxStore {
  readonly #messages = new Map<string, InboundMessage>();
  readonly #keys = new Map<string, string>();
  readonly #links = new Map<string, SubjectLink>();

  async take(drafts: readonly InboundDraft[]): Promise<readonly Taken[]> {
    return drafts.map((draft) => {
      const key = `${draft.connector}\u0000${draft.key}`;
      const known = this.#messages.get(this.#keys.get(key) ?? '');
      if (known !== undefined) {
        const { id, state, sha256, reason } = known;
        return { id, fresh: false, state, sha256, reason };
      }
      const place = this.#messages.size + 1;
      this.#messages.set(draft.id, {
        ...draft,
        bytes: Uint8Array.from(draft.bytes),
        place,
        state: 'received',
        settledAt: null,
        what: '',
        subject: null,
        reason: '',
        outcome: null,
      });
      this.#keys.set(key, draft.id);
      return { id: draft.id, fresh: true, state: 'received' as const, sha256: draft.sha256, reason: '' };
    });
  }

  async settle(settlements: readonly Settlement[]): Promise<void> {
    for (const { id, at, outcome, links = [], ...rest } of settlements) {
      for (const link of links) this.#links.set(link.key, link);
      const known = this.#messages.get(id);
      if (known === undefined) continue;
      this.#messages.set(id, {
        ...known,
        ...rest,
        settledAt: at,
        outcome: JSON.parse(JSON.stringify(outcome ?? null)) as unknown,
      });
    }
  }

  async list({
    limit,
    connector,
    state,
    before = Number.POSITIVE_INFINITY,
  }: InboxQuery): Promise<readonly InboundLine[]> {
    return [...this.#messages.values()]
      .filter(
        (one) =>
          (connector === undefined || one.connector === connector) &&
          (state === undefined || one.state === state) &&
          one.place < before,
      )
      .sort((a, b) => b.place - a.place)
      .slice(0, limit)
      .map(({ bytes: _, outcome: __, ...line }) => line);
  }

  async byId(id: string): Promise<InboundMessage | null> {
    return this.#messages.get(id) ?? null;
  }

  async counts(): Promise<readonly InboxCount[]> {
    const counts = new Map<string, InboxCount>();
    for (const { connector, state } of this.#messages.values()) {
      const key = `${connector} ${state}`;
      counts.set(key, { connector, state, count: (counts.get(key)?.count ?? 0) + 1 });
    }
    return [...counts.values()];
  }

  async link(link: SubjectLink): Promise<void> {
    this.#links.set(link.key, link);
  }

  async links(): Promise<readonly SubjectLink[]> {
    return [...this.#links.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  }
}
