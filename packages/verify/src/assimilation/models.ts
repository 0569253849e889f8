import type { StateSpaceModel } from '@twinward/estimate';
import type { Experiment } from './benchmark-file.ts';
import { lorenz63 } from './lorenz-63.ts';
import { lorenz96 } from './lorenz-96.ts';
import { matchField, numberField } from './read-fields.ts';

/** A model of an experiment with its time step. */
export interface TestModel {
  readonly model: StateSpaceModel;
  readonly dt: number;
  /** Distance between two components, for localisation; null where there is no geometry. */
  readonly distance: ((a: number, b: number) => number) | null;
}

const rungeKuttaStep = (experiment: Experiment): number =>
  matchField(experiment, 'integrator', /^RK4,?\s*dt\s*=\s*([\d.eE+-]+)$/);

/** The models that are known, by name. */
export const TEST_MODELS: Readonly<Record<string, (experiment: Experiment) => TestModel>> = {
  'Lorenz-63': (experiment) => {
    const dt = rungeKuttaStep(experiment);
    const [sigma, rho, beta] = ['sigma', 'rho', 'beta'].map((name) => numberField(experiment, name));
    return { model: lorenz63(sigma!, rho!, beta!, dt), dt, distance: null };
  },
  'Lorenz-96': (experiment) => {
    const dt = rungeKuttaStep(experiment);
    const n = numberField(experiment, 'n');
    return { model: lorenz96(n, numberField(experiment, 'F'), dt), dt, distance: ringDistance(n) };
  },
};

/** Steps between two places on a ring of n. */
function ringDistance(n: number): (a: number, b: number) => number {
  return (a, b) => Math.min(Math.abs(a - b), n - Math.abs(a - b));
}
