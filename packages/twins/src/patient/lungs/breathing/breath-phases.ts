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

/** Breaths a minute below which no effort is made, and at most. */
const RATES = { least: 3, most: 60 } as const;

/**
 * The parts of a breath, without a ventilator (null) or with one. `pull` cmH2O and `rate` /min are what the breather's own drive comes to;
 * below 3 breaths a minute there is no effort.
 */
export function breathPhases(ventilator: VentilatorSettings | null, pull: number, rate: number): BreathPlan {
  const amplitude = rate < RATES.least ? 0 : Math.max(0, pull);
  const own = 60 / Math.min(RATES.most, Math.max(RATES.least, rate));
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
