import { type BreathPlan, breathPhases } from '../breathing/breath-phases.ts';
import { AIR } from '../exchange/breath-equations.ts';
import { freshGas } from '../mechanics/fresh-gas.ts';
import { FRC, healthyMechanics } from '../mechanics/healthy-mechanics.ts';
import type { MechanicsParameter } from '../mechanics/lung-mechanics.ts';
import {
  type OneCompartment,
  oneCompartment,
  type SteadyBreath,
  steadyBreath,
} from '../mechanics/steady-breath.ts';
import { type BreathMoment, traceBreath } from '../mechanics/trace-breath.ts';
import { AT } from './columns.ts';
import type { Treatment } from './treatment.ts';

const HEALTHY = healthyMechanics();
/** cmH2O s/L and mL/cmH2O of a healthy adult. */
const RESISTANCE = 1000 * (HEALTHY.R_ml + HEALTHY.R_lt + HEALTHY.R_tb + HEALTHY.R_bA);
const COMPLIANCE = HEALTHY.C_A;

/** How a member breathes at one moment. */
export interface Ventilation {
  readonly breath: SteadyBreath;
  /** Breaths a minute. */
  readonly breaths: number;
  /** mL/s of fresh gas that reach perfused alveoli. */
  readonly fresh: number;
  /** Share of what perfused alveoli hold in gas at the end of expiration. */
  readonly endTidal: number;
  /** mL of perfused alveoli, on average. */
  readonly perfused: number;
  /** Fraction of oxygen breathed in. */
  readonly inspired: number;
}

/** The mechanics of one member under a treatment, and how it breathes when chemoreceptors add to its drive. */
export class MemberMechanics {
  readonly #row: Float64Array;
  readonly #treatment: Treatment;
  readonly #mechanics: Readonly<Record<MechanicsParameter, number>>;
  readonly #one: OneCompartment;

  constructor(row: Float64Array, treatment: Treatment) {
    this.#row = row;
    this.#treatment = treatment;
    this.#mechanics = healthyMechanics({
      resistance: (row[AT.resistance!]! * treatment.resistance) / RESISTANCE,
      lungCompliance: row[AT.compliance!]! / COMPLIANCE,
    });
    this.#one = oneCompartment(this.#mechanics);
  }

  /** Breathing with so many breaths a minute and cmH2O of pull added by the chemoreceptors. */
  ventilate(addedRate: number, addedPull: number): Ventilation {
    const row = this.#row;
    const plan = this.#plan(addedRate, addedPull);
    const breath = steadyBreath(this.#one, plan);
    const m = this.#mechanics;
    const lungs = m.C_tr + m.C_b + m.C_A;
    const stretch = breath.trapped / lungs;
    const airways = FRC - alveoliAtRest(m) + m.C_l * breath.totalPeep + (m.C_tr + m.C_b) * stretch;
    const dead = row[AT.deadShare!]!;
    const { volume, endTidal } = freshGas(breath.tidalVolume, airways, dead, m.C_A / lungs);
    const { period } = plan.effort;
    const alveoli = alveoliAtRest(m) + m.C_A * stretch + breath.tidalVolume / 2;
    return {
      breath,
      breaths: 60 / period,
      fresh: volume / period,
      endTidal,
      perfused: (1 - dead) * alveoli,
      inspired: this.#inspired(breath.tidalVolume / plan.effort.inspiration),
    };
  }

  /** The moments of one such breath. */
  trace(addedRate: number, addedPull: number): readonly BreathMoment[] {
    const plan = this.#plan(addedRate, addedPull);
    return traceBreath(this.#one, plan, steadyBreath(this.#one, plan).trapped);
  }

  #plan(addedRate: number, addedPull: number): BreathPlan {
    const row = this.#row;
    const { ventilator, rate, effort } = this.#treatment;
    return breathPhases(
      ventilator,
      (row[AT.effort!]! + addedPull) * effort,
      (row[AT.rate!]! + addedRate) * rate,
    );
  }

  /** @param flow mL/s of inspiration, on average. */
  #inspired(flow: number): number {
    const { ventilator, oxygen } = this.#treatment;
    if (ventilator !== null) return ventilator.oxygen;
    if (oxygen.kind === 'air') return AIR.O2;
    if (oxygen.kind === 'fraction') return oxygen.fraction;
    const share = Math.min(1, (oxygen.litres * 1000) / 60 / Math.max(flow, 1));
    return AIR.O2 + (1 - AIR.O2) * share;
  }
}

/** mL in the alveoli at the end of a quiet expiration. */
function alveoliAtRest(m: Readonly<Record<MechanicsParameter, number>>): number {
  return m.V0_A + m.C_A * 5;
}
