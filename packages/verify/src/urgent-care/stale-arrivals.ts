import { drawExponential, philox, seedFrom } from '@twinward/simulate';

const HOUR = 60;

/**
 * Minutes at which patients come by the rule of the published program: each interval is drawn at the rate of the hour of the
 * arrival before it. It loses arrivals where the rate rises; kept only to compare with that program.
 */
export function staleArrivals(hourly: readonly number[], until: number, seed: string): readonly number[] {
  const random = philox(seedFrom(seed, 'arrivals', 0));
  const at: number[] = [];
  let now = 0;
  for (let n = 0; ; n++) {
    const rate = hourly[Math.floor(now / HOUR) % hourly.length]!;
    now += drawExponential(random.draws(0, 0, n), HOUR / rate);
    if (now >= until) return at;
    at.push(now);
  }
}
