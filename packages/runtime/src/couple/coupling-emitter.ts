// What a twin's updates feed into the twins coupled to it, written into the record so that their replay needs nothing else.
import { addSeconds, type Coupling, type InputReceived, type Instant } from '@twinward/contract';
import type { Append } from '@twinward/record';
import { philox, seedFrom } from '@twinward/simulate';
import type { TwinEntry } from '../actor/twin-entry.ts';
import { dedupeKey } from '../dedupe-key.ts';
import type { TwinState } from '../fold/twin-state.ts';
import type { RuntimeContext } from '../runtime-context.ts';
import { coupledValues } from './coupled-values.ts';

/** Per coupling: when it last fed, and the instants it fed from before the twin was taken back, which need new words. */
interface Feed {
  last: Instant | null;
  stale: Instant[];
}

/**
 * Feeds coupled twins while the upstream twin is hot: at most once per step of its model's grid of effective time, and again
 * wherever it had fed them what late or corrected data have since changed.
 */
export class CouplingEmitter {
  readonly #context: RuntimeContext;
  readonly #entry: TwinEntry;
  readonly #known: () => number;
  readonly #feeds = new Map<string, Feed>();
  #appends: Append[] = [];
  #before: TwinState | null = null;

  /** `known` gives the position of the record the upstream twin has considered. */
  constructor(context: RuntimeContext, entry: TwinEntry, known: () => number) {
    this.#context = context;
    this.#entry = entry;
    this.#known = known;
  }

  /** The twin was taken back to this state, or has just been loaded: what was fed after it is looked up. */
  async rewound(base: TwinState): Promise<void> {
    this.#before = base;
    const { at } = base.belief;
    for (const coupling of this.#couplings()) {
      const instants = await this.#fedFrom(coupling, addSeconds(at, -this.#entry.model.horizon.step));
      const feed = this.#feedOf(coupling);
      feed.last = instants.findLast((instant) => instant <= at) ?? null;
      feed.stale = instants.filter((instant) => instant > at);
    }
  }

  /** What is done to the upstream twin shows in its next reading. */
  acted(): void {}

  /** After a reading of the upstream twin. */
  read(state: TwinState): void {
    const { at } = state.belief;
    for (const coupling of this.#couplings()) {
      const feed = this.#feedOf(coupling);
      if (this.#before !== null) this.#renew(coupling, this.#before, (instant) => instant < at);
      const again = feed.stale[0] === at;
      if (again) feed.stale.shift();
      const due = feed.last === null || at - feed.last >= this.#entry.model.horizon.step * 1000;
      if (again || due) this.#feed(coupling, state, at);
    }
    this.#before = state;
  }

  /**
   * Writes what has gathered. At the end of a fold also what was fed from instants the twin no longer reaches, and what a new coupling
   * has not been fed yet.
   */
  async settle(state: TwinState, done: boolean): Promise<void> {
    if (done) {
      for (const coupling of this.#couplings()) {
        this.#renew(coupling, state, () => true);
        const unfed = this.#feedOf(coupling).last === null && state.lastObservedAt !== null;
        if (unfed) this.#feed(coupling, state, state.belief.at);
      }
    }
    if (this.#appends.length === 0) return;
    const appends = this.#appends;
    this.#appends = [];
    await this.#context.record.events.append(appends);
  }

  #couplings(): readonly Coupling[] {
    const { directory } = this.#context;
    return directory.couplings
      .outOf(this.#entry.opened.twin)
      .filter(({ to }) => directory.has(to.twin) && directory.get(to.twin).closed === null);
  }

  #feedOf({ to }: Coupling): Feed {
    const key = JSON.stringify([to.twin, to.input]);
    const feed = this.#feeds.get(key) ?? { last: null, stale: [] };
    this.#feeds.set(key, feed);
    return feed;
  }

  /** The instants, rising, from which this twin has fed a coupled one since `from`. */
  async #fedFrom({ delay, to, from: source }: Coupling, from: Instant): Promise<Instant[]> {
    const { ref } = this.#context.directory.get(to.twin).opened.subject;
    const query = { from: addSeconds(from, delay), kinds: ['input'] } as const;
    const events = await this.#context.record.events.readSubject(ref, query);
    const instants = events.flatMap(({ event }) =>
      event.kind === 'input' &&
      event.twin === to.twin &&
      event.input === to.input &&
      event.from.twin === source.twin
        ? [addSeconds(event.at, -delay)]
        : [],
    );
    return [...new Set(instants)].sort((a, b) => a - b);
  }

  #renew(coupling: Coupling, state: TwinState, passed: (instant: Instant) => boolean): void {
    const { stale } = this.#feedOf(coupling);
    while (stale[0] !== undefined && passed(stale[0])) this.#feed(coupling, state, stale.shift()!);
  }

  #feed(coupling: Coupling, state: TwinState, at: Instant): void {
    const target = this.#context.directory.get(coupling.to.twin);
    this.#feedOf(coupling).last = at;
    const event: InputReceived = {
      kind: 'input',
      twin: coupling.to.twin,
      input: coupling.to.input,
      at: addSeconds(at, coupling.delay),
      values: coupledValues(
        coupling,
        this.#entry.model,
        target.model,
        state.belief,
        target.opened.members,
        philox(seedFrom(state.seed, 'feed', state.belief.at)),
      ),
      from: { twin: state.twin, seq: this.#known() },
    };
    const subject = target.opened.subject.ref;
    this.#appends.push({ subject, event, dedupe: dedupeKey(subject, event) });
  }
}
