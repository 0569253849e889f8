// A failing heart with a left bundle branch block: what resynchronisation and an assist pump would do, member by member with the same draws.
import { addSeconds, type Intervention, instant, subjectRef } from '@twinward/contract';
import { quantiles } from '@twinward/estimate';
import { philox } from '@twinward/simulate';
import { circulation } from '@twinward/twins/patient';

const start = instant(Date.UTC(2026, 0, 1));
const random = philox('0000000000000051');
const subject = { ref: subjectRef('Patient/clinic-7'), facts: { wallDelay: 110 } };
const adult = circulation.initialise(subject, start, 24, random.derive('prior'));
const strength = circulation.columns.findIndex(({ name }) => name === 'contractility');
const failing = {
  ...adult,
  values: adult.values.map((value, i) => (i % adult.width === strength ? value * 0.4 : value)),
};

/** What ten minutes come to with something done at once, or nothing. */
function lived(done: readonly Pick<Intervention, 'type' | 'amounts'>[]) {
  const interventions = done.map((one) => ({ ...one, effectiveAt: addSeconds(start, 60) }));
  const schedule = { interventions, inputs: [] };
  const after = circulation.advance(failing, addSeconds(start, 600), schedule, random.derive('life'));
  return (output: string): Float64Array => circulation.output(after, output);
}

const without = lived([]);
for (const [what, amounts] of [
  ['resynchronisation', { delay: 0 }],
  ['assist-pump', { speed: 9000 }],
  ['assist-pump', { speed: 11_000 }],
] as const) {
  const after = lived([{ type: what, amounts }]);
  console.log(`${what} ${JSON.stringify(amounts)}:`);
  for (const output of ['stroke-volume', 'steepest-rise', 'cardiac-output', 'left-atrial']) {
    const change = after(output).map((value, m) => value - without(output)[m]!);
    const [low, median, high] = quantiles(change, null, [0.05, 0.5, 0.95]).map((q) => q.toFixed(1));
    console.log(`  ${output} changes by ${median} (90 % interval ${low} to ${high})`);
  }
}
