import { TwinwardError } from '@twinward/contract';
import type { Quantity, Step } from '@twinward/simulate';
import type { Amount } from '../model/basis.ts';
import type { HospitalModel } from '../model/hospital-model.ts';
import type { HospitalNode, NodeCondition } from '../model/hospital-node.ts';
import { quantityOf } from './quantity-of.ts';

type Node<Kind extends HospitalNode['do']> = Extract<HospitalNode, { readonly do: Kind }>;

/** Turns the graph of nodes that the entities of one source walk through into the nested steps of the engine. */
export class PathwayCompiler {
  readonly #model: HospitalModel;
  readonly #written = new Set<string>();
  /** Nodes on the way to the one at hand. */
  readonly #behind = new Set<string>();
  /** Resources that are cleaned after use. */
  readonly #turned: readonly string[];

  /** Splits within whose parts this pathway is. */
  readonly #apart: ReadonlySet<string>;

  constructor(model: HospitalModel, apart: ReadonlySet<string> = new Set()) {
    this.#model = model;
    this.#apart = apart;
    this.#turned = Object.keys(model.resources).filter(
      (name) => model.resources[name]!.turnover !== undefined,
    );
  }

  /** The steps from a node on; without one, the end. */
  from(id: string | undefined): readonly Step[] {
    if (id === undefined) return this.#end('done', 'end');
    if (this.#written.has(id)) return [{ do: 'go', label: id, onward: !this.#behind.has(id) }];
    this.#written.add(id);
    this.#behind.add(id);
    const steps: Step[] = [{ do: 'label', label: id }, ...this.#node(id, this.#model.nodes[id]!)];
    this.#behind.delete(id);
    return steps;
  }

  #node(id: string, node: HospitalNode): readonly Step[] {
    switch (node.do) {
      case 'seize':
      case 'place':
        return this.#ask(id, node);
      case 'delay': {
        const speed = node.at === undefined ? 1 : (this.#model.resources[node.at]!.speed ?? 1);
        const own = `~${id} time`;
        const time = quantityOf(node.time);
        const scaled: readonly Step[] = [
          { do: 'assign', name: own, attributes: { [own]: time } },
          { do: 'delay', time: { attribute: own, times: 1 / speed }, name: id },
        ];
        const steps: readonly Step[] = speed === 1 ? [{ do: 'delay', time, name: id }] : scaled;
        return [...this.#timed(id, node.cause, steps), ...this.from(node.next)];
      }
      case 'release':
        return [...this.#giveBack(id, node.units), ...this.from(node.next)];
      case 'route':
        return this.#route(id, node);
      case 'batch': {
        const within = node.within === undefined ? {} : { within: quantityOf(node.within) };
        return [{ do: 'batch', size: node.size as number, ...within, name: id }, ...this.from(node.next)];
      }
      case 'separate':
        return [{ do: 'separate' }, ...this.from(node.next)];
      case 'split': {
        if (this.#apart.has(id))
          throw new TwinwardError(
            'model.invalid',
            `nodes.${id}: what splits off comes here again, and so on for ever`,
            {
              field: `nodes.${id}`,
              remedy: 'let what splits off end before',
            },
          );
        const steps = new PathwayCompiler(this.#model, new Set([...this.#apart, id])).from(node.first);
        const { takes, apart = false } = node;
        return [
          { do: 'split', name: node.name, steps, apart, ...(takes === undefined ? {} : { takes }) },
          ...this.from(node.next),
        ];
      }
      case 'join':
        return [...this.#timed(id, node.cause, [{ do: 'join', name: id }]), ...this.from(node.next)];
      case 'change': {
        const attributes = Object.fromEntries(
          Object.entries(node.set).map(([key, value]) => [key, quantityOf(value)]),
        );
        return [{ do: 'assign', attributes, name: id }, ...this.from(node.next)];
      }
      case 'gate':
        return [
          ...this.#timed(id, node.cause, [{ do: 'await', condition: node.until, name: id }]),
          ...this.from(node.next),
        ];
      case 'signal':
        return [
          { do: 'signal', signal: node.signal, value: quantityOf(node.value), name: id },
          ...this.from(node.next),
        ];
      case 'capacity':
        return [{ do: 'capacity', resource: node.resource, by: node.by, name: id }, ...this.from(node.next)];
      case 'record':
        return [{ do: 'record', name: node.tally, value: quantityOf(node.value) }, ...this.from(node.next)];
      case 'end':
        return this.#end(node.outcome ?? 'done', id);
    }
  }

  #ends = 0;

  #end(outcome: string, id: string): readonly Step[] {
    // the end without a node is written again wherever a way leads out, each with its own cleaning
    const place = id === 'end' ? `end ${++this.#ends}` : id;
    return [...this.#turnOver(place, this.#turned), { do: 'leave', outcome }];
  }

  #ask(id: string, node: Node<'seize'> | Node<'place'>): readonly Step[] {
    const aside = (to: string | undefined): { readonly steps: readonly Step[] } | undefined =>
      to === undefined ? undefined : { steps: this.from(to) };
    const names = node.do === 'seize' ? Object.keys(node.units) : this.#beds(node.policy);
    const key = names
      .map((name) => this.#model.resources[name]!)
      .find(({ order }) => order === 'shortest')?.key;
    const priority = priorityOf(node.priority, key);
    const [reneged, refused, evicted] = [aside(node.reneged), aside(node.refused), aside(node.evicted)];
    const options = {
      ...(priority === undefined ? {} : { priority }),
      ...(node.patience === undefined ? {} : { patience: quantityOf(node.patience) }),
      ...(reneged === undefined ? {} : { reneged }),
      ...(refused === undefined ? {} : { refused }),
      ...(evicted === undefined ? {} : { evicted }),
      ...(node.worsens === undefined
        ? {}
        : {
            worsens: node.worsens.map(({ after, priority: next, set, to }) => ({
              after: quantityOf(after),
              ...(next === undefined ? {} : { priority: next }),
              ...(set === undefined ? {} : { set }),
              ...(to === undefined ? {} : { leaves: { steps: this.from(to) } }),
            })),
          }),
      name: id,
    };
    const asks: readonly Step[] =
      node.do === 'seize'
        ? [{ do: 'seize', units: node.units as Readonly<Record<string, number>>, ...options }]
        : this.#placed(id, node.policy, options);
    return [
      ...this.#balking(id, node),
      ...asks,
      ...(node.thenRelease === undefined ? [] : this.#giveBack(id, node.thenRelease)),
      ...this.from(node.next),
    ];
  }

  #beds(policy: string): readonly string[] {
    return this.#model.policies![policy]!.map(({ bed }) => bed);
  }

  /** Takes a bed by a policy and counts by which reason. */
  #placed(id: string, policy: string, options: object): readonly Step[] {
    const chosen = `~${id} rule`;
    const rules = this.#model.policies![policy]!;
    let counted: readonly Step[] = [];
    for (const [i, { reason }] of [...rules.entries()].reverse())
      counted = [
        {
          do: 'when',
          condition: { attribute: chosen, equals: i },
          steps: [{ do: 'record', name: `placed: ${reason}`, value: 1 }],
          otherwise: counted,
        },
      ];
    const alternatives = rules.map(({ bed, when = [] }) => ({ units: { [bed]: 1 }, when }));
    return [{ do: 'seizeAny', alternatives, chosen, ...options }, ...counted];
  }

  #balking(id: string, { balk, balked }: Node<'seize'> | Node<'place'>): readonly Step[] {
    let steps: readonly Step[] = [];
    for (const [i, { queue, atLeast, probability }] of (balk ?? []).entries()) {
      const gone: readonly Step[] = balked === undefined ? this.#end('balked', 'end') : this.from(balked);
      steps = [
        {
          do: 'when',
          condition: { queue, atLeast },
          steps: [{ do: 'choose', name: `${id} balk ${i + 1}`, ways: [{ probability, steps: gone }] }],
          otherwise: steps,
        },
      ];
    }
    return steps;
  }

  #route(id: string, node: Node<'route'>): readonly Step[] {
    switch (node.by) {
      case 'probability': {
        const ways = node.ways.map(({ probability, to }) => ({
          probability: probability as number,
          steps: this.from(to),
        }));
        return [{ do: 'choose', name: id, ways }, ...this.from(node.next)];
      }
      case 'condition':
        return this.#first(
          node.ways.map(({ when, to }) => [when, () => this.from(to)]),
          () => this.from(node.next),
        );
      case 'shortest wait': {
        const ways = node.ways.map(({ resource, service, to }) => ({
          resource,
          service,
          steps: this.from(to),
        }));
        return [{ do: 'shortest', name: id, ways }];
      }
      case 'list': {
        const place = `~${id} place`;
        const on: Step = {
          do: 'assign',
          name: `${id} on`,
          attributes: { [place]: { attribute: place, plus: 1 } },
        };
        const ways = node.list.map((to, i): [NodeCondition, () => readonly Step[]] => [
          { attribute: place, below: i + 1.5 },
          () => this.from(to),
        ]);
        return [on, ...this.#first(ways, () => this.from(node.next))];
      }
      case 'memory': {
        const way = `~${id} way`;
        const rows = node.rows.map((row, r): [NodeCondition, () => readonly Step[]] => [
          { attribute: way, below: r + 0.5 },
          () => {
            const ways = row.map((probability, i) => ({
              probability,
              steps: [
                { do: 'assign', name: `${id} ${r}.${i + 1}`, attributes: { [way]: i + 1 } } as const,
                ...this.from(node.to[i]),
              ],
            }));
            return [{ do: 'choose', name: `${id} ${r}`, ways }, ...this.from(node.next)];
          },
        ]);
        return this.#first(rows, () => this.from(node.next));
      }
    }
  }

  /** The way of the first condition that holds. */
  #first(
    ways: readonly (readonly [NodeCondition, () => readonly Step[]])[],
    otherwise: () => readonly Step[],
  ): readonly Step[] {
    const written = ways.map(([condition, steps]) => ({ condition, steps: steps() }));
    let rest = otherwise();
    for (const { condition, steps } of written.reverse())
      rest = [{ do: 'when', condition, steps, otherwise: rest }];
    return rest;
  }

  /** Counts how long steps take that are waited for. */
  #timed(id: string, cause: string | undefined, steps: readonly Step[]): readonly Step[] {
    if (cause === undefined) return steps;
    const since = `~${id} since`;
    return [
      { do: 'assign', name: since, attributes: { [since]: { since: 0 } } },
      ...steps,
      { do: 'record', name: `waited for ${cause}`, value: { since } },
    ];
  }

  #giveBack(id: string, units: Node<'release'>['units']): readonly Step[] {
    if (units === 'all') return [...this.#turnOver(id, this.#turned), { do: 'release', units: 'all' }];
    if (isList(units)) {
      const turned = units.filter((name) => this.#turned.includes(name));
      return [...this.#turnOver(id, turned), { do: 'release', units: { held: units } }];
    }
    return [{ do: 'release', units }];
  }

  /** Another entity takes what needs cleaning over from the one that leaves it. */
  #turnOver(id: string, resources: readonly string[]): readonly Step[] {
    return resources.map((resource): Step => {
      const { time, by } = this.#model.resources[resource]!.turnover!;
      const steps: readonly Step[] = [
        ...(by === undefined ? [] : [cleaners(by as Readonly<Record<string, number>>)]),
        { do: 'delay', time: quantityOf(time), name: `turnover of ${resource}` },
        { do: 'leave', outcome: 'ready' },
      ];
      return {
        do: 'split',
        name: `${resource} after ${id}`,
        steps,
        takes: [resource],
        ifHeld: true,
        apart: true,
      };
    });
  }
}

/** Those who clean come before all others: a patient who waits for the bed may be before them in the same queue. */
function cleaners(units: Readonly<Record<string, number>>): Step {
  return { do: 'seize', units, priority: -1e12 };
}

/** A key of less than a million orders those of one priority. */
const PRIORITY = 1e6;

function priorityOf(priority: Amount | undefined, key: Amount | undefined): Quantity | undefined {
  if (key === undefined) return priority === undefined ? undefined : quantityOf(priority);
  if (priority === undefined) return quantityOf(key);
  if (typeof priority === 'number') return { sum: [priority * PRIORITY, quantityOf(key)] };
  if ('attribute' in priority) {
    const { attribute, times = 1, plus = 0 } = priority;
    return { sum: [{ attribute, times: times * PRIORITY, plus: plus * PRIORITY }, quantityOf(key)] };
  }
  return { sum: [quantityOf(priority), quantityOf(key)] };
}

function isList(units: object): units is readonly string[] {
  return Array.isArray(units);
}
