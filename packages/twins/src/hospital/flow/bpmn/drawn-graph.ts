import type { BpmnElement } from 'bpmn-moddle';
import { eventOf, isEmpty, isFlow, kindOf, refuseInstant, TASKS, unsupported } from './drawn-element.ts';
import { type Fork, forksOf } from './forks-of.ts';

/** What is drawn in a process, as a graph: ways, links, timers on the edges of tasks, lanes, and where parallel ways join. */
export class DrawnGraph {
  /** Those within sub-processes too. */
  readonly elements: readonly BpmnElement[];
  readonly lanes: readonly BpmnElement[];
  /** Timers on the edge of tasks, by task. */
  readonly timers: Map<BpmnElement, BpmnElement> = new Map();
  /** Parallel gateways with several ways on. */
  readonly forks: ReadonlyMap<BpmnElement, Fork>;
  /** The sub-process in which an element is drawn. */
  readonly inside: Map<BpmnElement, BpmnElement> = new Map();
  readonly #out = new Map<BpmnElement, BpmnElement[]>();
  readonly #names = new Map<string, number>();

  /** Throws `request.unsupported` for ways that lead nowhere, and what does not run as it is drawn. */
  constructor(drawn: BpmnElement) {
    this.elements = this.#flattened(drawn.flowElements ?? [], null);
    this.lanes = (drawn.laneSets ?? []).flatMap(({ lanes }) => leaves(lanes ?? []));
    for (const element of this.elements) {
      if (element.name !== undefined) this.#names.set(element.name, (this.#names.get(element.name) ?? 0) + 1);
      if (kindOf(element) === 'BoundaryEvent') this.#attach(element);
      if (!isFlow(element)) continue;
      if (element.sourceRef === undefined || element.targetRef === undefined)
        throw unsupported(element, 'a way that leads from or to nothing', 'connect both its ends');
      this.#out.set(element.sourceRef, [...(this.#out.get(element.sourceRef) ?? []), element]);
    }
    this.forks = forksOf(
      this.elements.filter((element) => kindOf(element) === 'ParallelGateway'),
      (element) => [...this.ways(element), ...this.ways(this.timers.get(element))].map(targetOf),
    );
  }

  /** The ways on from an element; a link leads to where it is caught. */
  ways(element: BpmnElement | undefined): readonly BpmnElement[] {
    if (element === undefined) return [];
    if (kindOf(element) !== 'IntermediateThrowEvent' || eventOf(element) !== 'LinkEventDefinition')
      return this.#out.get(element) ?? [];
    const name = element.eventDefinitions![0]!.name;
    const caught = this.elements.filter(
      (other) =>
        kindOf(other) === 'IntermediateCatchEvent' &&
        eventOf(other) === 'LinkEventDefinition' &&
        other.eventDefinitions![0]!.name === name,
    );
    if (caught.length !== 1)
      throw unsupported(
        element,
        `a link to ${caught.length} places`,
        'let exactly one event catch a link of its name',
      );
    return [{ $type: 'bpmn:SequenceFlow', sourceRef: element, targetRef: caught[0]! }];
  }

  into(element: BpmnElement): readonly BpmnElement[] {
    return this.elements.filter(({ targetRef }) => targetRef === element);
  }

  /** On which side of parallel ways one comes to where they join, where it is drawn: the patient, or a part; null where it depends on who comes. */
  comesAs(flow: BpmnElement): 'patient' | 'part' | null {
    const joined = [...this.forks].filter(([, { join }]) => join === flow.targetRef);
    if (joined.length !== 1) return null;
    const [fork, { sides }] = joined[0]!;
    if (flow.sourceRef === fork) return this.ways(fork)[0] === flow ? 'patient' : 'part';
    // what is drawn on the edge of a task stands for the task
    const on = sides.get(flow.sourceRef!.attachedToRef ?? flow.sourceRef!);
    if (on === undefined || (on.has(0) && on.size > 1)) return null;
    return on.has(0) ? 'patient' : 'part';
  }

  /** An element's name, with its id where others bear the same. */
  called({ id, name }: BpmnElement): string {
    if (name === undefined || name.trim() === '') return id!;
    return this.#names.get(name) === 1 ? name : `${name} (${id})`;
  }

  flowName(gateway: BpmnElement, flow: BpmnElement): string {
    if (flow.name !== undefined && flow.name.trim() !== '') return this.called(flow);
    return `${this.called(gateway)} to ${this.called(targetOf(flow))}`;
  }

  laneOf(element: BpmnElement): string | undefined {
    for (let one: BpmnElement | undefined = element; one !== undefined; one = this.inside.get(one)) {
      const { id } = one;
      const lane = this.lanes.find(({ flowNodeRef }) => flowNodeRef?.some((ref) => ref.id === id));
      if (lane !== undefined) return lane.name ?? lane.id!;
    }
    return undefined;
  }

  /** The first step within a sub-process. */
  first(outer: BpmnElement): BpmnElement {
    const start = (outer.flowElements ?? []).find((element) => kindOf(element) === 'StartEvent');
    const first = this.ways(start)[0]?.targetRef;
    if (first === undefined) throw unsupported(outer, 'a sub-process without a start', 'draw a start in it');
    return first;
  }

  #flattened(elements: readonly BpmnElement[], inside: BpmnElement | null): readonly BpmnElement[] {
    return elements.flatMap((element) => {
      if (inside !== null) this.inside.set(element, inside);
      if (kindOf(element) !== 'SubProcess') return [element];
      if (element.triggeredByEvent === true)
        throw unsupported(
          element,
          'a sub-process that an event begins; when it comes is not drawn',
          'draw it as a way from a gateway',
        );
      return [element, ...this.#flattened(element.flowElements ?? [], element)];
    });
  }

  /** A timer on the edge of a task; whatever else is on an edge is refused. */
  #attach(event: BpmnElement): void {
    const task = event.attachedToRef;
    if (task === undefined) throw unsupported(event, 'on the edge of nothing', 'attach it to a task');
    if (eventOf(event) !== 'TimerEventDefinition')
      throw unsupported(
        event,
        'an event on an edge that is no timer: whether and when it comes is not drawn',
        'draw an exclusive gateway behind the task, or a timer on its edge',
      );
    refuseInstant(event);
    if (event.cancelActivity === false)
      throw unsupported(
        event,
        'a timer that lets its task go on, so that two things are done at once from then on',
        'let it end the task, or draw a parallel gateway in front of it',
      );
    if (this.timers.has(task))
      throw unsupported(event, 'a second timer on the edge of one task', 'leave the shorter one');
    if (!TASKS.has(kindOf(task)) && !(kindOf(task) === 'SubProcess' && isEmpty(task)))
      throw unsupported(
        event,
        'on the edge of a sub-process, within which it would end whatever is under way',
        'put timers on the edges of the tasks in it',
      );
    if (task.loopCharacteristics !== undefined)
      throw unsupported(
        event,
        'on the edge of a task that is done again, all times of which it would end together',
        'draw the repetition as a way that leads back; the timer then runs each time anew',
      );
    this.timers.set(task, event);
  }
}

/** Where a way leads to. */
export function targetOf({ targetRef }: BpmnElement): BpmnElement {
  return targetRef!;
}

function leaves(lanes: readonly BpmnElement[]): readonly BpmnElement[] {
  return lanes.flatMap((lane) => {
    const inner = lane.childLaneSet?.lanes ?? [];
    return inner.length === 0 ? [lane] : leaves(inner);
  });
}
