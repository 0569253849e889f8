// Drawings as modelling tools write them, and the values they need.
import type { Amount } from '../../model/basis.ts';
import type { BpmnValues } from '../import-bpmn.ts';

/** A file as modelling tools write it: pools, a lane within a lane, a default way, extension elements, a default namespace, shapes. */
export function file(steps: string, more = '', lanes = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
  xmlns:bpsim="http://www.bpsim.org/schemas/1.0" xmlns:tool="http://tool.example/schema" targetNamespace="http://tool.example">
  <collaboration id="pools">
    <participant id="pool" name="Clinic" processRef="p" />
    <participant id="outside" name="Patient" />
    <messageFlow id="m" sourceRef="outside" targetRef="s" />
  </collaboration>
  <process id="p" name="Clinic" isExecutable="false">
    <extensionElements><tool:properties><tool:property name="colour" value="blue" /></tool:properties></extensionElements>
    ${lanes}
    <startEvent id="s" />
    ${steps}
    <textAnnotation id="note"><text>as in March</text></textAnnotation>
    <association id="link" sourceRef="s" targetRef="note" />
  </process>
  ${more}
</definitions>`;
}
/** A way from one element to another. */
export function flow(id: string, from: string, to: string, name = ''): string {
  return `<sequenceFlow id="f${id}" sourceRef="${from}" targetRef="${to}"${name === '' ? '' : ` name="${name}"`} />`;
}

/** Values of a drawing by name, in minutes. */
export function named(
  values: Readonly<Record<string, Amount>>,
  run: BpmnValues['run'] = { until: 600, replications: 3 },
): BpmnValues {
  const parameters = Object.entries(values).map(
    ([name, value]) => [name, { value, basis: 'assumed' }] as const,
  );
  return { time: { unit: 'min' }, run, parameters: Object.fromEntries(parameters) };
}
