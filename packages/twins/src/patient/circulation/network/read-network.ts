import { TwinwardError } from '@twinward/contract';
import { checkNetwork } from './check-network.ts';
import type { ElementType } from './element-type.ts';
import { ELEMENT_TYPES, type ElementList } from './element-types.ts';
import { JsonRecord } from './json-record.ts';
import { normalJunction } from './junctions.ts';
import type { Connection, Network, NetworkElement } from './network.ts';
import { readElement } from './read-element.ts';
import { readRun } from './read-run.ts';

const HEART = 'CLH';

/**
 * Reads a network in the JSON of svZeroDSolver. Throws `file.invalid` (not such a file), `request.unsupported` (an element, a
 * parameter or a setting that is not known here, by name) and `model.invalid` (numbers that are not physiological, ports left open,
 * loops without resistance), naming the element at fault.
 *
 * @example
 * const network = readNetwork({
 *   simulation_parameters: { number_of_cardiac_cycles: 2, number_of_time_pts_per_cardiac_cycle: 5 },
 *   boundary_conditions: [
 *     { bc_name: 'IN', bc_type: 'FLOW', bc_values: { Q: [5, 5], t: [0, 1] } },
 *     { bc_name: 'OUT', bc_type: 'RESISTANCE', bc_values: { R: 100, Pd: 100 } },
 *   ],
 *   vessels: [{ vessel_name: 'aorta', vessel_id: 0, zero_d_element_type: 'BloodVessel', zero_d_element_values: { R_poiseuille: 100 },
 *     boundary_conditions: { inlet: 'IN', outlet: 'OUT' } }],
 * });
 * network.connections.length; // 2
 */
export function readNetwork(json: unknown): Network {
  const file = new JsonRecord(json, 'network');
  const elements: NetworkElement[] = [];
  const connections: Connection[] = [];
  const connect = (from: string, to: string): void => {
    connections.push({ from, to });
  };

  const vesselOf = new Map<unknown, string>();
  for (const vessel of file.records('vessels')) {
    const name = vessel.text('vessel_name');
    vesselOf.set(vessel.at('vessel_id'), name);
    const type = typeOf('vessel', vessel.text('zero_d_element_type'), name);
    elements.push(readElement(name, type, vessel.record('zero_d_element_values')));
    const ends = vessel.record('boundary_conditions');
    if (ends.has('inlet')) connect(ends.text('inlet'), name);
    if (ends.has('outlet')) connect(name, ends.text('outlet'));
  }

  const returning: string[] = [];
  for (const condition of file.records('boundary_conditions')) {
    const name = condition.text('bc_name');
    const type = typeOf('boundary condition', condition.text('bc_type'), name);
    const values = condition.record('bc_values');
    elements.push(readElement(name, type, values, { ignored: ['closed_loop_outlet'] }));
    if (type.ports !== 'outlet' && type.ports !== 'inlet-or-outlet') returning.push(name);
  }

  for (const junction of file.records('junctions')) {
    const name = junction.text('junction_name');
    const type = typeOf('junction', junction.text('junction_type'), name);
    const met = (side: 'inlet' | 'outlet'): readonly string[] =>
      junction.has(`${side}_vessels`)
        ? junction.list(`${side}_vessels`).map((id) => named(vesselOf, id, name))
        : junction.texts(`${side}_blocks`);
    const [inlets, outlets] = [met('inlet'), met('outlet')];
    const branches =
      (type.ports as { in: unknown }).in === 1 ? outlets.length : inlets.length + outlets.length;
    elements.push(readElement(name, type, junction.record('junction_values'), { branches }));
    for (const inlet of inlets) connect(inlet, name);
    for (const outlet of outlets) connect(name, outlet);
  }

  for (const loop of file.records('closed_loop_blocks')) {
    const type = typeOf('closed loop', loop.text('closed_loop_type'), HEART);
    elements.push(readElement(HEART, type, loop.record('parameters')));
    const [inlet, outlet] = ['J_heart_inlet', 'J_heart_outlet'];
    elements.push(readElement(inlet, normalJunction, new JsonRecord({}, inlet)));
    elements.push(readElement(outlet, normalJunction, new JsonRecord({}, outlet)));
    connect(inlet, HEART);
    for (const name of returning) connect(name, inlet);
    connect(HEART, outlet);
    for (const name of loop.texts('outlet_blocks')) connect(outlet, name);
  }

  for (const valve of file.records('valves')) {
    const name = valve.text('name');
    const type = typeOf('valve', valve.text('type'), name);
    const values = valve.record('params');
    elements.push(readElement(name, type, values, { ignored: ['upstream_block', 'downstream_block'] }));
    connect(values.text('upstream_block'), name);
    connect(name, values.text('downstream_block'));
  }

  for (const chamber of file.records('chambers')) {
    const name = chamber.text('name');
    const type = typeOf('chamber', chamber.text('type'), name);
    const activation = chamber.has('activation_function')
      ? { activation: chamber.record('activation_function') }
      : {};
    elements.push(readElement(name, type, chamber.record('values'), activation));
  }

  for (const part of file.names) {
    if (!KNOWN.has(part)) {
      throw new TwinwardError('request.unsupported', `the part "${part}" of a network is not supported`, {
        field: part,
      });
    }
  }
  const { run, period } = readRun(file, elements);
  const initial = numbersOf(file.record('initial_condition'));
  const initialRate = numbersOf(file.record('initial_condition_d'));
  const network: Network = { elements, connections, period, run, initial, initialRate };
  checkNetwork(network);
  return network;
}

const KNOWN: ReadonlySet<string> = new Set([
  'description',
  'simulation_parameters',
  'boundary_conditions',
  'junctions',
  'vessels',
  'closed_loop_blocks',
  'valves',
  'chambers',
  'initial_condition',
  'initial_condition_d',
]);

function numbersOf(record: JsonRecord): Readonly<Record<string, number>> {
  return Object.fromEntries(record.names.map((name) => [name, record.number(name)]));
}

function typeOf(list: ElementList, type: string, name: string): ElementType {
  const found = ELEMENT_TYPES[list].find((candidate) => candidate.name === type);
  if (found !== undefined) return found;
  throw new TwinwardError('request.unsupported', `${list} "${name}" is of the unknown type ${type}`, {
    field: name,
    remedy: `known are ${ELEMENT_TYPES[list].map((known) => known.name).join(', ')}`,
  });
}

function named(vessels: ReadonlyMap<unknown, string>, id: unknown, junction: string): string {
  const name = vessels.get(id);
  if (name !== undefined) return name;
  throw new TwinwardError(
    'model.invalid',
    `junction "${junction}" meets vessel ${String(id)}, which is not there`,
    {
      field: junction,
    },
  );
}
