import type { Amount } from '../model/basis.ts';
import type { HospitalNode } from '../model/hospital-node.ts';

/**
 * The nodes of an event-based gateway (BPMN 2.0, 10.6.6): each event comes its own time after the gateway is come to, whatever the others do; the
 * first of them decides, and none of the others counts any more. Of two at one instant the one drawn first does.
 */
export function firstEvent(
  id: string,
  begins: string,
  events: readonly { readonly name: string; readonly time: Amount }[],
): Readonly<Record<string, HospitalNode>> {
  const [first, which, gap] = [`first of ${id}`, `which of ${id}`, `gap of ${id}`];
  const after = (k: number): string => (k < events.length ? `${id}, ${events[k]!.name} too` : id);
  const times = events.map(({ name, time }) => [`until ${name} of ${id}`, time] as const);
  const nodes: Record<string, HospitalNode> = {
    [begins]: { do: 'change', set: Object.fromEntries(times), next: `${id}, ${events[0]!.name}` },
    [`${id}, ${events[0]!.name}`]: {
      do: 'change',
      set: { [first]: { attribute: times[0]![0] }, [which]: 0 },
      next: after(1),
    },
    [id]: { do: 'delay', time: { attribute: first }, next: `${id}, came` },
    [`${id}, came`]: {
      do: 'route',
      by: 'condition',
      ways: events.slice(1).map(({ name }, k) => ({ when: { attribute: which, equals: k + 1 }, to: name })),
      next: events[0]!.name,
    },
  };
  for (const [k, { name }] of events.entries()) {
    if (k === 0) continue;
    const [time] = times[k]!;
    nodes[after(k)] = {
      do: 'change',
      set: { [gap]: { sum: [{ attribute: time }, { attribute: first, times: -1 }] } },
      next: `${id}, ${name} sooner`,
    };
    nodes[`${id}, ${name} sooner`] = {
      do: 'route',
      by: 'condition',
      ways: [{ when: { attribute: gap, below: 0 }, to: `${id}, ${name}` }],
      next: after(k + 1),
    };
    nodes[`${id}, ${name}`] = {
      do: 'change',
      set: { [first]: { attribute: time }, [which]: k },
      next: after(k + 1),
    };
  }
  return nodes;
}
