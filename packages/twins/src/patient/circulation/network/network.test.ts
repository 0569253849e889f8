// Networks against mathematics: laws of Ohm and Poiseuille, an exact windkessel, conservation of blood; and what is refused.
import { TwinwardError } from '@twinward/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNetwork } from './read-network.ts';
import { type NetworkTrajectory, simulateNetwork } from './simulate-network.ts';

const SEED = 20260101;

interface Parts {
  readonly run?: object;
  readonly inflow?: readonly number[];
  readonly vessel?: object;
  readonly outlet?: object;
  readonly extra?: object;
}

/** Flow into one vessel that ends in a boundary condition. */
function oneVessel({
  run,
  inflow = [5, 5],
  vessel = {},
  outlet,
  extra,
}: Parts = {}): Record<string, unknown> {
  const t = inflow.map((_, i) => i / (inflow.length - 1));
  return {
    simulation_parameters: { number_of_cardiac_cycles: 2, number_of_time_pts_per_cardiac_cycle: 11, ...run },
    boundary_conditions: [
      { bc_name: 'IN', bc_type: 'FLOW', bc_values: { Q: inflow, t } },
      outlet ?? { bc_name: 'OUT', bc_type: 'RESISTANCE', bc_values: { R: 100, Pd: 100 } },
    ],
    vessels: [
      {
        vessel_name: 'aorta',
        vessel_id: 0,
        boundary_conditions: { inlet: 'IN', outlet: 'OUT' },
        zero_d_element_type: 'BloodVessel',
        zero_d_element_values: vessel,
      },
    ],
    ...extra,
  };
}

const run = (json: unknown): NetworkTrajectory => simulateNetwork(readNetwork(json), 'interpreted');

function series({ variables, values, times }: NetworkTrajectory, name: string): Float64Array {
  const place = variables.indexOf(name);
  return Float64Array.from(times, (_, k) => values[k * variables.length + place]!);
}

const last = (values: Float64Array): number => values.at(-1)!;

function refusal(json: unknown): TwinwardError {
  try {
    run(json);
  } catch (error) {
    if (error instanceof TwinwardError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('a network of vessels', () => {
  it('drops the pressure by R Q + S Q^2 along a narrowed vessel, whatever the flow', () => {
    const number = fc.double({ min: 0, max: 50, noNaN: true });
    fc.assert(
      fc.property(number, number, number, (Q, R, S) => {
        const all = run(oneVessel({ inflow: [Q, Q], vessel: { R_poiseuille: R, stenosis_coefficient: S } }));
        const drop = last(series(all, 'pressure:IN:aorta')) - last(series(all, 'pressure:aorta:OUT'));
        expect(Math.abs(drop - (R + S * Q) * Q)).toBeLessThan(1e-7 * (1 + drop));
      }),
      { seed: SEED, numRuns: 50 },
    );
  });

  it('divides flow in the inverse ratio of the resistances', () => {
    const branch = (id: number, R: number) => ({
      vessel_name: `branch${id}`,
      vessel_id: id,
      boundary_conditions: { outlet: `OUT${id}` },
      zero_d_element_type: 'BloodVessel',
      zero_d_element_values: { R_poiseuille: R },
    });
    const end = (id: number) => ({ bc_name: `OUT${id}`, bc_type: 'PRESSURE', bc_values: { P: 7 } });
    const all = run({
      simulation_parameters: { number_of_cardiac_cycles: 1, number_of_time_pts_per_cardiac_cycle: 3 },
      boundary_conditions: [{ bc_name: 'IN', bc_type: 'FLOW', bc_values: { Q: 6 } }, end(1), end(2)],
      vessels: [
        {
          vessel_name: 'trunk',
          vessel_id: 0,
          boundary_conditions: { inlet: 'IN' },
          zero_d_element_type: 'BloodVessel',
          zero_d_element_values: { R_poiseuille: 1 },
        },
        branch(1, 10),
        branch(2, 20),
      ],
      junctions: [
        { junction_name: 'J', junction_type: 'NORMAL_JUNCTION', inlet_vessels: [0], outlet_vessels: [1, 2] },
      ],
    });
    expect(last(series(all, 'flow:J:branch1'))).toBeCloseTo(4, 7);
    expect(last(series(all, 'flow:J:branch2'))).toBeCloseTo(2, 7);
  });

  it('fills a windkessel as exp(-t / Rd C) says, with an error that falls as the square of the step', () => {
    const error = (points: number): number => {
      const outlet = { bc_name: 'OUT', bc_type: 'RCR', bc_values: { Rp: 1, C: 0.5, Rd: 2, Pd: 0 } };
      const settings = { number_of_cardiac_cycles: 1, number_of_time_pts_per_cardiac_cycle: points };
      const all = run(
        oneVessel({
          inflow: [1, 1],
          outlet,
          run: { ...settings, steady_initial: false, output_all_cycles: true },
          extra: {
            initial_condition_d: { 'pressure_c:OUT': 2, 'pressure:IN:aorta': 2, 'pressure:aorta:OUT': 2 },
          },
        }),
      );
      const filled = series(all, 'pressure_c:OUT');
      return Math.abs(last(filled) - 2 * (1 - Math.exp(-1)));
    };
    expect(error(21) / error(41)).toBeGreaterThan(3);
    expect(error(321)).toBeLessThan(1e-4);
  });

  it('gives the same numbers generated and interpreted', () => {
    const network = readNetwork(
      oneVessel({ inflow: [0, 3, 1, 0], vessel: { R_poiseuille: 2, C: 0.01, L: 0.1 } }),
    );
    expect(simulateNetwork(network, 'generated').values).toEqual(
      simulateNetwork(network, 'interpreted').values,
    );
  });
});

describe('what is refused', () => {
  it.each([
    ['an unknown block', { extra: { chambers: [{ name: 'LV', type: 'ChamberSphere', values: {} }] } }, 'LV'],
    ['an unknown parameter', { vessel: { viscosity: 3 } }, 'aorta.viscosity'],
    [
      'a setting that would change the run',
      { run: { use_cycle_to_cycle_error: true } },
      'use_cycle_to_cycle_error',
    ],
    [
      'an unknown part',
      { extra: { external_solver_coupling_blocks: [] } },
      'external_solver_coupling_blocks',
    ],
  ])('%s, by name', (_what, parts: Parts, field) => {
    expect(refusal(oneVessel(parts))).toMatchObject({ code: 'request.unsupported', place: { field } });
  });

  it.each([
    ['a negative compliance', { vessel: { C: -1 } }, 'aorta.C'],
    ['a negative resistance', { vessel: { R_poiseuille: -1 } }, 'aorta.R_poiseuille'],
    [
      'times that do not rise',
      {
        extra: {
          boundary_conditions: [{ bc_name: 'IN', bc_type: 'FLOW', bc_values: { Q: [1, 2], t: [1, 1] } }],
        },
      },
      'IN.Q',
    ],
    [
      'an end that leads nowhere',
      { outlet: { bc_name: 'ELSEWHERE', bc_type: 'RESISTANCE', bc_values: { R: 1, Pd: 0 } } },
      'aorta',
    ],
    [
      'no steps',
      { run: { number_of_time_pts_per_cardiac_cycle: 1 } },
      'number_of_time_pts_per_cardiac_cycle',
    ],
    [
      'a vessel without resistance between two given pressures',
      {
        outlet: { bc_name: 'OUT', bc_type: 'PRESSURE', bc_values: { P: 1 } },
        extra: {
          boundary_conditions: [
            { bc_name: 'IN', bc_type: 'PRESSURE', bc_values: { P: 2 } },
            { bc_name: 'OUT', bc_type: 'PRESSURE', bc_values: { P: 1 } },
          ],
        },
      },
      'OUT',
    ],
    [
      'flow given at both ends of a stiff vessel',
      { outlet: { bc_name: 'OUT', bc_type: 'FLOW', bc_values: { Q: 1 } } },
      /IN:aorta|aorta:OUT/,
    ],
  ])('%s, naming the element', (_what, parts: Parts, field) => {
    const error = refusal(oneVessel(parts));
    expect(error.code).toBe('model.invalid');
    expect(error.place.field).toMatch(field instanceof RegExp ? field : new RegExp(`^${field}$`));
  });

  it.each([[null], [[]], [{}], [{ simulation_parameters: 3 }], [{ vessels: {} }]])(
    'what is no network: %j',
    (json) => {
      expect(['file.invalid', 'model.invalid']).toContain(refusal(json).code);
    },
  );
});
