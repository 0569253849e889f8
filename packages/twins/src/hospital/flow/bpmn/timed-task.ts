import type { Amount } from '../model/basis.ts';
import type { HospitalNode } from '../model/hospital-node.ts';

/** A task with a timer on its edge that cuts it short. */
export interface TimedTask {
  readonly id: string;
  /** Where it begins. */
  readonly begins: string;
  /** Who works on it; nobody has to be waited for without. */
  readonly lane: string | undefined;
  readonly time: Amount;
  /** How long the timer runs, from when a patient comes to the task. */
  readonly limit: Amount;
  /** Where one goes whose timer runs out. */
  readonly late: string;
  readonly next?: string;
}

/**
 * The nodes of a task that an interrupting timer cuts short (BPMN 2.0, 10.5.6): the timer starts when a patient comes to the task, and ends the
 * waiting for who works on it as well as the work itself. A task that is finished just then counts as finished.
 */
export function timedTask(task: TimedTask): Readonly<Record<string, HospitalNode>> {
  const { id, begins, lane, time, limit, late } = task;
  const next = task.next === undefined ? {} : { next: task.next };
  const [limited, work, begun, waited, left, spare] = ['limit', 'work', 'begin', 'wait', 'left', 'spare'].map(
    (what) => `${what} of ${id}`,
  ) as [string, string, string, string, string, string];
  const minus = (attribute: string): Amount => ({ attribute, times: -1 });
  const nodes: Record<string, HospitalNode> = {
    [begins]: {
      do: 'change',
      set: { [limited]: limit, [work]: time, [begun]: { since: 0 } },
      next: lane === undefined ? `${id}, taken up` : id,
    },
    [`${id}, taken up`]: { do: 'change', set: { [waited]: { since: begun } }, next: `${id}, left` },
    [`${id}, left`]: {
      do: 'change',
      set: {
        [left]: { sum: [{ attribute: limited }, minus(waited)] },
        [spare]: { sum: [{ attribute: limited }, minus(waited), minus(work)] },
      },
      next: `${id}, in time`,
    },
    [`${id}, in time`]: {
      do: 'route',
      by: 'condition',
      ways: [
        // where who works on it came at the last instant, rounding may leave less than nothing
        { when: { attribute: left, below: 0 }, to: lane === undefined ? late : `${id}, put down` },
        { when: { attribute: spare, below: 0 }, to: `${id}, cut short` },
      ],
      next: lane === undefined ? id : `${id}, work`,
    },
    [`${id}, cut short`]: {
      do: 'delay',
      time: { attribute: left },
      next: lane === undefined ? late : `${id}, put down`,
    },
  };
  const worked: HospitalNode = { do: 'delay', time: { attribute: work } };
  if (lane === undefined) return { ...nodes, [id]: { ...worked, ...next } };
  return {
    ...nodes,
    [id]: {
      do: 'seize',
      units: { [lane]: 1 },
      patience: { attribute: limited },
      reneged: late,
      next: `${id}, taken up`,
    },
    [`${id}, work`]: { ...worked, next: `${id}, done` },
    [`${id}, done`]: { do: 'release', units: [lane], ...next },
    [`${id}, put down`]: { do: 'release', units: [lane], next: late },
  };
}
