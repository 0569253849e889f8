// The network ADAN56 as two nonlinear one-dimensional programs solve it, and our tree set as theirs.
import {
  ADAN56,
  ADAN56_WALL,
  ArterialTree,
  type Artery,
  readNetwork,
  simulateNetwork,
  TreeBeat,
  treeNetwork,
} from '@twinward/twins/patient';
import { readInput } from '../read-input.ts';
import { repositoryPath } from '../repository-path.ts';
import { numberIn, readTable } from '../table.ts';
import { meanOf, pulseOf, rms, type TreeCheck } from './tree-check.ts';

const MMHG = 133.322;
/** Share of the pulse by which a linear tree may differ: what it leaves out, convection, goes with flow over wave speed, 0.7 m/s over 4.5 m/s at the root. */
const BAR = 0.1;
/** mmHg of systolic and diastolic pressure: as much as two measurements of one person's blood pressure may differ (AAMI/ISO 81060-2, mean error). */
const EXTREMES = 5;
/** Both programs keep each artery as wide as it begins (data/arteries/README.md). */
const UNTAPERED: readonly Artery[] = ADAN56.map((artery) => ({
  ...artery,
  distalRadius: artery.proximalRadius,
}));
/** Seconds. */
const BEAT = 1;
/** Pa: about what both programs come to on the mean at the root, 14.2 and 12.1 kPa, rounded; walls are taken linear about it. */
const MEAN = { periodic: 14_000, first: 12_000 } as const;
const PERIODIC = repositoryPath('data', 'arteries', 'adan56-periodic.csv');

/** Pressure in the middle of arteries through a beat of the periodic state, against jaxFlowSim or FILE. */
export async function* periodicChecks(file: string = PERIODIC): AsyncGenerator<TreeCheck> {
  const rows = readTable(await readInput(file), ['phase'], file);
  const arteries = Object.keys(rows[0]!).filter((column) => column !== 'phase');
  const wall = { ...ADAN56_WALL, referencePressure: 0, profile: 9 };
  const lumped = new ArterialTree(UNTAPERED, wall).lump({
    pressure: MEAN.periodic,
    stiffness: 1,
    bedResistance: 1,
  });
  const beat = new TreeBeat(lumped, {
    given: 'flow',
    course: await inflow(1000),
    period: BEAT,
    distalPressure: 0,
  });
  const phases = rows.map((row, i) => numberIn(row, 'phase', i, file));
  for (const artery of arteries) {
    const theirs = rows.map((row, i) => numberIn(row, artery, i, file) / MMHG);
    const wave = beat.pressure({ artery, along: 0.5 }, 1000);
    const ours = phases.map((phase) => wave[Math.round(phase * 1000) % 1000]! / MMHG);
    const name = `ADAN56, middle of ${artery}`;
    yield {
      name: `${name}: RMS difference, share of the pulse (jaxFlowSim)`,
      value: rms(ours, theirs) / pulseOf(theirs),
      low: 0,
      high: BAR,
    };
    for (const [word, extreme] of [
      ['systolic', Math.max],
      ['diastolic', Math.min],
    ] as const) {
      yield {
        name: `${name}: ${word} pressure less theirs, mmHg (jaxFlowSim: ${extreme(...theirs).toFixed(1)})`,
        value: extreme(...ours) - extreme(...theirs),
        low: -EXTREMES,
        high: EXTREMES,
      };
    }
    yield {
      name: `${name}: mean pressure less theirs, mmHg (jaxFlowSim: ${meanOf(theirs).toFixed(1)})`,
      value: meanOf(ours) - meanOf(theirs),
      low: -EXTREMES,
      high: EXTREMES,
    };
  }
}

/** The first beat from rest by the network engine, against openBF, which takes radii and profile as published. */
export async function* firstBeatChecks(): AsyncGenerator<TreeCheck> {
  const file = repositoryPath('data', 'arteries', 'adan56-first-beat.csv');
  const shares = [0, 0.25, 0.5, 0.75, 1];
  const rows = readTable(
    await readInput(file),
    ['artery', 'time', ...shares.map((share) => `at ${share}`)],
    file,
  );
  const lumped = new ArterialTree(UNTAPERED, ADAN56_WALL, 0.05).lump({
    pressure: MEAN.first,
    stiffness: 1,
    bedResistance: 1,
  });
  const drive = { given: 'flow', course: await inflow(1000), period: BEAT, distalPressure: 0 } as const;
  const steps = 500;
  const network = treeNetwork(lumped, drive, { cycles: 2, pointsPerCycle: steps + 1 }) as {
    simulation_parameters: object;
  };
  const run = simulateNetwork(
    readNetwork({
      ...network,
      simulation_parameters: {
        ...network.simulation_parameters,
        steady_initial: false,
        output_all_cycles: true,
      },
      initial_condition: { pressure_all: 10_000 },
    }),
    'generated',
  );
  const byArtery = new Map<string, [number, number][]>();
  for (const [index, row] of rows.entries()) {
    const artery = row.artery!;
    const a = lumped.arteries.findIndex(({ name }) => name === artery);
    const blocks = lumped.starts[a + 1]! - lumped.starts[a]!;
    const step = Math.round(numberIn(row, 'time', index, file) * steps);
    const node = (k: number): number => {
      const from = (name: string): boolean => name.startsWith(`pressure:${artery}.${blocks - 1}:`);
      const into = (name: string): boolean =>
        name.startsWith('pressure:') && name.endsWith(`:${artery}.${k}`);
      return run.values[step * run.variables.length + run.variables.findIndex(k < blocks ? into : from)]!;
    };
    for (const share of shares) {
      const below = Math.min(blocks - 1, Math.floor(share * blocks));
      const ours = node(below) + (share * blocks - below) * (node(below + 1) - node(below));
      const pairs = byArtery.get(artery) ?? [];
      pairs.push([ours / MMHG, numberIn(row, `at ${share}`, index, file) / MMHG]);
      byArtery.set(artery, pairs);
    }
  }
  for (const [artery, pairs] of byArtery) {
    const [ours, theirs] = [pairs.map(([p]) => p), pairs.map(([, p]) => p)];
    yield {
      name: `ADAN56 from rest, along ${artery}: RMS difference, share of the span (openBF)`,
      value: rms(ours, theirs) / pulseOf(theirs),
      low: 0,
      high: BAR,
    };
  }
}

/** The flow of the benchmark at equal steps of its beat, m3/s. */
async function inflow(samples: number): Promise<Float64Array> {
  const file = repositoryPath('data', 'arteries', 'adan56-inflow.csv');
  const rows = readTable(await readInput(file), ['time', 'flow'], file);
  const points = rows.map(
    (row, i) => [numberIn(row, 'time', i, file), numberIn(row, 'flow', i, file)] as const,
  );
  return Float64Array.from({ length: samples }, (_, j) => {
    const t = (j / samples) * BEAT;
    const i = Math.max(0, points.findIndex(([time]) => time > t) - 1);
    const [[t0, q0], [t1, q1]] = [points[i]!, points[i + 1]!];
    return q0 + ((t - t0) / (t1 - t0)) * (q1 - q0);
  });
}
