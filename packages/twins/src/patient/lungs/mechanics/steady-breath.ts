import { exp } from '@twinward/simulate';
import type { BreathPlan } from '../breathing/breath-phases.ts';
import type { MechanicsParameter } from './lung-mechanics.ts';
import { musclePressure } from './muscle-pressure.ts';

/** Parts into which each phase of a breath is divided. */
const PARTS = 16;

/** A breath that repeats itself: mL, cmH2O. */
export interface SteadyBreath {
  readonly tidalVolume: number;
  /** mL by which the lungs hold more at the end of expiration than at rest. */
  readonly trapped: number;
  /** Pressure in the alveoli at the end of inspiration without flow, and at the end of expiration. */
  readonly plateau: number;
  readonly totalPeep: number;
  /** Pressure at the airway opening, at most. */
  readonly peak: number;
  /** Pressure around the lungs above that at the end of a quiet expiration, on average. */
  readonly meanPleural: number;
}

/** The whole respiratory system as one balloon behind one tube: cmH2O s/mL, mL/cmH2O. */
export interface OneCompartment {
  readonly resistance: number;
  readonly compliance: number;
  readonly chestCompliance: number;
}

/** The one compartment that stands for `lungMechanics`: resistances in series; airways and alveoli beside one another, within the chest wall. */
export function oneCompartment(p: Readonly<Record<MechanicsParameter, number>>): OneCompartment {
  const lungs = p.C_tr + p.C_b + p.C_A;
  return {
    resistance: p.R_ml + p.R_lt + p.R_tb + p.R_bA,
    compliance: (lungs * p.C_cw) / (lungs + p.C_cw) + p.C_l,
    chestCompliance: p.C_cw,
  };
}

/**
 * The breath that a plan comes to when it is repeated: R dV/dt = P_ao - P_mus - V / C, solved exactly for pressures that go in straight
 * lines within each of 16 parts of a phase. V at the beginning follows from V at the end, which is linear in it.
 */
export function steadyBreath(
  { resistance: R, compliance: C, chestCompliance }: OneCompartment,
  plan: BreathPlan,
): SteadyBreath {
  let [factor, constant] = [1, 0];
  walk(R, C, plan, (a, b) => {
    factor *= a;
    constant = a * constant + b;
  });
  const first = constant / (1 - factor);
  let [volume, highest, lowest] = [first, first, first];
  let [sum, seconds, peak] = [0, 0, Number.NEGATIVE_INFINITY];
  walk(R, C, plan, (a, b, h, muscles, opening, flow) => {
    const before = volume;
    volume = a * volume + b;
    highest = Math.max(highest, volume);
    lowest = Math.min(lowest, volume);
    sum += h * (muscles + (before + volume) / (2 * chestCompliance));
    seconds += h;
    peak = Math.max(peak, flow === null ? opening : volume / C + R * flow);
  });
  return {
    tidalVolume: highest - lowest,
    trapped: first,
    plateau: highest / C,
    totalPeep: first / C,
    peak,
    meanPleural: sum / seconds,
  };
}

type Part = (a: number, b: number, h: number, muscles: number, opening: number, flow: number | null) => void;

/** Each part of each phase as V -> a V + b. */
function walk(R: number, C: number, { effort, phases }: BreathPlan, part: Part): void {
  const tau = R * C;
  let since = 0;
  for (const { seconds, opening } of phases) {
    const h = seconds / PARTS;
    const decay = exp(-h / tau);
    // the share of a straight line's slope that a first-order lag has followed by the end of the part
    const follow = 1 - (tau / h) * (1 - decay);
    for (let i = 0; i < PARTS; i++) {
      const from = musclePressure(effort, since + i * h);
      const to = musclePressure(effort, since + (i + 1) * h);
      const muscles = (from + to) / 2;
      if ('flow' in opening) {
        part(1, opening.flow * h, h, muscles, 0, opening.flow);
        continue;
      }
      const start = C * (opening.pressure - from);
      const change = C * (from - to);
      part(decay, start * (1 - decay) + change * follow, h, muscles, opening.pressure, null);
    }
    since += seconds;
  }
}
