import { TwinwardError } from '@twinward/contract';
import { type BpmnElement, BpmnModdle } from 'bpmn-moddle';
import type { LabelledValue } from '../model/basis.ts';
import { HOSPITAL_FORMAT, type HospitalModel } from '../model/hospital-model.ts';
import { readHospital } from '../model/read-hospital.ts';

/** What a drawing does not say and a run has to know: its unit of time and length, and values by name. */
export interface BpmnValues {
  readonly time: HospitalModel['time'];
  readonly run: HospitalModel['run'];
  readonly parameters: Readonly<Record<string, LabelledValue>>;
}

const TASKS = new Set([
  'Task',
  'UserTask',
  'ManualTask',
  'ServiceTask',
  'SendTask',
  'ReceiveTask',
  'ScriptTask',
  'BusinessRuleTask',
]);

/**
 * A hospital from a BPMN 2.0 file. A file that `exportBpmn` wrote gives its hospital back, with the ways as drawn. In any other,
 * a start is a source, a task is a delay, an exclusive gateway draws its way, and a lane is staff whom its tasks need; the values
 * are to be given: `time between NAME`, `time of TASK`, `share of FLOW`, `units of LANE`. Throws `file.invalid` for what is no
 * BPMN, `request.unsupported` for elements it does not know, by name, and `model.invalid` for values that are missing.
 */
export async function importBpmn(xml: string, values?: BpmnValues): Promise<HospitalModel> {
  let root: BpmnElement;
  try {
    root = (await new BpmnModdle().fromXML(xml)).rootElement;
  } catch (error) {
    throw new TwinwardError(
      'file.invalid',
      `this is no BPMN: ${error instanceof Error ? error.message.slice(0, 120) : ''}`,
      {
        field: 'bpmn',
        remedy: 'give a BPMN 2.0 file',
      },
    );
  }
  const processes = (root.rootElements ?? []).filter(({ $type }) => $type === 'bpmn:Process');
  if (processes.length !== 1)
    throw new TwinwardError('file.invalid', `the file has ${processes.length} processes`, {
      field: 'bpmn',
      remedy: 'give a file of one process',
    });
  const own = documented(processes[0]!);
  if (own !== null)
    return readHospital({ ...own, ...ownWays(processes[0]!, own as unknown as HospitalModel) });
  if (values === undefined)
    throw new TwinwardError('model.invalid', 'a drawing from elsewhere has no times', {
      field: 'values',
      remedy: 'give its unit of time, the length of a run and its parameters',
    });
  return readHospital(foreign(processes[0]!, values));
}

function documented(element: BpmnElement): Readonly<Record<string, unknown>> | null {
  const text = element.documentation?.[0]?.text;
  if (text === undefined || !text.startsWith('{')) return null;
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    return null;
  }
}

/** The nodes of a file of our own, and the first node of each source; the ways are those that are drawn. */
function ownWays(drawn: BpmnElement, model: HospitalModel): Pick<HospitalModel, 'nodes' | 'sources'> {
  const elements = drawn.flowElements ?? [];
  const nodes: Record<string, Record<string, unknown>> = {};
  const sources: Record<string, HospitalModel['sources'][string]> = { ...model.sources };
  for (const element of elements) {
    const node = documented(element);
    if (node !== null) nodes[element.name!] = { ...node };
  }
  for (const flow of elements.filter(({ $type }) => $type === 'bpmn:SequenceFlow')) {
    const [from, to] = [flow.sourceRef!.name!, flow.targetRef!.name!];
    if (flow.sourceRef!.$type === 'bpmn:StartEvent') {
      sources[from] = { ...sources[from]!, first: to };
      continue;
    }
    const node = nodes[from]!;
    if (!(to in nodes)) continue;
    const [by, index] = (flow.name ?? 'next').split('.');
    const list = node[by === 'ways' && node.by === 'memory' ? 'to' : by!];
    if (index === undefined) node[by!] = to;
    else if (Array.isArray(list)) {
      const way: unknown = list[Number(index)];
      list[Number(index)] = typeof way === 'string' ? to : { ...(way as object), to };
    }
  }
  return { nodes: nodes as unknown as HospitalModel['nodes'], sources };
}

function foreign(drawn: BpmnElement, { time, run, parameters }: BpmnValues): HospitalModel {
  const elements = drawn.flowElements ?? [];
  const flows = elements.filter(({ $type }) => $type === 'bpmn:SequenceFlow');
  const missing: string[] = [];
  const value = (name: string): { readonly parameter: string } => {
    if (!(name in parameters)) missing.push(name);
    return { parameter: name };
  };
  const called = (element: BpmnElement): string => element.name ?? element.id!;
  const lanes = (drawn.laneSets ?? []).flatMap(({ lanes: all }) => all ?? []);
  const laneOf = (element: BpmnElement): string | undefined => {
    const lane = lanes.find(({ flowNodeRef }) => flowNodeRef?.some(({ id }) => id === element.id));
    return lane === undefined ? undefined : called(lane);
  };
  const nodes: Record<string, unknown> = {};
  const sources: Record<string, unknown> = {};
  const entry = (element: BpmnElement): string =>
    laneOf(element) === undefined || !isTask(element) ? element.id! : `${element.id} waits`;
  for (const element of elements) {
    const out = flows.filter(({ sourceRef }) => sourceRef?.id === element.id);
    const next = out[0]?.targetRef === undefined ? {} : { next: entry(out[0].targetRef) };
    const kind = element.$type.slice('bpmn:'.length);
    if (kind === 'SequenceFlow' || kind === 'TextAnnotation') continue;
    if (kind === 'StartEvent') {
      if (out.length !== 1) throw unsupported(called(element), 'a start with other than one way on');
      sources[called(element)] = {
        every: value(`time between ${called(element)}`),
        first: entry(out[0]!.targetRef!),
      };
    } else if (kind === 'EndEvent') nodes[element.id!] = { do: 'end', outcome: called(element) };
    else if (kind === 'ExclusiveGateway' || kind === 'InclusiveGateway') {
      if (kind === 'InclusiveGateway' && out.length > 1)
        throw unsupported(called(element), 'an inclusive gateway that splits');
      const ways = out
        .slice(1)
        .map((flow) => ({ probability: value(`share of ${called(flow)}`), to: entry(flow.targetRef!) }));
      nodes[element.id!] =
        ways.length === 0
          ? { do: 'change', set: {}, ...next }
          : { do: 'route', by: 'probability', ways, ...next };
    } else if (isTask(element)) {
      if (out.length > 1) throw unsupported(called(element), 'a task with several ways on');
      const lane = laneOf(element);
      const work = { do: 'delay', time: value(`time of ${called(element)}`), label: called(element) };
      if (lane === undefined) nodes[element.id!] = { ...work, ...next };
      else {
        nodes[`${element.id} waits`] = { do: 'seize', units: { [lane]: 1 }, next: element.id };
        nodes[element.id!] = { ...work, next: `${element.id} leaves` };
        nodes[`${element.id} leaves`] = { do: 'release', units: [lane], ...next };
      }
    } else throw unsupported(called(element), `a ${kind}`);
  }
  const resources = Object.fromEntries(
    lanes.map((lane) => [called(lane), { capacity: value(`units of ${called(lane)}`), kind: 'staff' }]),
  );
  if (missing.length > 0)
    throw new TwinwardError('model.invalid', `the drawing needs values for ${missing.join('; ')}`, {
      field: missing[0]!,
      remedy: 'give each as a parameter with where it comes from',
    });
  const name = drawn.name ?? 'Imported process';
  return {
    format: HOSPITAL_FORMAT,
    name,
    time,
    run,
    parameters,
    resources,
    sources,
    nodes,
  } as unknown as HospitalModel;
}

function isTask({ $type }: BpmnElement): boolean {
  return TASKS.has($type.slice('bpmn:'.length));
}

function unsupported(name: string, what: string): TwinwardError {
  return new TwinwardError('request.unsupported', `"${name}" is ${what}, which is not read`, {
    field: name,
    remedy: 'draw it with tasks, exclusive gateways, starts and ends',
  });
}
