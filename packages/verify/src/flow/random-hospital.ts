import { philox } from '@twinward/simulate';
import {
  HOSPITAL_FORMAT,
  type HospitalModel,
  type HospitalNode,
  type HospitalResource,
} from '@twinward/twins/hospital';

const NAMES = ['nurse', 'doctor', 'bed', 'bay', 'cleaner'] as const;

/** A hospital drawn at random from all blocks and policies of the language, small enough to run in milliseconds. */
export function randomHospital(seed: string, n: number): HospitalModel {
  const draws = philox(seed).draws(n, 0, 0);
  const below = (count: number): number => Math.floor(draws.uniform() * count);
  const chance = (p: number): boolean => draws.uniform() < p;
  const one = <Value>(values: readonly Value[]): Value => values[below(values.length)]!;
  const nodes: Record<string, HospitalNode> = {};
  let made = 0;
  const fresh = (): string => `n${made++}`;
  const time = (): number | { readonly dist: 'exponential'; readonly mean: number } =>
    chance(0.5) ? { dist: 'exponential', mean: 1 + below(4) } : one([0, 1, 2.5]);
  const put = (id: string, node: HospitalNode): string => {
    nodes[id] = node;
    return id;
  };
  /** A way to serve with a resource and back, before `next`. */
  const serve = (next: string): string => {
    const [ask, stay, back] = [fresh(), fresh(), fresh()];
    const names = chance(0.3) ? ['nurse', 'doctor'] : [one(NAMES.slice(0, 4))];
    const asking = {
      priority: chance(0.5) ? { attribute: 'class' } : 1,
      ...(chance(0.3) ? { patience: time(), ...(chance(0.5) ? { reneged: next } : {}) } : {}),
      ...(chance(0.2)
        ? {
            worsens: [
              { after: time(), priority: 0 },
              { after: 3, set: { class: 0 } },
            ],
          }
        : {}),
      ...(chance(0.2) ? { evicted: next } : {}),
      ...(chance(0.2) ? { balk: [{ queue: names[0]!, atLeast: below(3), probability: 0.5 }] } : {}),
      next: stay,
    };
    if (chance(0.25)) put(ask, { do: 'place', policy: 'ward', ...asking });
    else put(ask, { do: 'seize', units: Object.fromEntries(names.map((name) => [name, 1])), ...asking });
    put(stay, { do: 'delay', time: time(), next: back });
    put(back, { do: 'release', units: chance(0.5) ? 'all' : [...NAMES], next });
    return ask;
  };
  const block = (next: string): string => {
    const id = fresh();
    switch (below(11)) {
      case 0:
        return put(id, { do: 'delay', time: time(), next, ...(chance(0.3) ? { cause: 'results' } : {}) });
      case 1:
        return put(id, {
          do: 'route',
          by: 'probability',
          ways: [{ probability: 0.4, to: serve(next) }],
          next,
        });
      case 2: {
        const when = one([
          { queue: 'nurse', atLeast: 2 },
          { free: 'bed', atLeast: 1 },
          { attribute: 'class', below: 1 },
        ]);
        return put(id, { do: 'route', by: 'condition', ways: [{ when, to: serve(next) }], next });
      }
      case 3: {
        const separate = put(fresh(), { do: 'separate', next });
        const made = put(fresh(), { do: 'delay', time: time(), next: separate });
        return put(id, { do: 'batch', size: 1 + below(3), within: 4, next: made });
      }
      case 4: {
        const wait = chance(0.7) ? put(fresh(), { do: 'join', next }) : next;
        const part = put(fresh(), { do: 'delay', time: time() });
        return put(id, { do: 'split', name: id, first: part, apart: chance(0.3), next: wait });
      }
      case 5: {
        const [nurse, doctor] = [serve(next), serve(next)];
        return put(id, {
          do: 'route',
          by: 'shortest wait',
          ways: [
            { resource: 'nurse', service: 2, to: nurse },
            { resource: 'doctor', service: 3, to: doctor },
          ],
        });
      }
      case 6: {
        // once more round, a third of the time
        const again = put(fresh(), {
          do: 'route',
          by: 'probability',
          ways: [{ probability: 0.3, to: id }],
          next,
        });
        return put(id, { do: 'delay', time: time(), next: again });
      }
      case 7:
        return put(id, { do: 'gate', until: { queue: 'doctor', below: 4 }, next });
      case 8:
        return put(id, { do: 'capacity', resource: 'doctor', by: chance(0.7) ? 1 : -1, next });
      case 9:
        return put(id, { do: 'change', set: { class: below(3) }, next });
      default:
        return serve(next);
    }
  };
  const pathway = (): string => {
    let next = put(fresh(), { do: 'end' });
    for (let i = 0; i <= below(4); i++) next = block(next);
    return serve(next);
  };
  const resource = (): HospitalResource => {
    const preemption = one(['none', 'none', 'resume', 'restart', 'resample', 'reroute'] as const);
    return {
      capacity: chance(0.5)
        ? 1 + below(3)
        : {
            shifts: [
              { from: '00:00', to: '00:20', units: 1 + below(3) },
              { from: '00:15', to: '24:00', units: below(2) },
            ],
          },
      order: one(['first-come', 'last-come'] as const),
      preemption,
      ...(preemption !== 'none' && chance(0.5) ? { onFall: 'preempt' } : {}),
      ...(chance(0.2) ? { queueLimit: below(4) } : {}),
      ...(chance(0.3) ? { overtaking: true } : {}),
      ...(chance(0.2) ? { reserve: { units: 1, priority: 0 } } : {}),
    };
  };
  const first = pathway();
  return {
    format: HOSPITAL_FORMAT,
    name: `random ${n}`,
    time: { unit: 'min' },
    run: { until: 60 },
    resources: {
      nurse: resource(),
      doctor: resource(),
      bed: {
        ...resource(),
        ...(chance(0.6)
          ? { turnover: { time: time(), ...(chance(0.5) ? { by: { cleaner: 1 } } : {}) } }
          : {}),
      },
      bay: { capacity: 1 + below(3), ...(chance(0.6) ? { shared: 'class' } : {}) },
      cleaner: { capacity: 1 },
    },
    policies: {
      ward: [
        { bed: 'bay', when: [{ attribute: 'class', below: 2 }], reason: 'own' },
        { bed: 'bed', reason: 'outlier' },
      ],
    },
    sources: {
      patient: {
        every: { dist: 'exponential', mean: 1 + below(4) },
        limit: 40,
        set: { class: { dist: 'empirical', values: [0, 1, 2] } },
        first,
        ...(chance(0.2) ? { batch: 2 } : {}),
      },
      booked: {
        appointments: {
          at: ['00:05', '00:10', '00:20'],
          lateness: { dist: 'uniform', min: -4, max: 6 },
          noShow: 0.2,
        },
        set: { class: 1 },
        first,
      },
    },
    nodes,
  };
}
