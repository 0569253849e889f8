import { addSeconds, EMPTY_SCHEDULE, instant, subjectRef } from '@twinward/contract';
import { runFutures } from '@twinward/estimate';
import { philox } from '@twinward/simulate';
import { AdtLedger, hospitalBeds, LogNormalStay, syntheticHospital } from '@twinward/twins/hospital';
import type { Figures } from '../bench.ts';
import { StopWatch } from './stop-watch.ts';

const SEED = '00000000000000b8';
const OPENED = instant(Date.UTC(2031, 2, 3));
const HOUR = 3_600;
/** 134 admissions a day who stay 6.2 ± 8.0 days fill nine beds of ten: assumed, reference_gloucestershire. */
const [BEDS, ADMISSIONS, STAY, STAY_SD] = [900, 134, 148.8, 192];
/** Days after which the hospital is full, and messages of the last of them that are timed. */
const [DAYS, TIMED] = [30, 5_000];
const MEMBERS = 500;
const ROUNDS = 3;

/** ADT events of a full hospital of 900 beds into its ledger and its twin, and a forecast of three days by the hour. */
export function bedFigures(say: (line: string) => void): Figures {
  const stays = new LogNormalStay(STAY, STAY_SD);
  const hospital = syntheticHospital(SEED, OPENED, {
    units: [{ unit: 'Hospital', beds: BEDS, specialty: 'medical' }],
    admissions: ADMISSIONS,
    stay: (draws) => stays.remaining(0, draws.uniform()),
    announced: 0.7,
  });
  const random = philox(SEED);
  const subject = {
    ref: subjectRef('Location/hospital'),
    facts: { arrivals: ADMISSIONS, stay: STAY, staySd: STAY_SD },
  };
  const ledger = new AdtLedger();
  let belief = hospitalBeds.initialise(subject, OPENED, 1, random);
  const now = addSeconds(OPENED, DAYS * 24 * HOUR);
  const events = hospital.until(now);
  say(`${events.length} ADT events of ${BEDS} beds`);
  const [inLedger, inTwin] = [new Float64Array(events.length), new Float64Array(events.length)];
  for (const [k, event] of events.entries()) {
    const started = performance.now();
    ledger.take(event);
    const taken = performance.now();
    belief = hospitalBeds.advance(belief, event.at, EMPTY_SCHEDULE, random);
    belief = hospitalBeds.happen!(belief, event, random);
    inLedger[k] = taken - started;
    inTwin[k] = performance.now() - taken;
  }
  belief = hospitalBeds.advance(belief, now, EMPTY_SCHEDULE, random);
  const times = Array.from({ length: 72 }, (_, k) => addSeconds(now, (k + 1) * HOUR));
  const watch = new StopWatch();
  for (let round = 0; round < ROUNDS; round++) {
    say(`three days of ${MEMBERS} futures, round ${round + 1} of ${ROUNDS}`);
    const unit = {
      model: hospitalBeds.name,
      belief,
      schedule: EMPTY_SCHEDULE,
      times,
      size: MEMBERS,
      seed: SEED,
    };
    watch.time(() => runFutures(unit, hospitalBeds));
  }
  return {
    'patients in 900 beds': hospitalBeds.output(belief, 'occupied')[0]!,
    'an ADT event into the ledger, ms: median, 99 % (at most 5)': quantiles(inLedger),
    'an ADT event into the twin, which learns from it, ms: median, 99 %': quantiles(inTwin),
    'three days by the hour, 500 members, s (of processor time; at most 5)': watch.words(),
  };
}

function quantiles(milliseconds: Float64Array): string {
  const last = milliseconds.slice(-TIMED).sort();
  return [0.5, 0.99].map((share) => last[Math.floor(share * (last.length - 1))]!.toFixed(2)).join(', ');
}
