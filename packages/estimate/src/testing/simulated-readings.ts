import { type Instant, instant, type TwinModel } from '@twinward/contract';
import { philox } from '@twinward/simulate';
import { readingAbout } from '../assimilate/reading.ts';

/** Readings of one truth drawn from a model's own prior and dynamics, one an hour from the first hour after 1970 on. */
export function simulatedReadings(
  model: TwinModel,
  count: number,
  seed: string,
): { readonly times: readonly Instant[]; readonly readings: readonly number[] } {
  const random = philox(seed);
  const times = Array.from({ length: count }, (_, i) => instant((i + 1) * 3_600_000));
  let truth = model.initialise({ ref: 'Device/d' as never, facts: {} }, instant(0), 1, random);
  const { name, error } = model.observables[0]!;
  const readings = times.map((time, i) => {
    truth = model.advance(truth, time, { interventions: [], inputs: [] }, random);
    return readingAbout(error, model.predict(truth, name)[0]!).draw(random.draws(0, 77, i));
  });
  return { times, readings };
}
