import { TwinwardError } from '@twinward/contract';

/** What every ventilator is set to: pressures in cmH2O, oxygen as fraction of the gas breathed in. */
interface Common {
  readonly peep: number;
  readonly oxygen: number;
}

/** A rate, /min, and how long expiration is for every second of inspiration. */
interface Timed {
  readonly rate: number;
  readonly expiratory: number;
}

/**
 * How a ventilator is set. `volume-control`: a tidal volume in mL at constant flow, then a pause of a tenth of the inspiration.
 * `pressure-control`: so many cmH2O above PEEP during inspiration. Both find a patient who makes no effort. `pressure-support`:
 * so many cmH2O above PEEP while the patient breathes in, at the patient's own rate.
 */
export type VentilatorSettings =
  | (Common & Timed & { readonly mode: 'volume-control'; readonly tidalVolume: number })
  | (Common & Timed & { readonly mode: 'pressure-control'; readonly pressure: number })
  | (Common & { readonly mode: 'pressure-support'; readonly pressure: number });

/** What can be set. */
const BOUNDS = {
  peep: [0, 30, 'cmH2O'],
  oxygen: [0.15, 1, 'as a fraction'],
  rate: [4, 60, '/min'],
  expiratory: [0.25, 9, ''],
  tidalVolume: [50, 1500, 'mL'],
  pressure: [0, 60, 'cmH2O'],
} as const;

/**
 * Checks settings. Throws `intervention.invalid` naming the setting that no ventilator for adults takes.
 *
 * @example
 * checkVentilator({ mode: 'pressure-support', pressure: 8, peep: 5, oxygen: 0.3 }).peep; // 5
 */
export function checkVentilator(settings: VentilatorSettings): VentilatorSettings {
  for (const [name, [low, high, unit]] of Object.entries(BOUNDS)) {
    const value = (settings as unknown as Readonly<Record<string, number>>)[name];
    if (value === undefined) continue;
    if (value >= low && value <= high) continue;
    throw new TwinwardError('intervention.invalid', `${value} is no setting of ${name}`, {
      field: name,
      remedy: `give ${low} to ${high} ${unit}`.trim(),
    });
  }
  return settings;
}
