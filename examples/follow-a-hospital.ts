// A hospital's beds followed from ADT messages that come late, twice and cancelled; then what closing a ward for a day would change.
import { addSeconds, EMPTY_SCHEDULE, type Intervention, instant } from '@twinward/contract';
import { pairedDifference, runFutures } from '@twinward/estimate';
import { philox } from '@twinward/simulate';
import { AdtLedger, hospitalBeds, syntheticHospital } from '@twinward/twins/hospital';

const begins = instant(Date.UTC(2031, 2, 3));
const messages = syntheticHospital('00000000000000ff', begins).until(addSeconds(begins, 10 * 86_400));

const ledger = new AdtLedger();
for (const message of messages.toReversed()) ledger.take(message); // the last first: the census is the same
const last = messages.findLast(({ kind }) => kind === 'discharge')!;
const cancel = { ...last, kind: 'cancel', messageId: 'c-1', cancels: ['discharge'] } as const;
const { withdrawn } = ledger.take({ ...cancel, at: addSeconds(last.at, 60) });
console.log(`${ledger.census.visits.size} visits, ${withdrawn.length} discharge taken back`);

const random = philox('00000000000000fe');
const facts = { arrivals: 16, stay: 124, staySd: 190 };
let belief = hospitalBeds.initialise({ ref: 'Location/ours' as never, facts }, begins, 20, random);
for (const message of messages) {
  belief = hospitalBeds.advance(belief, message.at, EMPTY_SCHEDULE, random);
  belief = hospitalBeds.happen!(belief, message, random);
}

const times = Array.from({ length: 12 }, (_, k) => addSeconds(belief.at, (k + 1) * 7200));
const close: Intervention = {
  type: 'close-beds',
  effectiveAt: belief.at,
  amounts: { beds: 60, durationMinutes: 2880 },
};
const waiting = (interventions: readonly Intervention[]) => {
  const schedule = { interventions, inputs: [] };
  const unit = { model: hospitalBeds.name, belief, schedule, times, size: 100, seed: '00000000000000fd' };
  return runFutures(unit, hospitalBeds).paths.find(({ name }) => name === 'waiting')!;
};
const { fan } = pairedDifference(waiting([]), waiting([close]), times.length, null);
console.log(`closing 60 beds: ${fan.mean.at(-1)!.toFixed(1)} more patients wait after a day`);
