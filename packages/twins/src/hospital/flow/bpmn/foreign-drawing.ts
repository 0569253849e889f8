import { TwinwardError } from '@twinward/contract';
import type { BpmnElement } from 'bpmn-moddle';
import type { LabelledValue } from '../model/basis.ts';
import { bpsimValues, isoMinutes } from './bpsim-values.ts';
import { type DrawingNeed, needName } from './drawing-need.ts';
import { forksOf } from './forks-of.ts';

const TASKS = new Set([
  'Task',
  'UserTask',
  'ManualTask',
  'ServiceTask',
  'SendTask',
  'ReceiveTask',
  'ScriptTask',
  'BusinessRuleTask',
  'CallActivity',
]);
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
 * for what is drawn in it. Throws `request.unsupported`, naming the element, for what does not run as it is drawn.
 */
export function readForeignDrawing(root: BpmnElement, drawn: BpmnElement): ForeignDrawing {
  return new Reader(root, drawn).read();
}

class Reader {
  readonly #root: BpmnElement;
  readonly #drawn: BpmnElement;
  readonly #elements: readonly BpmnElement[];
  readonly #out = new Map<BpmnElement, BpmnElement[]>();
  /** The sub-process in which an element is drawn. */
  readonly #inside = new Map<BpmnElement, BpmnElement>();
  readonly #lanes: readonly BpmnElement[];
  readonly #names = new Map<string, number>();
  readonly #needs: DrawingNeed[] = [];
  readonly #given: Record<string, LabelledValue> = {};
  readonly #nodes: Record<string, unknown> = {};
  readonly #sources: Record<string, unknown> = {};

  constructor(root: BpmnElement, drawn: BpmnElement) {
    this.#root = root;
    this.#drawn = drawn;
    this.#elements = this.#flattened(drawn.flowElements ?? [], null);
    this.#lanes = (drawn.laneSets ?? []).flatMap(({ lanes }) => leaves(lanes ?? []));
    for (const element of this.#elements) {
      if (element.name !== undefined) this.#names.set(element.name, (this.#names.get(element.name) ?? 0) + 1);
      if (!isFlow(element)) continue;
      if (element.sourceRef === undefined || element.targetRef === undefined)
        throw unsupported(element, 'a way that leads from or to nothing', 'connect both its ends');
      this.#out.set(element.sourceRef, [...(this.#out.get(element.sourceRef) ?? []), element]);
    }
  }

  read(): ForeignDrawing {
    const forks = forksOf(
      this.#elements.filter(({ $type }) => kindOf($type) === 'ParallelGateway'),
      (element) => this.#ways(element).map(({ targetRef }) => targetRef!),
    );
    for (const element of this.#elements) this.#add(element, forks);
    const resources = Object.fromEntries(
      this.#lanes.map((lane) => {
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

  #flattened(elements: readonly BpmnElement[], inside: BpmnElement | null): readonly BpmnElement[] {
    return elements.flatMap((element) => {
      if (inside !== null) this.#inside.set(element, inside);
      if (kindOf(element.$type) !== 'SubProcess') return [element];
      if (element.triggeredByEvent === true) throw unsupported(element, 'a sub-process that an event begins');
      return [element, ...this.#flattened(element.flowElements ?? [], element)];
    });
  }

  #add(element: BpmnElement, forks: ReturnType<typeof forksOf>): void {
    const kind = kindOf(element.$type);
    const id = this.#called(element);
    if (isFlow(element) || NO_STEPS.has(kind)) return;
    if (element.loopCharacteristics !== undefined)
      throw unsupported(element, 'repeated', 'draw the repetition with an exclusive gateway');
    const ways = this.#ways(element);
    const next = ways[0] === undefined ? {} : { next: this.#called(ways[0].targetRef!) };
    if (kind === 'StartEvent') this.#start(element, ways);
    else if (kind === 'EndEvent') {
      const outer = this.#inside.get(element);
      this.#nodes[id] =
        outer === undefined ? { do: 'end', outcome: element.name ?? 'done' } : this.#after(outer);
    } else if (kind === 'ExclusiveGateway' || (kind === 'InclusiveGateway' && ways.length < 2))
      this.#nodes[id] = ways.length < 2 ? { do: 'change', set: {}, ...next } : this.#choice(element, ways);
    else if (kind === 'ParallelGateway') this.#parallel(element, ways, forks);
    else if (kind === 'IntermediateThrowEvent') this.#nodes[id] = { do: 'change', set: {}, ...next };
    else if (kind === 'SubProcess' && (element.flowElements ?? []).some(({ $type }) => !isFlow({ $type })))
      this.#nodes[id] = { do: 'change', set: {}, next: this.#called(this.#first(element)) };
    else if (kind === 'IntermediateCatchEvent' || kind === 'SubProcess' || TASKS.has(kind))
      this.#delay(element, kind, ways, next);
    else throw unsupported(element, `a ${kind}`);
  }

  #start(element: BpmnElement, ways: readonly BpmnElement[]): void {
    if (this.#inside.has(element)) return;
    if (ways.length !== 1) throw unsupported(element, 'a start with other than one way on');
    const starts = this.#elements.filter(
      (one) => kindOf(one.$type) === 'StartEvent' && !this.#inside.has(one),
    );
    const of = element.name === undefined && starts.length === 1 ? 'patient' : this.#called(element);
    const every = this.#value({ kind: 'interval', of, id: element.id! });
    this.#timed(element.eventDefinitions?.[0]?.timeCycle, every.parameter);
    this.#sources[of] = { every, first: this.#called(ways[0]!.targetRef!) };
  }

  #choice(element: BpmnElement, ways: readonly BpmnElement[]): unknown {
    const rest = ways.find((flow) => flow === element.default) ?? ways[0]!;
    const drawn = ways
      .filter((flow) => flow !== rest)
      .map((flow) => ({
        probability: this.#value({ kind: 'share', of: this.#flowName(element, flow), id: flow.id! }),
        to: this.#called(flow.targetRef!),
      }));
    return { do: 'route', by: 'probability', ways: drawn, next: this.#called(rest.targetRef!) };
  }

  /** Parts of the patient go the other ways; where all ways join, parts end and the patient waits for them. */
  #parallel(element: BpmnElement, ways: readonly BpmnElement[], forks: ReturnType<typeof forksOf>): void {
    const id = this.#called(element);
    const joined = [...forks].filter(([, join]) => join === element).map(([fork]) => fork);
    const apart = forks.get(element) === null;
    let next = ways[0] === undefined ? {} : { next: this.#called(ways[0].targetRef!) };
    for (const [k, flow] of [...ways.entries()].slice(1).reverse()) {
      const first = `${id} part ${k + 1}`;
      this.#nodes[first] = { do: 'change', set: { [partOf(id)]: 1 }, next: this.#called(flow.targetRef!) };
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
    this.#nodes[id] = {
      do: 'route',
      by: 'condition',
      ways: joined.map((fork) => ({
        when: { attribute: partOf(this.#called(fork)), atLeast: 1 },
        to: `${id} ends`,
      })),
      next: `${id} joins`,
    };
    this.#nodes[`${id} ends`] = { do: 'end', outcome: 'joined' };
    this.#nodes[`${id} joins`] = { do: 'join', ...next };
  }

  #delay(element: BpmnElement, kind: string, ways: readonly BpmnElement[], next: object): void {
    const id = this.#called(element);
    if (ways.length > 1)
      throw unsupported(element, 'a step with several ways on', 'put a gateway between them');
    const time = this.#value({ kind: 'time', of: id, id: element.id! });
    this.#timed(element.eventDefinitions?.[0]?.timeDuration, time.parameter);
    const lane = kind === 'IntermediateCatchEvent' ? undefined : this.#laneOf(element);
    if (lane === undefined) this.#nodes[id] = { do: 'delay', time, ...next };
    else {
      this.#nodes[id] = { do: 'seize', units: { [lane]: 1 }, next: `${id}, work` };
      this.#nodes[`${id}, work`] = { do: 'delay', time, next: `${id}, done` };
      this.#nodes[`${id}, done`] = { do: 'release', units: [lane], ...next };
    }
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

  #ways(element: BpmnElement): readonly BpmnElement[] {
    return this.#out.get(element) ?? [];
  }

  /** The first step within a sub-process. */
  #first(outer: BpmnElement): BpmnElement {
    const start = (outer.flowElements ?? []).find(({ $type }) => kindOf($type) === 'StartEvent');
    const first = start === undefined ? undefined : this.#ways(start)[0]?.targetRef;
    if (first === undefined) throw unsupported(outer, 'a sub-process without a start', 'draw a start in it');
    return first;
  }

  #after(outer: BpmnElement): unknown {
    const way = this.#ways(outer)[0];
    return { do: 'change', set: {}, ...(way === undefined ? {} : { next: this.#called(way.targetRef!) }) };
  }

  #laneOf(element: BpmnElement): string | undefined {
    for (let one: BpmnElement | undefined = element; one !== undefined; one = this.#inside.get(one)) {
      const { id } = one;
      const lane = this.#lanes.find(({ flowNodeRef }) => flowNodeRef?.some((ref) => ref.id === id));
      if (lane !== undefined) return lane.name ?? lane.id!;
    }
    return undefined;
  }

  /** An element's name, with its id where others bear the same. */
  #called({ id, name }: BpmnElement): string {
    if (name === undefined || name.trim() === '') return id!;
    return this.#names.get(name) === 1 ? name : `${name} (${id})`;
  }

  #flowName(gateway: BpmnElement, flow: BpmnElement): string {
    if (flow.name !== undefined && flow.name.trim() !== '') return this.#called(flow);
    return `${this.#called(gateway)} to ${this.#called(flow.targetRef!)}`;
  }
}

function leaves(lanes: readonly BpmnElement[]): readonly BpmnElement[] {
  return lanes.flatMap((lane) => {
    const inner = lane.childLaneSet?.lanes ?? [];
    return inner.length === 0 ? [lane] : leaves(inner);
  });
}

function partOf(fork: string): string {
  return `part of ${fork}`;
}

function kindOf(type: string): string {
  return type.slice('bpmn:'.length);
}

function isFlow({ $type }: Pick<BpmnElement, '$type'>): boolean {
  return kindOf($type) === 'SequenceFlow';
}

function unsupported(
  element: BpmnElement,
  what: string,
  remedy = 'draw it with tasks, timers, exclusive and parallel gateways, starts and ends',
): TwinwardError {
  const name = element.name ?? element.id!;
  return new TwinwardError('request.unsupported', `"${name}" is ${what}, which is not read`, {
    field: element.id!,
    remedy,
  });
}
