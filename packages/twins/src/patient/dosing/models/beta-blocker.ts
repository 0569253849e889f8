import type { PopulationParameter } from '../population/population-model.ts';

/** What is published of a beta-blocker given into a vein, per kilogram of body weight. */
interface PublishedBlocker {
  /** L/h/kg. */
  readonly clearance: number;
  /** Central volume, L/kg. */
  readonly central: number;
  /** Rates of the two phases of decline, 1/h: ln 2 over the half-lives of distribution and elimination. */
  readonly alpha: number;
  readonly beta: number;
  /** Level at which half of the receptors are blocked, mg/L. */
  readonly halfEffect: number;
  /** Standard deviation of the logarithm of clearance among people. */
  readonly spread: number;
  /** Where each number stands; `phases` for the flow between the compartments and the second one. */
  readonly sources: {
    readonly clearance: string;
    readonly central: string;
    readonly phases: string;
    readonly halfEffect: string;
  };
}

/** The two compartments that a clearance, a central volume and two half-lives come to, and the level of half effect. */
export function betaBlockerParameters(published: PublishedBlocker): readonly PopulationParameter[] {
  const { clearance, central, alpha, beta, halfEffect, spread, sources } = published;
  const k10 = clearance / central;
  const k21 = (alpha * beta) / k10;
  const k12 = alpha + beta - k10 - k21;
  return [
    { ...perKilogram('CL', 'Clearance', 'L/h', clearance), variance: spread ** 2, source: sources.clearance },
    { ...perKilogram('V1', 'Central volume', 'L', central), variance: 0.2 ** 2, source: sources.central },
    {
      ...perKilogram('Q', 'Flow between compartments', 'L/h', k12 * central),
      variance: 0,
      source: sources.phases,
    },
    {
      ...perKilogram('V2', 'Peripheral volume', 'L', (k12 / k21) * central),
      variance: 0,
      source: sources.phases,
    },
    {
      name: 'EC50',
      label: 'Level at which half of the beta-1 receptors are blocked',
      unit: 'mg/L',
      typical: halfEffect,
      effects: [],
      variance: 0.3 ** 2,
      source: sources.halfEffect,
    },
  ];
}

function perKilogram(
  name: string,
  label: string,
  unit: string,
  typical: number,
): Omit<PopulationParameter, 'variance' | 'source'> {
  const effects = [{ kind: 'power', covariate: 'weight', reference: 1, exponent: 1 }] as const;
  return { name, label, unit, typical, effects };
}
