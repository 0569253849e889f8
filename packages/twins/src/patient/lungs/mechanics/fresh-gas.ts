import { exp } from '@twinward/simulate';

/** What becomes of a breath in airways that mix and alveoli of which a share is not perfused. */
export interface FreshGas {
  /** mL of fresh gas that the perfused alveoli get of a breath. */
  readonly volume: number;
  /** Gas at the mouth at the end of expiration: this share of what perfused alveoli hold, the rest inspired gas. */
  readonly endTidal: number;
}

/**
 * The part of a tidal volume that washes the perfused alveoli, in closed form. Airways of volume V_D mixed through and through keep back
 * k = V_D tanh(V_T / 2 V_D) of each breath; of the rest a share `dead` goes to alveoli without blood, whose gas comes back through
 * the same airways: (1 - d) V_T (V_T - k) / (V_T - d k). This is what `breathEquations` come to over a breath of even flow, with V_T
 * what reaches the alveoli: `expanding` is the share of a breath that does not go into widening the airways.
 *
 * @example
 * freshGas(500, 150, 0, 1).volume.toFixed(0); // '360'
 */
export function freshGas(tidalVolume: number, airways: number, dead: number, expanding: number): FreshGas {
  const reaching = tidalVolume * expanding;
  if (reaching <= 0) return { volume: 0, endTidal: 1 - dead };
  const x = exp(-reaching / airways);
  const k = (airways * (1 - x)) / (1 + x);
  return {
    volume: ((1 - dead) * reaching * (reaching - k)) / (reaching - dead * k),
    endTidal: (1 - dead) / (1 - (dead * k) / reaching) / (1 + x),
  };
}
