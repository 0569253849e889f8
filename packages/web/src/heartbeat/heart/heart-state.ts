// A cycle at one phase as the picture of a heart needs it.
import type { CycleView } from '../../generated/types.ts';
import { bandAt, middleOf, valueAt } from '../beat.ts';
import { pressureColour, type Rgb, type Scheme, shareOf } from '../pressure-ramp.ts';
import type { HeartState } from './heart-scene.ts';
import { CHAMBERS, type Chamber, VESSELS, type Vessel, type Volumes } from './heart-shape.ts';

/** Signals without which no heart can be drawn. */
export const HEART_SIGNALS: readonly string[] = [
  ...CHAMBERS.flatMap((chamber) => [`${chamber}-volume`, `${chamber}-pressure`]),
  ...new Set(Object.values(VESSELS)),
];

/** The pressure at the deep end of the ramp, mmHg: what the middle member reaches, rounded up to 20. */
export function highestPressure(cycle: CycleView): number {
  const { signals } = middleOf(cycle);
  return Math.ceil(Math.max(...signals['lv-pressure']!, ...signals['arterial-pressure']!) / 20) * 20;
}

/** Volumes and colours at a phase, 0 to 1. The middle heart is one member's, so that its chambers belong together. */
export function heartStateAt(cycle: CycleView, phase: number, scheme: Scheme): HeartState {
  const median = middleOf(cycle);
  const highest = highestPressure(cycle);
  const colourOf = (signal: string): Rgb =>
    pressureColour(shareOf(valueAt(median, signal, phase), highest), scheme);
  const middle = volumes((chamber) => valueAt(median, `${chamber}-volume`, phase));
  const bands = { lv: band('lv'), rv: band('rv'), la: band('la'), ra: band('ra') };
  function band(chamber: Chamber): { readonly q05: number; readonly q95: number } {
    return bandAt(cycle, `${chamber}-volume`, phase);
  }
  return {
    middle,
    least: volumes((chamber) => Math.min(bands[chamber].q05, middle[chamber])),
    most: volumes((chamber) => Math.max(bands[chamber].q95, middle[chamber])),
    chambers: Object.fromEntries(
      CHAMBERS.map((chamber) => [chamber, colourOf(`${chamber}-pressure`)]),
    ) as Record<Chamber, Rgb>,
    vessels: Object.fromEntries(
      Object.entries(VESSELS).map(([vessel, signal]) => [vessel, colourOf(signal)]),
    ) as Record<Vessel, Rgb>,
  };
}

function volumes(of: (chamber: Chamber) => number): Volumes {
  return { lv: of('lv'), rv: of('rv'), la: of('la'), ra: of('ra') };
}
