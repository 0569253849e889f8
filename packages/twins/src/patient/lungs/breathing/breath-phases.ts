import type { MuscleEffort } from '../mechanics/muscle-pressure.ts';
import type { VentilatorSettings } from './ventilator.ts';

/** A part of a breath in which the airway opening is under one rule: a pressure, cmH2O, or a flow, mL/s. */
export interface BreathPhase {
  readonly seconds: number;
  readonly opening: { readonly pressure: number } | { readonly flow: number };
}

/** One breath: who drives it and in which parts. */
export interface BreathPlan {
  readonly effort: MuscleEffort;
  readonly phases: readonly BreathPhase[];
}

/** Inspiration over expiration of a breath of one's own (Albanese et al. 2016, table 3). */
const OWN_RATIO = 0.6;
/** Share of the inspiration in which a volume-controlled ventilator holds its breath. */
const PAUSE = 0.1;

/** The parts of a breath, without a ventilator (null) or with one. `effort` cmH2O and `rate` /min are those of the breather. */
export function breathPhases(
  ventilator: VentilatorSettings | null,
  amplitude: number,
  rate: number,
): BreathPlan {
  const own = 60 / rate;
  const inspiration = (own * OWN_RATIO) / (1 + OWN_RATIO);
  const effort = { amplitude, inspiration, period: own };
  if (ventilator === null || ventilator.mode === 'pressure-support') {
    const peep = ventilator?.peep ?? 0;
    const support = ventilator?.pressure ?? 0;
    return {
      effort,
      phases: [
        { seconds: inspiration, opening: { pressure: peep + support } },
        { seconds: own - inspiration, opening: { pressure: peep } },
      ],
    };
  }
  const period = 60 / ventilator.rate;
  const TI = period / (1 + ventilator.expiratory);
  const expiration: BreathPhase = { seconds: period - TI, opening: { pressure: ventilator.peep } };
  const passive = { amplitude: 0, inspiration: TI, period };
  if (ventilator.mode === 'pressure-control') {
    const opening = { pressure: ventilator.peep + ventilator.pressure };
    return { effort: passive, phases: [{ seconds: TI, opening }, expiration] };
  }
  const pause = PAUSE * TI;
  return {
    effort: passive,
    phases: [
      { seconds: TI - pause, opening: { flow: ventilator.tidalVolume / (TI - pause) } },
      { seconds: pause, opening: { flow: 0 } },
      expiration,
    ],
  };
}
