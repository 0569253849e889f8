// A subject as the whole of its twins.
import {
  type AbortSignalLike,
  addSeconds,
  formatInstant,
  type Instant,
  type RecordedEvent,
  type SubjectRef,
  TwinwardError,
} from '@twinward/contract';
import type { Loop } from '../actor/loop.ts';
import type { TwinEntry } from '../actor/twin-entry.ts';
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
import { ComparisonRuns } from './comparison-runs.ts';
import { PastStates } from './past-states.ts';
import type { RunStore } from './run-store.ts';
import { type TimelineQuery, timeline } from './timeline.ts';

const DAY = 86_400;
/** Milliseconds of the grid on which yesterday is looked at, so that what was folded for one look serves the next. */
const LOOKS = 900_000;

/** Queries about subjects. All but `list` throw `resource.missing` for a subject that has no twin. */
export class Subjects {
  readonly #context: RuntimeContext;
  readonly #loop: Loop;
  readonly #past: PastStates;
  /** What-ifs as work that tells how far it is. */
  readonly runs: ComparisonRuns;

  constructor(context: RuntimeContext, loop: Loop, runs: RunStore) {
    this.#context = context;
    this.#loop = loop;
    this.#past = new PastStates(context);
    this.runs = new ComparisonRuns(context, loop, runs);
  }

  /** To be told of everything recorded: what was known of the past may no longer hold. */
  recorded(event: RecordedEvent): void {
    this.#past.recorded(event);
  }

  /** All subjects, in the order in which their first twins were opened. */
  list(): readonly SubjectSummary[] {
    const now = this.#context.clock.now();
    const bySubject = groupedBy(this.#context.directory.all, ({ opened }) => opened.subject.ref);
    return [...bySubject].map(([subject, entries]) => summaryOf(subject, entries, now));
  }

  /**
   * One subject, at once: its twins with what they estimate now, what feeds what, and what changed since an instant (24 hours ago). A twin that
   * still folds is told as it stands, as catching up; one whose past must be folded first is among `comparing` until it is.
   */
  async read(subject: SubjectRef, since?: Instant): Promise<SubjectView> {
    const entries = this.#entries(subject);
    const now = this.#context.clock.now();
    const then = since ?? ((Math.floor(addSeconds(now, -DAY) / LOOKS) * LOOKS) as Instant);
    const changes = await Promise.all(entries.map((entry) => this.#changed(entry, then)));
    const twins = await Promise.all(entries.map((entry) => this.#twin(entry, now)));
    return {
      ...summaryOf(subject, entries, now),
      at: formatInstant(now),
      since: formatInstant(then),
      twins,
      couplings: this.couplings(subject),
      changed: changes.flatMap((own) => (Array.isArray(own) ? own : [])).sort(bySurety),
      unknownThen: twinsOf(entries, (i) => changes[i] === 'unknown'),
      comparing: twinsOf(entries, (i) => changes[i] === 'comparing'),
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
    const stateOf = async (entry: TwinEntry) => (await this.#loop.glimpse(entry)).state;
    return timeline(this.#context, stateOf, subject, entries, query);
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
    const { state, catchingUp } = await this.#loop.glimpse(entry);
    const { lastObservedAt } = state;
    return {
      ...twinSummary(entry, now),
      catchingUp,
      observedAt: lastObservedAt === null ? null : formatInstant(lastObservedAt),
      age: lastObservedAt === null ? null : Math.max(0, (now - lastObservedAt) / 1000),
      outside: model.outsideValidity?.(state.belief) ?? [],
      quantities: quantityViews(model, state.belief),
      interventions: model.interventions,
      horizon: model.horizon.length,
    };
  }

  /** What changed; or that a twin had taken in nothing by then, or that its past is still being folded. */
  async #changed(entry: TwinEntry, then: Instant): Promise<readonly ChangeView[] | 'unknown' | 'comparing'> {
    const { state: now } = await this.#loop.glimpse(entry);
    if (entry.opened.at > then || now.lastObservedAt === null) return 'unknown';
    const state = await this.#past.at(entry, then);
    if (state === null) return 'comparing';
    return hasLearnt(state, then) ? changesOf(entry.model, state, now) : 'unknown';
  }
}

function twinsOf(entries: readonly TwinEntry[], which: (index: number) => boolean): readonly string[] {
  return entries.filter((_, i) => which(i)).map(({ opened }) => opened.twin);
}

function summaryOf(subject: SubjectRef, entries: readonly TwinEntry[], now: Instant): SubjectSummary {
  return {
    subject,
    label: entries[0]!.opened.label,
    origins: [...new Set(entries.map(({ opened }) => opened.origin))],
    twins: entries.map((entry) => twinSummary(entry, now)),
  };
}
