import { type BpmnElement, BpmnModdle } from 'bpmn-moddle';
import type { HospitalModel } from '../model/hospital-model.ts';
import type { HospitalNode } from '../model/hospital-node.ts';
import { mayLeave, nodeEdges } from '../model/node-edges.ts';

const TASK: Readonly<Record<string, string>> = {
  delay: 'bpmn:Task',
  route: 'bpmn:ExclusiveGateway',
  end: 'bpmn:EndEvent',
};
/** Of the drawing, in pixels. */
const [ACROSS, DOWN, WIDTH, HEIGHT] = [170, 110, 110, 70];

/**
 * A hospital as a BPMN 2.0 file: a start for each source, tasks, exclusive gateways for routes, an end for each way out, and a
 * drawing. What BPMN has no words for stands as JSON in the documentation of each element, so that `importBpmn` gives the same
 * hospital back; the ways are those of the sequence flows.
 */
export async function exportBpmn(model: HospitalModel): Promise<string> {
  const moddle = new BpmnModdle();
  const flowElements: BpmnElement[] = [];
  const depths = depthsOf(model);
  const documented = (given: unknown): readonly BpmnElement[] => [
    moddle.create('bpmn:Documentation', { text: JSON.stringify(given), textFormat: 'application/json' }),
  ];
  const add = (type: string, properties: object): BpmnElement => {
    const element = moddle.create(type, { id: `e${flowElements.length + 1}`, ...properties });
    flowElements.push(element);
    return element;
  };
  const nodes = new Map<string, BpmnElement>();
  for (const [name, node] of Object.entries(model.nodes))
    nodes.set(name, add(TASK[node.do] ?? 'bpmn:ServiceTask', { name, documentation: documented(node) }));
  const placed = new Map([...nodes].map(([name, element]) => [element, depths.get(name) ?? 0]));
  const link = (from: BpmnElement, to: BpmnElement, name: string): void => {
    add('bpmn:SequenceFlow', { name, sourceRef: from, targetRef: to });
  };
  for (const [name, { first }] of Object.entries(model.sources)) {
    const start = add('bpmn:StartEvent', { name });
    placed.set(start, 0);
    link(start, nodes.get(first)!, 'first');
  }
  for (const [name, node] of Object.entries(model.nodes)) {
    for (const { to, by } of nodeEdges(node)) link(nodes.get(name)!, nodes.get(to)!, by);
    if (node.do === 'end' || node.next !== undefined || !mayLeave(node)) continue;
    const done = add('bpmn:EndEvent', { name: 'done' });
    placed.set(done, (depths.get(name) ?? 0) + 1);
    link(nodes.get(name)!, done, 'out');
  }
  const { nodes: _nodes, ...rest } = model;
  const process = moddle.create('bpmn:Process', {
    id: 'process',
    name: model.name,
    isExecutable: false,
    documentation: documented(rest),
    flowElements,
  });
  const definitions = moddle.create('bpmn:Definitions', {
    targetNamespace: 'http://twinward.org/hospital',
    rootElements: [process],
    diagrams: [drawing(moddle, process, placed, flowElements)],
  });
  return (await moddle.toXML(definitions, { format: true })).xml;
}

/** How many steps a node is from the nearest start. */
function depthsOf(model: HospitalModel): ReadonlyMap<string, number> {
  const depths = new Map<string, number>();
  const open = Object.values(model.sources).map(({ first }) => first);
  for (const first of open) depths.set(first, 1);
  for (let i = 0; i < open.length; i++)
    for (const { to } of nodeEdges(model.nodes[open[i]!] as HospitalNode)) {
      if (depths.has(to)) continue;
      depths.set(to, depths.get(open[i]!)! + 1);
      open.push(to);
    }
  return depths;
}

function drawing(
  moddle: BpmnModdle,
  process: BpmnElement,
  placed: ReadonlyMap<BpmnElement, number>,
  flowElements: readonly BpmnElement[],
): BpmnElement {
  const rows = new Map<number, number>();
  const boxes = new Map<
    BpmnElement,
    { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
  >();
  for (const [element, depth] of placed) {
    const row = rows.get(depth) ?? 0;
    rows.set(depth, row + 1);
    const small = !element.$type.endsWith('Task');
    const [width, height] = small ? [40, 40] : [WIDTH, HEIGHT];
    boxes.set(element, { x: 40 + depth * ACROSS, y: 40 + row * DOWN, width, height });
  }
  const planeElement = flowElements.map((element) => {
    const own = { id: `${element.id}_di`, bpmnElement: element };
    const box = boxes.get(element);
    if (box !== undefined)
      return moddle.create('bpmndi:BPMNShape', { ...own, bounds: moddle.create('dc:Bounds', box) });
    const [from, to] = [boxes.get(element.sourceRef!)!, boxes.get(element.targetRef!)!];
    const waypoint = [
      { x: from.x + from.width, y: from.y + from.height / 2 },
      { x: to.x, y: to.y + to.height / 2 },
    ].map((point) => moddle.create('dc:Point', point));
    return moddle.create('bpmndi:BPMNEdge', { ...own, waypoint });
  });
  const plane = moddle.create('bpmndi:BPMNPlane', { id: 'plane', bpmnElement: process, planeElement });
  return moddle.create('bpmndi:BPMNDiagram', { id: 'drawing', plane });
}
