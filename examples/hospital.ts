// A ward as data: beds that are cleaned after use, patients who may get worse while they wait, and what one more cleaner does.
import { compareScenarios, HospitalBuilder, runHospital } from '@twinward/twins/hospital';

const ward = new HospitalBuilder({
  name: 'Assessment ward',
  time: { unit: 'h', start: '2026-03-02T00:00', zone: 'Europe/Dublin' },
  run: { until: 28 * 24, warmUp: 7 * 24, replications: 20 },
  parameters: {
    stay: { value: { dist: 'lognormal', mean: 20, sd: 14 }, unit: 'h', basis: 'assumed' },
    cleaners: { value: 1, basis: 'assumed' },
  },
  scenarios: { 'one more cleaner': { cleaners: 2 } },
  resources: {
    cleaner: {
      kind: 'clean',
      capacity: { shifts: [{ from: '07:00', to: '22:00', units: { parameter: 'cleaners' } }] },
    },
    bed: {
      kind: 'bed',
      capacity: 20,
      turnover: { time: { dist: 'triangular', min: 0.5, mode: 0.75, max: 1.5 }, by: { cleaner: 1 } },
    },
  },
})
  .seize('wait for a bed', { bed: 1 }, { priority: 2, worsens: [{ after: 4, priority: 1 }] })
  .delay('stay', { parameter: 'stay' })
  .release('leave', 'bed')
  .source('patient', {
    rate: { perHour: [...Array(9).fill(0.35), ...Array(11).fill(0.95), ...Array(4).fill(0.5)] },
    first: 'wait for a bed',
  })
  .build();

const seed = '00000000000000ed';
const base = runHospital(ward, { seed });
const more = runHospital(ward, { seed, scenario: 'one more cleaner' });
const [wait] = compareScenarios(base, more, ['wait of patient for wait for a bed']);
const { base: before, difference, low, high } = wait!;
console.log(`Wait for a bed: ${before.toFixed(2)} h, with one more cleaner ${difference.toFixed(2)} h`);
console.log(`95 % interval of the difference: ${low.toFixed(2)} to ${high.toFixed(2)} h`);
