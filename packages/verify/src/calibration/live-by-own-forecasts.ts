import {
  addSeconds,
  EMPTY_SCHEDULE,
  instant,
  membersOf,
  type RandomSource,
  subjectRef,
} from '@twinward/contract';
import { assimilate, type CalibrationRank, runFutures } from '@twinward/estimate';
import { glucoseFreeLiving } from '@twinward/twins/patient';

const FROM = instant(Date.UTC(2026, 0, 5));
const STEP = 300;
/** A day of readings, then the forecasts that are judged, at an hour ahead the longest. */
const READINGS = 288;
const LEADS = [3, 6, 12] as const;
const FUTURES = 200;

/**
 * The free-living glucose twin against lives of its own: each reading is drawn from what the twin, having seen those before,
 * foretells for it five minutes ahead, which is how an exact Bayesian model would draw whole lives from its prior (Dawid 1984,
 * the prequential principle). What it foretells for 15, 30 and 60 minutes must then agree with where such lives go.
 */
export function liveByOwnForecasts(root: RandomSource): {
  readonly name: string;
  readonly words: string;
  readonly lives: number;
  ranks(replicate: number): readonly CalibrationRank[];
} {
  return {
    name: glucoseFreeLiving.name,
    words: 'a day of readings, each drawn from its own five-minute forecast',
    lives: 600,
    ranks: (replicate) => ranksOfOne(root.derive(`${glucoseFreeLiving.name} ${replicate}`)),
  };
}

function ranksOfOne(own: RandomSource): readonly CalibrationRank[] {
  const model = glucoseFreeLiving;
  const twin = own.derive('twin');
  let belief = model.initialise(
    { ref: subjectRef('Patient/calibration'), facts: {} },
    FROM,
    membersOf(model.assimilation),
    twin,
  );
  const at = (reading: number) => addSeconds(FROM, STEP * reading);
  const foretold = (
    from: typeof belief,
    readings: readonly number[],
    size: number,
    seed: string,
  ): Float64Array => {
    const unit = {
      model: model.name,
      belief: from,
      schedule: EMPTY_SCHEDULE,
      times: readings.map(at),
      size,
      seed,
    };
    return runFutures(unit, model).paths.find(({ name }) => name === 'glucose')!.values;
  };
  let asked = belief;
  const truths: number[] = [];
  for (let reading = 1; reading <= READINGS + LEADS[2]; reading++) {
    if (reading === READINGS + 1) asked = belief;
    const value = foretold(belief, [reading], 1, own.derive(`truth ${reading}`).seed)[0]!;
    belief = model.advance(belief, at(reading), EMPTY_SCHEDULE, twin);
    belief = assimilate(model, belief, [{ observable: 'glucose', value, censored: null }], twin).belief;
    truths.push(value);
  }
  const paths = foretold(
    asked,
    LEADS.map((lead) => READINGS + lead),
    FUTURES,
    own.derive('ahead').seed,
  );
  const spread = own.derive('ranks').draws(0, 0, 0);
  return LEADS.map((lead, i): CalibrationRank => {
    const truth = truths[READINGS + lead - 1]!;
    let below = 0;
    let ties = 0; // futures and truth alike stop where a sensor can read no lower
    for (let m = 0; m < FUTURES; m++) {
      const future = paths[m * LEADS.length + i]!;
      if (future < truth) below++;
      else if (future === truth) ties++;
    }
    return {
      quantity: `reading ${(lead * STEP) / 60} min ahead`,
      rank: (below + spread.uniform() * (ties + 1)) / (FUTURES + 1),
    };
  });
}
