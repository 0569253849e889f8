import { exp } from '@twinward/simulate';
import type { BreathPlan } from '../breathing/breath-phases.ts';
import { musclePressure } from './muscle-pressure.ts';
import type { OneCompartment } from './steady-breath.ts';

/** What is seen of a breath at one moment: mL above the volume at rest, mL/s into the lungs, cmH2O. */
export interface BreathMoment {
  readonly time: number;
  readonly volume: number;
  readonly flow: number;
  readonly opening: number;
  readonly alveolar: number;
  readonly pleural: number;
  readonly muscles: number;
}

/** Parts into which each phase of a breath is divided. */
const PARTS = 64;

/**
 * The moments of a breath that begins with `trapped` mL in the lungs: R dV/dt = P_ao - P_mus - V / C, exactly where the muscles pull in straight
 * lines within each part. Where a phase ends its last moment and the first of the next stand at one time: flow jumps there.
 */
export function traceBreath(
  { resistance: R, compliance: C, chestCompliance }: OneCompartment,
  { effort, phases }: BreathPlan,
  trapped: number,
): readonly BreathMoment[] {
  const moments: BreathMoment[] = [];
  let [volume, since] = [trapped, 0];
  for (const { seconds, opening } of phases) {
    const h = seconds / PARTS;
    const decay = exp(-h / (R * C));
    const follow = 1 - ((R * C) / h) * (1 - decay);
    for (let i = 0; i <= PARTS; i++) {
      const time = since + i * h;
      const muscles = musclePressure(effort, time);
      if (i > 0 && 'flow' in opening) volume += opening.flow * h;
      if (i > 0 && 'pressure' in opening) {
        const before = musclePressure(effort, time - h);
        volume =
          decay * volume + C * ((opening.pressure - before) * (1 - decay) + (before - muscles) * follow);
      }
      const alveolar = muscles + volume / C;
      const flow = 'flow' in opening ? opening.flow : (opening.pressure - alveolar) / R;
      moments.push({
        time,
        volume,
        flow,
        opening: 'flow' in opening ? alveolar + R * flow : opening.pressure,
        alveolar,
        pleural: muscles + volume / chestCompliance,
        muscles,
      });
    }
    since += seconds;
  }
  return moments;
}
