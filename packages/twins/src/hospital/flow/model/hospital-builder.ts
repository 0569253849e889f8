import type { Amount } from './basis.ts';
import {
  HOSPITAL_FORMAT,
  type HospitalModel,
  type HospitalResource,
  type HospitalSource,
} from './hospital-model.ts';
import type { HospitalNode } from './hospital-node.ts';
import { readHospital } from './read-hospital.ts';

type Given<R extends string> = Omit<HospitalModel, 'format' | 'nodes' | 'sources' | 'resources'> & {
  readonly resources: Readonly<Record<R, HospitalResource>>;
};

type WithoutUnits<Node> = Node extends { readonly do: 'seize' } ? Omit<Node, 'do' | 'units' | 'next'> : never;
type Asking = WithoutUnits<HospitalNode>;

/**
 * Builds a hospital step by step, in the order in which patients go: each step leads to the one that follows, unless it names
 * another `next`. Resources that are not declared do not compile; `build` checks the rest as `readHospital` does.
 *
 * @example
 * const clinic = new HospitalBuilder({
 *   name: 'Clinic',
 *   time: { unit: 'min' },
 *   run: { until: 480 },
 *   resources: { doctor: { capacity: 1, kind: 'staff' } },
 * })
 *   .seize('see', { doctor: 1 })
 *   .delay('talk', { dist: 'lognormal', mean: 8, sd: 4 })
 *   .release('go')
 *   .source('patient', { every: { dist: 'exponential', mean: 10 }, first: 'see' })
 *   .build();
 * clinic.nodes.talk.next; // 'go'
 */
export class HospitalBuilder<R extends string> {
  readonly #given: Given<R>;
  readonly #nodes: [id: string, node: HospitalNode][] = [];
  readonly #sources: Record<string, HospitalSource> = {};

  constructor(given: Given<R>) {
    this.#given = given;
  }

  source(name: string, source: HospitalSource): this {
    this.#sources[name] = source;
    return this;
  }

  seize(
    id: string,
    units: Partial<Record<R, number | { readonly attribute: string }>>,
    asking: Asking = {},
  ): this {
    return this.node(id, { do: 'seize', units: units as Record<string, number>, ...asking });
  }

  delay(id: string, time: Amount, options: { readonly at?: R } = {}): this {
    return this.node(id, { do: 'delay', time, ...options });
  }

  /** Gives back all of some resources, or everything. */
  release(id: string, ...resources: readonly R[]): this {
    return this.node(id, { do: 'release', units: resources.length === 0 ? 'all' : resources });
  }

  /** Any other node. */
  node(id: string, node: HospitalNode): this {
    this.#nodes.push([id, node]);
    return this;
  }

  /** The end of a way: what is written next begins another. */
  end(id: string, outcome = 'done'): this {
    return this.node(id, { do: 'end', outcome });
  }

  build(): HospitalModel {
    const nodes = this.#nodes.map(([id, node], i) => {
      const following = this.#nodes[i + 1]?.[0];
      const leads = node.next === undefined && node.do !== 'end' && following !== undefined;
      return [id, leads ? { ...node, next: following } : node];
    });
    return readHospital({
      ...this.#given,
      format: HOSPITAL_FORMAT,
      sources: this.#sources,
      nodes: Object.fromEntries(nodes),
    });
  }
}
