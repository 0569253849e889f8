// A tree of arteries: what it comes to as a whole, and how a pulse travels in it.
import { describe, expect, it } from 'vitest';
import { readNetwork } from '../network/read-network.ts';
import { simulateNetwork } from '../network/simulate-network.ts';
import { ADAN56 } from './adan56.ts';
import { ArterialTree } from './arterial-tree.ts';
import { ADAN56_WALL } from './arterial-wall.ts';
import type { Artery } from './artery.ts';
import { treeCompliance, treeResistance } from './lumped-tree.ts';
import { mainSections } from './sections.ts';
import { transitTime } from './transit-time.ts';
import { TreeBeat } from './tree-beat.ts';
import { treeNetwork } from './tree-network.ts';

const MMHG = 133.322;
const tree = new ArterialTree(ADAN56, ADAN56_WALL);
const published = { pressure: 13_000, stiffness: 1, bedResistance: 1 };
/** 70 mL at 60 a minute in 0.3 s of each. */
const ejection = Float64Array.from({ length: 200 }, (_, j) =>
  j < 60 ? ((70e-6 * Math.PI) / 2 / 0.3) * Math.sin((Math.PI * j) / 60) : 0,
);
const drive = { given: 'flow', course: ejection, period: 1, distalPressure: 600 } as const;
const mean = (values: Float64Array): number => values.reduce((sum, v) => sum + v, 0) / values.length;

describe('the arteries of the standard person', () => {
  it('are 56 in 77 sections, of which 31 end in a bed', () => {
    expect(ADAN56).toHaveLength(77);
    expect(mainSections(ADAN56)).toHaveLength(56);
    expect(ADAN56.filter(({ bed }) => bed !== null)).toHaveLength(31);
  });

  it('come after the one they leave, and end in a bed exactly where none leaves them', () => {
    const left = new Set(ADAN56.map(({ from }) => from));
    for (const [i, { name, from, bed }] of ADAN56.entries()) {
      if (i > 0) expect(ADAN56.slice(0, i).map((before) => before.name)).toContain(from);
      expect(bed === null).toBe(left.has(name));
    }
  });
});

describe('a tree in a person', () => {
  it.each([
    [6_000, 0.5, 0.6],
    [12_000, 0.95, 1.2],
    [20_000, 1.8, 2.5],
  ])('of mean pressure %d Pa has their resistance %f and compliance %f', (pressure, pru, perMmhg) => {
    const resistance = pru * MMHG * 1e6;
    const compliance = (perMmhg * 1e-6) / MMHG;
    const lumped = tree.lump(tree.stateOf({ pressure, resistance, compliance }));
    expect(treeResistance(lumped) / resistance).toBeCloseTo(1, 9);
    expect(treeCompliance(lumped) / compliance).toBeCloseTo(1, 9);
  });

  it('is refused, by name, where walls so soft would close', () => {
    const person = { pressure: 2_000, resistance: 1e8, compliance: 1e-7 };
    expect(() => tree.stateOf(person)).toThrow(
      expect.objectContaining({
        code: 'model.domain',
        place: expect.objectContaining({ field: 'compliance' }),
      }),
    );
  });

  it('is refused, by name, where the large arteries alone resist more', () => {
    const person = { pressure: 12_000, resistance: 1e5, compliance: 1e-8 };
    expect(() => tree.stateOf(person)).toThrow(
      expect.objectContaining({
        code: 'model.domain',
        place: expect.objectContaining({ field: 'resistance' }),
      }),
    );
  });

  it('conducts a pulse twice as fast with walls four times as stiff', () => {
    const groin = { artery: 'femoral-right-1', along: 1 };
    const at = (stiffness: number) =>
      transitTime(tree.lump({ ...published, pressure: ADAN56_WALL.referencePressure, stiffness }), groin);
    expect(at(1).seconds / at(4).seconds).toBeCloseTo(2, 9);
    expect(at(1).distance).toBeCloseTo(0.634, 3);
  });
});

describe('one beat of a tree', () => {
  const lumped = tree.lump(published);
  const beat = new TreeBeat(lumped, drive);

  it('lets out what it takes in', () => {
    expect(beat.meanOutflow / mean(ejection)).toBeCloseTo(1, 12);
  });

  it('has at the root the mean pressure of its resistance', () => {
    const root = beat.pressure({ artery: 'aortic-arch-1', along: 0 }, 200);
    expect(mean(root)).toBeCloseTo(600 + treeResistance(lumped) * mean(ejection), 3);
  });

  it('is the same whether flow or pressure of the root is given', () => {
    const course = beat.pressure({ artery: 'aortic-arch-1', along: 0 }, 200);
    const again = new TreeBeat(lumped, { ...drive, given: 'pressure', course });
    const [one, other] = [beat, again].map((b) => b.pressure({ artery: 'radial-left', along: 0.5 }, 50)) as [
      Float64Array,
      Float64Array,
    ];
    for (const [j, p] of one.entries()) expect(other[j]! / p).toBeCloseTo(1, 9);
  });

  it('loses mean pressure, never gains it, from each artery to the next', () => {
    for (const { name, from } of ADAN56) {
      const along = (artery: string, share: number): number =>
        mean(beat.pressure({ artery, along: share }, 64));
      if (from !== null) expect(along(name, 0)).toBeCloseTo(along(from, 1), 6);
      expect(along(name, 1)).toBeLessThan(along(name, 0));
    }
  });

  it('is what the network engine comes to after many beats', () => {
    const coarse = new ArterialTree(ADAN56, ADAN56_WALL, 0.2).lump(published);
    const exact = new TreeBeat(coarse, drive);
    const run = simulateNetwork(
      readNetwork(treeNetwork(coarse, drive, { cycles: 12, pointsPerCycle: 251 })),
      'generated',
    );
    for (const artery of ['aortic-arch-1', 'brachial-right', 'anterior-tibial-left']) {
      const column = run.variables.findIndex(
        (name) => name.startsWith('pressure:') && name.endsWith(`:${artery}.0`),
      );
      const course = exact.pressure({ artery, along: 0 }, 250);
      for (const [j, p] of course.entries()) {
        expect(Math.abs(run.values[j * run.variables.length + column]! - p)).toBeLessThan(1 * MMHG);
      }
    }
  });

  it('refuses a course too coarse for its harmonics and an artery that is not there', () => {
    expect(() => new TreeBeat(lumped, { ...drive, course: ejection.subarray(0, 40) })).toThrow(
      expect.objectContaining({ code: 'model.invalid', place: expect.objectContaining({ field: 'course' }) }),
    );
    expect(() => beat.pressure({ artery: 'aorta', along: 0 }, 10)).toThrow(
      expect.objectContaining({ code: 'model.invalid', place: expect.objectContaining({ field: 'artery' }) }),
    );
  });
});

it('a pulse in one even tube without friction that ends in its own impedance arrives unchanged, after length over speed', () => {
  const radius = 0.005;
  const tube: Artery = {
    name: 'tube',
    from: null,
    length: 0.5,
    proximalRadius: radius,
    distalRadius: radius,
    bed: null,
  };
  const wall = { ...ADAN56_WALL, viscosity: 1e-9 };
  const state = { ...published, pressure: wall.referencePressure };
  const { inertance, compliance } = new ArterialTree([tube], wall, 0.002).lump(state);
  const impedance = Math.sqrt(inertance[0]! / compliance[0]!);
  const bed = { proximalResistance: impedance, distalResistance: impedance * 1e-6, compliance: 1e-12 };
  const lumped = new ArterialTree([{ ...tube, bed }], wall, 0.002).lump(state);
  // smooth enough that no block disperses it
  const pulse = Float64Array.from({ length: 1000 }, (_, j) => Math.exp(-(((j - 300) / 40) ** 2)));
  const beat = new TreeBeat(lumped, { given: 'pressure', course: pulse, period: 1, distalPressure: 0 });
  const end = beat.pressure({ artery: 'tube', along: 1 }, 1000);
  const { seconds } = transitTime(lumped, { artery: 'tube', along: 1 });
  const steps = Math.round(seconds * 1000);
  expect(steps).toBeGreaterThan(50);
  for (const [j, p] of pulse.entries()) expect(Math.abs(end[(j + steps) % 1000]! - p)).toBeLessThan(0.02);
});
