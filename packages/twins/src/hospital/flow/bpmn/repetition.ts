import type { HospitalNode } from '../model/hospital-node.ts';

/** A task or sub-process that is done again. */
export interface Repetition {
  readonly id: string;
  /** Where it begins. */
  readonly begins: string;
  /** Where each time ends. */
  readonly ends: string;
  /** The share that does it again; null where it is done `most` times, whoever it is. */
  readonly share: { readonly parameter: string } | null;
  /** Whether the share is asked before the first time too. */
  readonly before: boolean;
  readonly most: number | null;
  readonly next?: string;
}

/**
 * The nodes about a task that is done again (BPMN 2.0, 13.3.6): as a way that leads back from an exclusive gateway behind it, or in front of it. Who
 * works on it is asked for anew each time.
 */
export function repetition(given: Repetition): Readonly<Record<string, HospitalNode>> {
  const { id, begins, ends, share, before, most } = given;
  const next = given.next === undefined ? {} : { next: given.next };
  const times = `times of ${id}`;
  const again = `${id}, again`;
  const enough = `${id}, enough`;
  const asked: HospitalNode =
    share === null
      ? { do: 'change', set: {}, next: id }
      : { do: 'route', by: 'probability', ways: [{ probability: share, to: id }], ...next };
  if (most === null)
    return {
      [begins]: { do: 'change', set: {}, next: before ? again : id },
      [ends]: { do: 'change', set: {}, next: again },
      [again]: asked,
    };
  return {
    [begins]: { do: 'change', set: { [times]: 0 }, next: before ? again : id },
    [ends]: {
      do: 'change',
      set: { [times]: { attribute: times, plus: 1 } },
      next: `${id}, how often`,
    },
    [`${id}, how often`]: {
      do: 'route',
      by: 'condition',
      ways: [{ when: { attribute: times, atLeast: most }, to: enough }],
      next: again,
    },
    [enough]: { do: 'change', set: {}, ...next },
    [again]: asked,
  };
}
