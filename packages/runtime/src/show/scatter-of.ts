import { normalScore } from '@twinward/estimate';
import type { ScatterView } from '../views/knowledge-view.ts';

/** A normal score beyond which a reading is a surprise, and the share of readings beyond it when all is well. */
const SURPRISE = 2;
const USUAL = 0.0455;

/** How readings scattered about what was expected of them; `pits` in order of time. */
export function scatterOf(pits: readonly number[]): ScatterView {
  const scores = pits.map(normalScore);
  const count = scores.length;
  const mean = scores.reduce((sum, z) => sum + z, 0) / count;
  const centred = scores.map((z) => z - mean);
  const square = centred.reduce((sum, z) => sum + z * z, 0);
  const product = centred.slice(1).reduce((sum, z, i) => sum + z * centred[i]!, 0);
  return {
    readings: count,
    mean: count > 0 ? mean : null,
    sd: count > 1 ? Math.sqrt(square / (count - 1)) : null,
    correlation: count > 2 && square > 0 ? product / square : null,
    surprises: scores.filter((z) => Math.abs(z) > SURPRISE).length,
    usualSurprises: count * USUAL,
  };
}
