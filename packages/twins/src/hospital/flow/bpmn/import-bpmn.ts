import { TwinwardError } from '@twinward/contract';
import { type BpmnElement, BpmnModdle } from 'bpmn-moddle';
import { UNIT_LENGTH } from '../compile/wall-clock.ts';
import type { LabelledValue } from '../model/basis.ts';
import { HOSPITAL_FORMAT, type HospitalModel } from '../model/hospital-model.ts';
import { readHospital } from '../model/read-hospital.ts';
import { isTimed, needName } from './drawing-need.ts';
import { type ForeignDrawing, readForeignDrawing } from './foreign-drawing.ts';

/** What a drawing does not say and a run has to know: its unit of time and length, and values by name. */
export interface BpmnValues {
  readonly time: HospitalModel['time'];
  readonly run: HospitalModel['run'];
  readonly parameters: Readonly<Record<string, LabelledValue>>;
}

/**
 * A hospital from a BPMN 2.0 file. A file that `exportBpmn` wrote gives its hospital back, with the ways as drawn. Any other is read by
 * `readForeignDrawing`; values that neither its timers nor its BPSim parameters say are to be given: `time between NAME`, `time of TASK`,
 * `share of FLOW`, `units of LANE`; those given count before those of the file. Throws `file.invalid` for what is no BPMN,
 * `request.unsupported` for elements it does not know, by id, and `model.invalid` for values that are missing.
 */
export async function importBpmn(xml: string, values?: BpmnValues): Promise<HospitalModel> {
  const { root, drawn } = await processOf(xml);
  const own = documented(drawn);
  if (own !== null) return readHospital({ ...own, ...ownWays(drawn, own as unknown as HospitalModel) });
  const drawing = readForeignDrawing(root, drawn);
  if (values === undefined)
    throw new TwinwardError(
      'model.invalid',
      `a drawing from elsewhere has no times: it needs ${drawing.needs.map(needName).join('; ')}`,
      {
        field: 'values',
        remedy:
          'give its unit of time, the length of a run and these values: on its page, or with --values FILE',
      },
    );
  return readHospital(foreign(drawing, values));
}

/** What is to be given before a drawing can be run, and what of it the file says itself, in minutes; null for a file of our own, which says all. */
export async function bpmnNeeds(
  xml: string,
): Promise<Pick<ForeignDrawing, 'name' | 'needs' | 'given'> | null> {
  const { root, drawn } = await processOf(xml);
  if (documented(drawn) !== null) return null;
  const { name, needs, given } = readForeignDrawing(root, drawn);
  return { name, needs, given };
}

/** The one process of a file in which anything is drawn. */
async function processOf(xml: string): Promise<{ readonly root: BpmnElement; readonly drawn: BpmnElement }> {
  let root: BpmnElement;
  try {
    const { rootElement, warnings } = await new BpmnModdle().fromXML(xml);
    root = rootElement;
    // what could not be read was left out of the drawing; what only refers to nothing was not
    const lost = warnings.find(({ message }) => !message.startsWith('unresolved reference'));
    if (lost !== undefined) throw new Error(lost.message);
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
  const processes = (root.rootElements ?? []).filter(
    ({ $type, flowElements }) => $type === 'bpmn:Process' && (flowElements ?? []).length > 0,
  );
  if (processes.length !== 1) {
    const names = processes.map(({ id, name }) => name ?? id).join(', ');
    throw new TwinwardError(
      'file.invalid',
      processes.length === 0
        ? 'nothing is drawn in the file'
        : `the file has ${processes.length} processes: ${names}`,
      {
        field: 'bpmn',
        remedy: 'give a file of one process; pools without steps may stand beside it',
      },
    );
  }
  return { root, drawn: processes[0]! };
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

function foreign(drawing: ForeignDrawing, { time, run, parameters }: BpmnValues): HospitalModel {
  const factor = UNIT_LENGTH[time.unit] / UNIT_LENGTH.min;
  const own = Object.entries(drawing.given).map(([name, given]) => {
    const { kind } = drawing.needs.find((need) => needName(need) === name)!;
    return [name, isTimed(kind) ? inUnit(given, factor) : given] as const;
  });
  const known = { ...Object.fromEntries(own), ...parameters };
  const missing = drawing.needs.map(needName).filter((name) => !(name in known));
  if (missing.length > 0)
    throw new TwinwardError('model.invalid', `the drawing needs values for ${missing.join('; ')}`, {
      field: missing[0]!,
      remedy: 'give each as a parameter with where it comes from',
    });
  const { name, resources, sources, nodes } = drawing;
  return {
    format: HOSPITAL_FORMAT,
    name,
    time,
    run,
    parameters: known,
    resources,
    sources,
    nodes,
  } as unknown as HospitalModel;
}

/** A value in minutes in a unit of so many minutes: all numbers but those that count. */
function inUnit(given: LabelledValue, minutes: number): LabelledValue {
  const scaled = (value: unknown): unknown => {
    if (typeof value === 'number') return value / minutes;
    return Object.fromEntries(
      Object.entries(value as object).map(([name, part]) => [
        name,
        typeof part === 'number' && name !== 'shape' && name !== 'stages' ? part / minutes : part,
      ]),
    );
  };
  return { ...given, value: scaled(given.value) as LabelledValue['value'] };
}
