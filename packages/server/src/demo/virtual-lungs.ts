// The lungs of a simulated patient: breath by breath (Albanese 2016), while their twin thinks in averages over breaths.
import { philox, seedFrom } from '@twinward/simulate';
import { type Breath, BreathingLungs, HEALTHY_LUNGS, healthyMechanics } from '@twinward/twins/patient';

/** Seconds of breathing from rest, and from one look to the next: blood gases then stand where the body is. */
const FROM_REST = 400;
const BETWEEN = 60;
const PER_SECOND = 1000 / 60;

/** Lungs with an infection, looked at as time passes: some shunt and dead space, stiffer, breathing a little fast. */
export class VirtualLungs {
  readonly #seed: string;
  #body: BreathingLungs | null = null;

  constructor(seed: string) {
    this.#seed = seedFrom(seed, 'lungs');
  }

  /** The latest breath, the heart putting out so many L/min; asked in rising order of time. */
  breathAt(output: number): Breath {
    const fresh = this.#body === null;
    this.#body ??= patientLungs(this.#seed);
    const until = this.#body.time + (fresh ? FROM_REST : BETWEEN);
    const flow = (): number => output * PER_SECOND;
    let breath = this.#body.breathe(flow);
    while (this.#body.time < until) breath = this.#body.breathe(flow);
    return breath;
  }
}

/** Somebody between the healthy adult and a mild respiratory distress syndrome. */
function patientLungs(seed: string): BreathingLungs {
  const draws = philox(seed).draws(0, 0, 0);
  const between = (low: number, high: number): number => low + (high - low) * draws.uniform();
  return new BreathingLungs(
    {
      ...HEALTHY_LUNGS,
      mechanics: healthyMechanics({
        resistance: between(1, 1.5),
        lungCompliance: between(0.5, 0.9),
      }),
      shunt: between(0.05, 0.1),
      deadShare: between(0.05, 0.15),
      haemoglobin: between(12, 14),
      rate: between(13, 16),
    },
    'generated',
  );
}
