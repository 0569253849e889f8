// Elements of a drawing: what kind they are, and the refusal of those that are not read.
import { TwinwardError } from '@twinward/contract';
import type { BpmnElement } from 'bpmn-moddle';

/** What somebody does. */
export const TASKS: ReadonlySet<string> = new Set([
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

/** The kind of an element, without its namespace. */
export function kindOf({ $type }: Pick<BpmnElement, '$type'>): string {
  return $type.slice('bpmn:'.length);
}

/** Whether it is a way from one element to another. */
export function isFlow(element: Pick<BpmnElement, '$type'>): boolean {
  return kindOf(element) === 'SequenceFlow';
}

/** The one event that an element catches or throws, without its namespace; null for none, or several. */
export function eventOf({ eventDefinitions = [] }: BpmnElement): string | null {
  return eventDefinitions.length === 1 ? kindOf(eventDefinitions[0]!) : null;
}

/** Whether nothing is drawn in a sub-process. */
export function isEmpty({ flowElements = [] }: BpmnElement): boolean {
  return flowElements.every(isFlow);
}

/** The refusal of an element, by its id. */
export function unsupported(
  element: BpmnElement,
  what: string,
  remedy = 'draw it with tasks, timers, exclusive and parallel gateways, starts and ends',
): TwinwardError {
  return new TwinwardError('request.unsupported', `"${element.name ?? element.id!}" is ${what}`, {
    field: element.id!,
    remedy,
  });
}

/** Refuses a timer that goes off at an instant, or again and again, where one of some length is asked for. */
export function refuseInstant(element: BpmnElement): void {
  const { timeDate, timeCycle } = element.eventDefinitions?.[0] ?? {};
  if (timeDate !== undefined || timeCycle !== undefined)
    throw unsupported(
      element,
      'a timer of an instant or a cycle, which says not how long it runs from here',
      'give it a duration, such as PT30M',
    );
}
