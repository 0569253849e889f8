import type { BpmnElement } from 'bpmn-moddle';
import type { LabelledValue } from '../model/basis.ts';
import { bpsimValues, isoMinutes } from './bpsim-values.ts';
import { type DrawingNeed, needName } from './drawing-need.ts';
import { eventOf, isEmpty, isFlow, kindOf, refuseInstant, TASKS, unsupported } from './drawn-element.ts';
import { DrawnGraph, targetOf } from './drawn-graph.ts';
import { firstEvent } from './first-event.ts';
import { repetition } from './repetition.ts';
import { timedTask } from './timed-task.ts';

/** Events that come at a time of their own, and may be waited for. */
const AWAITED = new Set([
  'TimerEventDefinition',
  'MessageEventDefinition',
  'SignalEventDefinition',
  'ConditionalEventDefinition',
]);
/** Why elements that look like others are not read, and what to draw instead. */
const UNREAD: Readonly<Record<string, readonly [string, string?]>> = {
  InclusiveGateway: [
    'an inclusive gateway: which of its ways are gone together is not drawn',
    'draw a parallel gateway, each of whose ways begins with an exclusive one',
  ],
  ComplexGateway: [
    'a complex gateway: when it goes on is not drawn',
    'draw it with exclusive and parallel gateways',
  ],
  AdHocSubProcess: [
    'an ad-hoc sub-process: in which order its tasks are done is not drawn',
    'draw the order as a sub-process',
  ],
  Transaction: [
    'a transaction: when it is taken back is not drawn',
    'draw it as a sub-process, with what takes it back behind a gateway',
  ],
};
/** What is drawn and is no step. */
const NO_STEPS = new Set(['DataObject', 'DataObjectReference', 'DataStoreReference', 'TextAnnotation']);

/** What a drawing made by another tool says of a hospital. */
export interface ForeignDrawing {
  readonly name: string;
  readonly resources: Readonly<Record<string, unknown>>;
  readonly sources: Readonly<Record<string, unknown>>;
  readonly nodes: Readonly<Record<string, unknown>>;
  readonly needs: readonly DrawingNeed[];
  /** Of the needs, those that the file answers, in minutes. */
  readonly given: Readonly<Record<string, LabelledValue>>;
}

/**
 * Reads a process that is no export of ours. A start is a source, a task or a timer a delay, a lane is staff whom its tasks need, an exclusive
 * gateway draws its way, a parallel one sends parts of the patient on that wait for each other where they join, a sub-process stands
 * for what is drawn in it. A timer on the edge of a task cuts the task short, waiting for who works on it or under way; of events at an
 * event-based gateway the first decides; a loop is done again by a share, as by a way that leads back. Throws `request.unsupported`, naming the element, for what does not run as it is drawn.
 */
export function readForeignDrawing(root: BpmnElement, drawn: BpmnElement): ForeignDrawing {
  return new Reader(root, drawn).read();
}

class Reader {
  readonly #root: BpmnElement;
  readonly #drawn: BpmnElement;
  readonly #graph: DrawnGraph;
  readonly #needs: DrawingNeed[] = [];
  readonly #given: Record<string, LabelledValue> = {};
  readonly #nodes: Record<string, unknown> = {};
  readonly #sources: Record<string, unknown> = {};

  constructor(root: BpmnElement, drawn: BpmnElement) {
    this.#root = root;
    this.#drawn = drawn;
    this.#graph = new DrawnGraph(drawn);
  }

  read(): ForeignDrawing {
    for (const element of this.#graph.elements) this.#add(element);
    const resources = Object.fromEntries(
      this.#graph.lanes.map((lane) => {
        const name = lane.name ?? lane.id!;
        return [name, { capacity: this.#value({ kind: 'units', of: name, id: lane.id! }), kind: 'staff' }];
      }),
    );
    return {
      name: this.#drawn.name ?? 'Imported process',
      resources,
      sources: this.#sources,
      nodes: this.#nodes,
      needs: this.#needs,
      given: { ...this.#given, ...bpsimValues(this.#root, this.#needs) },
    };
  }

  #add(element: BpmnElement): void {
    const kind = kindOf(element);
    const id = this.#called(element);
    if (isFlow(element) || NO_STEPS.has(kind)) return;
    const ways = this.#graph.ways(element);
    const passed = { do: 'change', set: {}, ...this.#next(element) };
    if (kind === 'StartEvent') this.#start(element, ways);
    else if (kind === 'EndEvent') this.#nodes[id] = this.#end(element);
    else if (kind === 'ExclusiveGateway' || (kind === 'InclusiveGateway' && ways.length < 2))
      this.#nodes[id] = ways.length < 2 ? passed : this.#choice(element, ways);
    else if (kind === 'ParallelGateway') this.#parallel(element, ways);
    else if (kind === 'EventBasedGateway') this.#await(element, ways);
    else if (kind === 'IntermediateThrowEvent' || kind === 'BoundaryEvent' || this.#passes(element))
      this.#nodes[id] = passed;
    else if (kind === 'IntermediateCatchEvent' || kind === 'SubProcess' || TASKS.has(kind))
      this.#activity(element, kind, ways);
    else {
      const [what, remedy] = UNREAD[kind] ?? [`a ${kind}, which is not read`];
      throw unsupported(element, what, remedy);
    }
  }

  /** Whether an event takes no time of its own: where a link leads to, or what a gateway waits for. */
  #passes(element: BpmnElement): boolean {
    if (kindOf(element) !== 'IntermediateCatchEvent') return false;
    return eventOf(element) === 'LinkEventDefinition' || this.#gatewayOf(element) !== undefined;
  }

  #gatewayOf(event: BpmnElement): BpmnElement | undefined {
    const into = this.#graph.into(event);
    return into.map(({ sourceRef }) => sourceRef!).find((source) => kindOf(source) === 'EventBasedGateway');
  }

  #end(element: BpmnElement): unknown {
    const ends = [...this.#graph.forks].find(([, { sides }]) => sides.has(element));
    if (ends !== undefined && eventOf(element) === 'TerminateEventDefinition')
      throw unsupported(
        element,
        'an end of everything that is done at once, whatever is under way',
        'let the parallel ways join, and end behind that',
      );
    const outer = this.#graph.inside.get(element);
    if (outer === undefined) return { do: 'end', outcome: element.name ?? 'done' };
    return { do: 'change', set: {}, ...this.#next(outer) };
  }

  #start(element: BpmnElement, ways: readonly BpmnElement[]): void {
    if (this.#graph.inside.has(element)) return;
    if (ways.length !== 1) throw unsupported(element, 'a start with other than one way on');
    const starts = this.#graph.elements.filter(
      (one) => kindOf(one) === 'StartEvent' && !this.#graph.inside.has(one),
    );
    const of = element.name === undefined && starts.length === 1 ? 'patient' : this.#called(element);
    const every = this.#value({ kind: 'interval', of, id: element.id! });
    this.#timed(element.eventDefinitions?.[0]?.timeCycle, every.parameter);
    this.#sources[of] = { every, first: this.#into(ways[0]!) };
  }

  #choice(element: BpmnElement, ways: readonly BpmnElement[]): unknown {
    const rest = ways.find((flow) => flow === element.default) ?? ways[0]!;
    const drawn = ways
      .filter((flow) => flow !== rest)
      .map((flow) => ({
        probability: this.#value({ kind: 'share', of: this.#graph.flowName(element, flow), id: flow.id! }),
        to: this.#into(flow),
      }));
    return { do: 'route', by: 'probability', ways: drawn, next: this.#into(rest) };
  }

  /** Parts of the patient go the other ways; where all ways join, parts end and the patient waits for them. */
  #parallel(element: BpmnElement, ways: readonly BpmnElement[]): void {
    const id = this.#called(element);
    const joined = [...this.#graph.forks].filter(([, { join }]) => join === element).map(([fork]) => fork);
    const apart = this.#graph.forks.get(element)?.join === null;
    if (apart && this.#graph.inside.has(element))
      throw unsupported(
        element,
        'the beginning of parallel ways that end apart within a sub-process, which is over when the last of them is',
        'let them join before the end of the sub-process',
      );
    let next = this.#next(element);
    for (const [k, flow] of [...ways.entries()].slice(1).reverse()) {
      const first = `${id} part ${k + 1}`;
      this.#nodes[first] = { do: 'change', set: { [partOf(id)]: 1 }, next: this.#into(flow) };
      const split = {
        do: 'split',
        name: `${id} ${k + 1}`,
        first,
        ...(apart ? { apart } : {}),
      };
      this.#nodes[`${id} splits ${k + 1}`] = { ...split, ...next };
      next = { next: `${id} splits ${k + 1}` };
    }
    if (joined.length === 0) {
      this.#nodes[id] = { do: 'change', set: {}, ...next };
      return;
    }
    // where it is drawn who comes by which way, nobody has to be asked
    if (this.#graph.into(element).some((flow) => this.#graph.comesAs(flow) === null))
      this.#nodes[id] = {
        do: 'route',
        by: 'condition',
        ways: joined.map((one) => ({
          when: { attribute: partOf(this.#called(one)), atLeast: 1 },
          to: `${id} ends`,
        })),
        next: `${id} joins`,
      };
    this.#nodes[`${id} ends`] = { do: 'end', outcome: 'joined' };
    this.#nodes[`${id} joins`] = { do: 'join', ...next };
  }

  /** What is waited for at an event-based gateway; the first to come decides. */
  #await(gateway: BpmnElement, ways: readonly BpmnElement[]): void {
    if (gateway.instantiate === true || gateway.eventGatewayType === 'Parallel')
      throw unsupported(
        gateway,
        'a gateway that begins the process',
        'draw a start event, and the gateway behind it',
      );
    if (ways.length < 2)
      throw unsupported(gateway, 'a gateway of less than two events', 'draw the event alone, or another');
    const events = ways.map(targetOf);
    for (const event of events) {
      const into = this.#graph.into(event);
      if (kindOf(event) !== 'IntermediateCatchEvent' || !AWAITED.has(eventOf(event) ?? ''))
        throw unsupported(
          event,
          'no event that comes at a time of its own, as an event-based gateway waits for',
          'draw a timer, message, signal or condition that is caught; who works is waited for behind it',
        );
      refuseInstant(event);
      if (into.length > 1)
        throw unsupported(
          event,
          'waited for at a gateway and come to by another way too',
          'draw the event for each of them',
        );
    }
    const awaited = events.map((event) => ({ name: this.#called(event), time: this.#time(event) }));
    Object.assign(this.#nodes, firstEvent(this.#called(gateway), this.#begins(gateway), awaited));
  }

  /** A task, an event, or a sub-process, done again if it is drawn so. */
  #activity(element: BpmnElement, kind: string, ways: readonly BpmnElement[]): void {
    const id = this.#called(element);
    if (ways.length > 1)
      throw unsupported(
        element,
        'a step with several ways on, which is not read',
        'put a gateway between them',
      );
    if (element.loopCharacteristics !== undefined) this.#repeated(element, element.loopCharacteristics);
    if (kind === 'SubProcess' && !isEmpty(element)) {
      this.#nodes[id] = { do: 'change', set: {}, next: this.#enter(this.#graph.first(element)) };
      return;
    }
    const time = this.#time(element);
    const lane = kind === 'IntermediateCatchEvent' ? undefined : this.#graph.laneOf(element);
    const next = this.#next(element);
    const timer = this.#graph.timers.get(element);
    if (timer !== undefined) {
      if (this.#graph.ways(timer).length > 1)
        throw unsupported(
          timer,
          'a timer with several ways on, which is not read',
          'put a gateway between them',
        );
      const [begins, limit, late] = [this.#begins(element), this.#time(timer), this.#called(timer)];
      Object.assign(this.#nodes, timedTask({ id, begins, lane, time, limit, late, ...next }));
    } else if (lane === undefined) this.#nodes[id] = { do: 'delay', time, ...next };
    else {
      this.#nodes[id] = { do: 'seize', units: { [lane]: 1 }, next: `${id}, work` };
      this.#nodes[`${id}, work`] = { do: 'delay', time, next: `${id}, done` };
      this.#nodes[`${id}, done`] = { do: 'release', units: [lane], ...next };
    }
  }

  #repeated(element: BpmnElement, loop: BpmnElement): void {
    const id = this.#called(element);
    const often = /^\s*\d+\s*$/.test(loop.loopCardinality?.body ?? '')
      ? Number(loop.loopCardinality!.body)
      : null;
    const standard = kindOf(loop) === 'StandardLoopCharacteristics';
    if (!standard && (loop.isSequential !== true || often === null || often < 1))
      throw unsupported(
        element,
        loop.isSequential === true
          ? 'done several times, how often is not drawn as a number'
          : 'done several times at once, by as many as there are',
        'give a whole number as its loop cardinality, one after the other, or draw the repetition with an exclusive gateway',
      );
    const [again] = this.#onward(element);
    const share = standard
      ? this.#value({ kind: 'share', of: `${id}, again`, id: loop.id ?? `${element.id!} loop` })
      : null;
    Object.assign(
      this.#nodes,
      repetition({
        id,
        begins: this.#begins(element),
        ends: `${id}, over`,
        share,
        before: loop.testBefore === true,
        most: standard ? (loop.loopMaximum ?? null) : often,
        ...(again === undefined ? {} : { next: again }),
      }),
    );
  }

  /** How long an element takes, or until it comes. */
  #time(element: BpmnElement): { readonly parameter: string } {
    const kind = kindOf(element).endsWith('Event') ? 'after' : 'time';
    const time = this.#value({ kind, of: this.#called(element), id: element.id! });
    this.#timed(element.eventDefinitions?.[0]?.timeDuration, time.parameter);
    return time;
  }

  /** A timer that says how long answers its need. */
  #timed(expression: BpmnElement | undefined, parameter: string): void {
    const minutes = isoMinutes(expression?.body ?? '');
    if (minutes !== null && minutes > 0)
      this.#given[parameter] = { value: minutes, basis: 'assumed', source: 'a timer of the file' };
  }

  #value(need: DrawingNeed): { readonly parameter: string } {
    this.#needs.push(need);
    return { parameter: needName(need) };
  }

  /** The node that an element leads to first; none where a patient leaves. */
  #onward(element: BpmnElement): readonly string[] {
    return this.#graph
      .ways(element)
      .slice(0, 1)
      .map((flow) => this.#into(flow));
  }

  /** What is next to an element each time that it is done. */
  #next(element: BpmnElement): { readonly next?: string } {
    if (element.loopCharacteristics !== undefined) return { next: `${this.#called(element)}, over` };
    const [next] = this.#onward(element);
    return next === undefined ? {} : { next };
  }

  /** The node that a way leads into. */
  #into(flow: BpmnElement): string {
    const as = this.#graph.comesAs(flow);
    if (as === null) return this.#enter(targetOf(flow));
    return `${this.#called(targetOf(flow))} ${as === 'patient' ? 'joins' : 'ends'}`;
  }

  /** The node at which one comes to an element. */
  #enter(element: BpmnElement): string {
    const prepared =
      this.#graph.timers.has(element) ||
      element.loopCharacteristics !== undefined ||
      kindOf(element) === 'EventBasedGateway';
    return prepared ? this.#begins(element) : this.#called(element);
  }

  #begins(element: BpmnElement): string {
    return `${this.#called(element)}, begins`;
  }

  #called(element: BpmnElement): string {
    return this.#graph.called(element);
  }
}

function partOf(fork: string): string {
  return `part of ${fork}`;
}
