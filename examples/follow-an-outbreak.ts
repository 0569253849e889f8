// How contagious, how many unreported, who is infectious now? Parameters and state of an outbreak together, by particles.
import { particleMetropolis, smcSquared, summarise } from '@twinward/estimate';
import { outbreak } from './outbreak.ts';

const scattered = outbreak({ kind: 'negative-binomial', size: 8 });
const chains = particleMetropolis(scattered, {
  seed: '00000000000000d2',
  members: 60,
  warmUp: 200,
  draws: 1000,
});
const now = { ...chains, names: ['susceptible', 'infectious', 'new cases'], values: chains.states };
for (const { name, q05, q50, q95, rHat } of [...summarise(chains), ...summarise(now)]) {
  const interval = `90 % ${q05.toFixed(2)} to ${q95.toFixed(2)}`;
  console.log(`${name}: ${q50.toFixed(2)} (${interval}), R-hat ${rHat.toFixed(2)}`);
}

const settings = { seed: '00000000000000d3', size: 100, members: 50 };
const gain =
  smcSquared(scattered, settings).logEvidence - smcSquared(outbreak({ kind: 'count' }), settings).logEvidence;
console.log(`Reports scatter more than Poisson counts: ln Bayes factor ${gain.toFixed(1)}`);
