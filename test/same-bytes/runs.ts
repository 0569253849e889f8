// Simulations whose bytes must not depend on who computes them: every solver of ensembles, every elementary function, draws, chance, events.
import { esMda, particleMetropolis, readingsDensity } from '@twinward/estimate';
import {
  BulkDraws,
  compileHybrid,
  compileStochasticEquations,
  drawGamma,
  Ensemble,
  type EnsemblePart,
  type EnsembleRequest,
  type EnsembleUnit,
  equations,
  exp,
  joinStochasticParts,
  philox,
  runEnsembleUnit,
  runStochasticPart,
  type StochasticIntegrator,
  type StochasticMethod,
  type StochasticPart,
  type StochasticPaths,
  type StochasticRange,
  simulateHybrid,
  stochasticEquations,
  stochasticPaths,
  stochasticRanges,
} from '@twinward/simulate';
import { lowerSbml, reactionNetworkOf, readSbml } from '@twinward/simulate/sbml';

/** Work that any thread can do: part of an ensemble of equations, some runs of a reaction network, or some noisy paths. */
export type Work =
  | { readonly kind: 'members'; readonly unit: EnsembleUnit }
  | { readonly kind: 'chance'; readonly method: StochasticMethod; readonly range: StochasticRange }
  | { readonly kind: 'noise'; readonly method: StochasticIntegrator; readonly range: StochasticRange };

/** What a thread answers. */
export type Done = EnsemblePart | StochasticPart | StochasticPaths;

/** How many members; not even, so that one has no partner. */
const MEMBERS = 33;

const wave = equations({
  time: '1',
  states: { x: '1', v: '1', w: '1' },
  parameters: { a: '1', k: '1' },
  inputs: {},
  where: { heat: 'exp(-k * x ^ 2) + tanh(v) * ln(1 + w ^ 2)' },
  derivatives: {
    x: 'v',
    v: '-a * sin(x) - 0.1 * v + 0.2 * cos(t)',
    w: 'heat - w * (2 + x ^ 2) ^ 0.3 + atan(x) * expm1(0.1 * x) + tan(0.1 * x)',
  },
  outputs: { x: { unit: '1', is: 'x' }, heat: { unit: '1', is: 'heat' } },
});

const kinetics = equations({
  time: '1',
  states: { A: '1', B: '1', C: '1' },
  parameters: { fast: '1', slow: '1' },
  inputs: {},
  where: {},
  derivatives: {
    A: '-slow * A + 1e4 * B * C',
    B: 'slow * A - 1e4 * B * C - fast * B ^ 2',
    C: 'fast * B ^ 2',
  },
  outputs: { A: { unit: '1', is: 'A' }, C: { unit: '1', is: 'C' } },
});

interface Run {
  readonly name: string;
  readonly ensemble: Ensemble;
  readonly request: EnsembleRequest;
}

function runs(): readonly Run[] {
  const random = philox('5a3e000000000001');
  const spread = (row: readonly number[], stream: number): Float64Array =>
    Float64Array.from({ length: MEMBERS * row.length }, (_, i) => {
      const draws = random.draws(Math.floor(i / row.length), stream, i % row.length);
      return row[i % row.length]! * (0.8 + 0.4 * draws.uniform()) * drawGamma(draws, 50, 0.02);
    });
  const members = { members: MEMBERS, from: 0, u: new Float64Array(), uStride: 0, pStride: 2 };
  const times = Float64Array.from({ length: 41 }, (_, i) => i / 2);
  return [
    {
      name: 'explicit',
      ensemble: new Ensemble(wave),
      request: { ...members, y: spread([1, 0.5, 0.2], 0), p: spread([2, 0.7], 1), times },
    },
    ...(['stiff', 'rodas4'] as const).map((method) => ({
      name: method,
      ensemble: new Ensemble(kinetics, { method }),
      request: {
        ...members,
        y: spread([1, 1e-5, 0.1], 2),
        p: spread([3e7, 0.04], 3),
        times: times.map((t) => t * t),
      },
    })),
  ];
}

/** Molecules that are made, the less of them the more pairs there are, that pair and fall apart. */
const PAIRING = `<sbml level="2" version="4"><model id="pairing"><listOfCompartments><compartment id="cell"/></listOfCompartments>
  <listOfSpecies>${['single', 'pair']
    .map((id) => `<species id="${id}" compartment="cell" initialAmount="20" hasOnlySubstanceUnits="true"/>`)
    .join('')}</listOfSpecies><listOfReactions>
  ${reaction('making', '', single(1), '<apply><times/><cn>12</cn><apply><exp/><apply><minus/><apply><divide/><ci>pair</ci><cn>50</cn></apply></apply></apply></apply>')}
  ${reaction('pairing', single(2), '<speciesReference species="pair"/>', '<apply><times/><cn>0.01</cn><ci>single</ci><apply><minus/><ci>single</ci><cn>1</cn></apply></apply>')}
  ${reaction('decay', '<speciesReference species="pair"/>', '', '<apply><times/><cn>0.3</cn><ci>pair</ci></apply>')}
  </listOfReactions></model></sbml>`;
const SEED = '5a3e000000000002';
const RUNS = 200;

function single(count: number): string {
  return `<speciesReference species="single" stoichiometry="${count}"/>`;
}

function reaction(id: string, takes: string, gives: string, law: string): string {
  const side = (list: string, of: string): string => (of === '' ? '' : `<${list}>${of}</${list}>`);
  return `<reaction id="${id}" reversible="false">${side('listOfReactants', takes)}${side('listOfProducts', gives)}
    <kineticLaw><math xmlns="http://www.w3.org/1998/Math/MathML">${law}</math></kineticLaw></reaction>`;
}

/** Paths of the pendulum and its heat, shaken the harder the farther it swings. */
function noisyPaths(method: StochasticIntegrator, range: StochasticRange): StochasticPaths {
  const noisy = compileStochasticEquations(stochasticEquations(wave, { v: '0.2 * exp(-x ^ 2)' }), 'wasm');
  return stochasticPaths(
    noisy,
    {
      ...{
        members: RUNS,
        y: Float64Array.of(1, 0.5, 0.2),
        yStride: 0,
        p: Float64Array.of(2, 0.7),
        pStride: 0,
      },
      ...{
        u: new Float64Array(),
        uStride: 0,
        times: [0, 1, 2],
        step: 1 / 32,
        halvings: 1,
        seed: SEED,
        method,
      },
    },
    range,
  );
}

/** Does a piece of work, on whatever thread this is. */
export function perform(work: Work): Done {
  if (work.kind === 'members') return runEnsembleUnit(work.unit);
  if (work.kind === 'noise') return noisyPaths(work.method, work.range);
  const { rest, reactions, quantities } = reactionNetworkOf(readSbml(PAIRING));
  const outputs = ['single', 'pair'].map((name) => ({ name, unit: '1', is: quantities.get(name)!.value }));
  const request = { times: [0, 1, 5, 20], seed: SEED, method: work.method };
  return runStochasticPart({ reactions, rest: { ...rest, outputs } }, request, work.range, 'wasm');
}

/** Hashes of all runs, their parts computed by `compute`, in any order and anywhere. */
export async function hashes(
  parts: number,
  compute: (work: Work, part: number) => Promise<Done>,
  sbml: string,
): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  for (const { name, ensemble, request } of runs()) {
    const units = ensemble.divide(request, parts);
    const done = await Promise.all(units.map((unit, part) => compute({ kind: 'members', unit }, part)));
    const { rows, run } = ensemble.join(request, done as EnsemblePart[]);
    if (run.failures.length > 0) throw new Error(`${name}: ${run.failures[0]!.reason}`);
    found[name] = await sha256(rows);
  }
  for (const method of ['direct', 'next reaction', 'tau-leaping'] as const) {
    const ranges = stochasticRanges(RUNS, parts);
    const done = await Promise.all(
      ranges.map((range, part) => compute({ kind: 'chance', method, range }, part)),
    );
    const { means, variances } = joinStochasticParts(done as StochasticPart[]);
    found[method] = await sha256(Float64Array.of(...means, ...variances));
  }
  for (const method of ['euler-maruyama', 'sri'] as const) {
    const ranges = stochasticRanges(RUNS, parts);
    const done = await Promise.all(
      ranges.map((range, part) => compute({ kind: 'noise', method, range }, part)),
    );
    const paths = (done as StochasticPaths[]).sort((a, b) => a.from - b.from);
    found[method] = await sha256(Float64Array.from(paths.flatMap(({ rows }) => [...rows])));
  }
  const kicks = new Float64Array(7 * 501);
  new BulkDraws(SEED).normals(kicks, { member: 3, stream: 1, step: 60 }, 7);
  found.draws = await sha256(kicks);
  const { hybrid } = lowerSbml(readSbml(sbml));
  const outputs = hybrid.states.map(({ symbol }, i) => ({ name: `state ${i}`, unit: '1', is: symbol }));
  const compiled = compileHybrid({ ...hybrid, outputs }, 'wasm');
  found.inference = await sha256(inference());
  found.events = await sha256(simulateHybrid(compiled, { times: [0, 6, 12, 18, 24, 48] }).rows);
  return found;
}

/** Parameters and states of a growing colony from its counts, by particles and by ES-MDA. */
function inference(): Float64Array {
  const parameters = [{ name: 'growth', prior: { kind: 'gamma', shape: 3, scale: 0.1 } }] as const;
  const observations = [2, 3, 3, 6].map((value) =>
    readingsDensity([{ error: { kind: 'negative-binomial', size: 5 }, value }], (x, _, out) => out.set(x)),
  );
  const { values, states } = particleMetropolis(
    {
      parameters,
      system: ([growth]) => ({
        start: 0,
        initial: (members) => new Float64Array(members).fill(2),
        model: {
          size: 1,
          advance(x, members, _from, to, random) {
            for (let m = 0; m < members; m++)
              x[m] = x[m]! * exp(growth! + 0.2 * random!.draws(m, 0, to).normal());
          },
        },
        course: observations.map((observed, step) => ({ at: step + 1, observations: observed })),
      }),
    },
    { seed: SEED, members: 20, chains: 2, warmUp: 60, draws: 40, proposal: 'bootstrap' },
  );
  const smoothed = esMda(
    {
      parameters,
      observed: Float64Array.of(2.7, 3.4),
      variance: Float64Array.of(0.1, 0.2),
      predict(x, members, out) {
        for (let m = 0; m < members; m++) out.set([2 * exp(x[m]!), 2 * exp(2 * x[m]!)], 2 * m);
      },
    },
    { seed: SEED, members: 50 },
  );
  return Float64Array.of(...values, ...states, ...smoothed.values);
}

async function sha256(values: Float64Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', values.slice());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
