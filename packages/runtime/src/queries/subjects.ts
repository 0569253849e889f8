// A subject as the whole of its twins.
import {
  type AbortSignalLike,
  addSeconds,
  formatInstant,
  type Instant,
  type SubjectRef,
  TwinwardError,
} from '@twinward/contract';
import type { Loop } from '../actor/loop.ts';
import type { TwinEntry } from '../actor/twin-entry.ts';
import { carried } from '../fold/carried.ts';
import { groupedBy } from '../grouped-by.ts';
import type { RuntimeContext } from '../runtime-context.ts';
import { couplingView } from '../show/coupling-view.ts';
import { quantityViews } from '../show/quantities.ts';
import { twinSummary } from '../show/twin-summary.ts';
import type { SubjectComparisonView } from '../views/subject-comparison-view.ts';
import type {
  ChangeView,
  CouplingView,
  SubjectSummary,
  SubjectTwinView,
  SubjectView,
} from '../views/subject-view.ts';
import type { TimelineView } from '../views/timeline-view.ts';
import { bySurety, changesOf, hasLearnt } from './changes.ts';
import { compareSubject, type SubjectWhatIf } from './compare-subject.ts';
import { pastState } from './past-state.ts';
import { type TimelineQuery, timeline } from './timeline.ts';

const DAY = 86_400;

/** Queries about subjects. All but `list` throw `resource.missing` for a subject that has no twin. */
export class Subjects {
  readonly #context: RuntimeContext;
  readonly #loop: Loop;

  constructor(context: RuntimeContext, loop: Loop) {
    this.#context = context;
    this.#loop = loop;
  }

  /** All subjects, in the order in which their first twins were opened. */
  list(): readonly SubjectSummary[] {
    const now = this.#context.clock.now();
    const bySubject = groupedBy(this.#context.directory.all, ({ opened }) => opened.subject.ref);
    return [...bySubject].map(([subject, entries]) => summaryOf(subject, entries, now));
  }

  /** One subject: its twins with what they estimate now, what feeds what, and what changed since an instant (24 hours ago). */
  async read(subject: SubjectRef, since?: Instant): Promise<SubjectView> {
    const entries = this.#entries(subject);
    const now = this.#context.clock.now();
    const then = since ?? addSeconds(now, -DAY);
    const changes = await Promise.all(entries.map((entry) => this.#changed(entry, then)));
    const twins = await Promise.all(entries.map((entry) => this.#twin(entry, now)));
    return {
      ...summaryOf(subject, entries, now),
      at: formatInstant(now),
      since: formatInstant(then),
      twins,
      couplings: this.couplings(subject),
      changed: changes.flatMap((own) => own ?? []).sort(bySurety),
      unknownThen: entries.filter((_, i) => changes[i] === null).map(({ opened }) => opened.twin),
    };
  }

  /** What the twins of a subject feed others and are fed. */
  couplings(subject: SubjectRef): readonly CouplingView[] {
    const { directory } = this.#context;
    const own = new Set<string>(this.#entries(subject).map(({ opened }) => opened.twin));
    return directory.couplings.all
      .filter(({ from, to }) => own.has(from.twin) || own.has(to.twin))
      .flatMap((coupling) => couplingView(directory, coupling));
  }

  /** What happened to a subject, newest first, in pages. */
  async timeline(subject: SubjectRef, query: TimelineQuery): Promise<TimelineView> {
    const entries = this.#entries(subject);
    return timeline(this.#context, (entry) => this.#loop.state(entry), subject, entries, query);
  }

  /** A what-if across all twins of a subject; see `compareSubject` for what it refuses. */
  async compare(
    subject: SubjectRef,
    whatIf: SubjectWhatIf,
    signal?: AbortSignalLike,
  ): Promise<SubjectComparisonView> {
    return compareSubject(this.#context, this.#loop, subject, whatIf, signal);
  }

  #entries(subject: SubjectRef): readonly TwinEntry[] {
    const entries = this.#context.directory.of(subject);
    if (entries.length > 0) return entries;
    throw new TwinwardError('resource.missing', `there is no twin of "${subject}"`, {
      field: 'subject',
      remedy: 'look it up in the list of subjects',
    });
  }

  async #twin(entry: TwinEntry, now: Instant): Promise<SubjectTwinView> {
    const { model } = entry;
    const state = await this.#loop.state(entry);
    const { lastObservedAt } = state;
    return {
      ...twinSummary(entry, now),
      observedAt: lastObservedAt === null ? null : formatInstant(lastObservedAt),
      age: lastObservedAt === null ? null : Math.max(0, (now - lastObservedAt) / 1000),
      outside: model.outsideValidity?.(state.belief) ?? [],
      quantities: quantityViews(model, state.belief),
      interventions: model.interventions,
      horizon: model.horizon.length,
    };
  }

  /** Null for a twin that had taken in nothing by then. */
  async #changed(entry: TwinEntry, then: Instant): Promise<readonly ChangeView[] | null> {
    const now = await this.#loop.state(entry);
    if (entry.opened.at > then || now.lastObservedAt === null) return null;
    const past = await pastState(this.#context, entry, { at: then });
    const state = carried(entry.model, past.state, then);
    return hasLearnt(state, then) ? changesOf(entry.model, state, now) : null;
  }
}

function summaryOf(subject: SubjectRef, entries: readonly TwinEntry[], now: Instant): SubjectSummary {
  return {
    subject,
    label: entries[0]!.opened.label,
    origins: [...new Set(entries.map(({ opened }) => opened.origin))],
    twins: entries.map((entry) => twinSummary(entry, now)),
  };
}
