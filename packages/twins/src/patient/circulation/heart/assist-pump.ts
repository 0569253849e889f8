import { ML, MMHG } from '../clinical-units.ts';
import type { ClosedLoopParameter } from './closed-loop.ts';

const PI = Math.PI;
/**
 * HeartMate II with its cannulas: head = 9.03e-5 w^2 - 0.1707 Q - 0.02177 dQ/dt (mmHg; w in rad/s, Q in mL/s), inlet and outlet cannula
 * 0.0677 mmHg s/mL and 0.0127 mmHg s2/mL each, and from 1 mmHg of ventricular pressure down a resistance of suction of 3.5 mmHg s/mL for
 * each mmHg (Simaan et al. 2009, IEEE Trans. Control Syst. Technol. 17:223-233; pump after Choi and Wang, as their coefficients are
 * passed on in open models: not read again in the papers).
 */
const HEARTMATE = {
  speed: 9.03e-5,
  resistance: 0.1707 + 2 * 0.0677,
  inertance: 0.02177 + 2 * 0.0127,
  collapse: 1,
  suction: 3.5,
} as const;

/** Speeds of the pump, /min, for which its head is known. */
export const PUMP_SPEED = { least: 6000, usual: 9000, most: 12_000 } as const;

/**
 * The parameters of the closed loop for a pump from left ventricle to aorta that turns so fast; 0 is no pump.
 *
 * @param speed revolutions a minute
 * @example
 * assistPump(9000).head_VAD / 133.322387415; // 80.21, mmHg
 */
export function assistPump(
  speed: number,
): Readonly<Record<Extract<ClosedLoopParameter, `${string}_VAD`>, number>> {
  const omega = (2 * PI * speed) / 60;
  return {
    head_VAD: HEARTMATE.speed * omega * omega * MMHG,
    R_VAD: (HEARTMATE.resistance * MMHG) / ML,
    L_VAD: (HEARTMATE.inertance * MMHG) / ML,
    p_VAD: HEARTMATE.collapse * MMHG,
    suction_VAD: HEARTMATE.suction / ML,
  };
}
