import type { DosingRecord } from '../kinetics/dosing-record.ts';
import { followRecords } from '../kinetics/follow-records.ts';
import type { DoseTarget } from '../models/dose-target.ts';
import { individualKinetics, typicalValues } from '../population/individual-kinetics.ts';
import { centralCompartment } from '../population/treatment-history.ts';
import type { AveragedIndividual } from './averaged-individual.ts';

/** A dose repeated: mg, hours between, hours of infusion (0 is a bolus). */
export interface Regimen {
  readonly amount: number;
  readonly interval: number;
  readonly over: number;
}

/** When a regimen is looked at: in its day n (from 1) after the treatment so far, or when it has settled. */
export type Horizon = { readonly day: number } | 'steady state';

/** One quantity under a regimen: draws with weights, over all models. */
export interface ExposureDraws {
  readonly values: Float64Array;
  readonly weights: Float64Array;
}

/** A regimen's draws of the quantities that targets are set on. */
export type RegimenForecast = Readonly<Record<DoseTarget['quantity'], ExposureDraws>>;

/**
 * What a regimen would lead to in a person: for every posterior draw of every model, the exposure over 24 h, the peak and the
 * trough. A day n begins n - 1 days after `from` (hours into the treatment), with what is still there from the doses so far;
 * at steady state the doses so far no longer count and AUC24 is 24 / interval of one interval's. Draws weigh model weight
 * times posterior weight.
 */
export function regimenForecast(
  person: AveragedIndividual,
  regimen: Regimen,
  horizon: Horizon,
  from = 0,
): RegimenForecast {
  const total = person.shares.reduce((sum, { individual }) => sum + individual.draws.count, 0);
  const weights = new Float64Array(total);
  const values = {
    auc24: new Float64Array(total),
    peak: new Float64Array(total),
    trough: new Float64Array(total),
  };
  let at = 0;
  for (const { individual, weight } of person.shares) {
    const { model, course, draws } = individual;
    const { records, kineticsIndex, window } = plan(course.records, regimen, horizon, from, model);
    const typical = course.covariates.map((own) => typicalValues(model, own));
    const latest = typicalValues(model, course.latest);
    const n = model.parameters.length;
    for (let m = 0; m < draws.count; m++) {
      const eta = draws.eta.subarray(m * n, (m + 1) * n);
      const known = new Map<Float64Array, ReturnType<typeof individualKinetics>>();
      const kineticsOf = (values: Float64Array) => {
        const found = known.get(values) ?? individualKinetics(model, values, eta);
        known.set(values, found);
        return found;
      };
      let begun = 0;
      followRecords(
        records,
        (index) => ({ kinetics: kineticsOf(typical[kineticsIndex(index)] ?? latest), entries: [] }),
        (index, amounts, exposure) => {
          const level = kineticsOf(typical[kineticsIndex(index)] ?? latest).level(amounts);
          if (index === window.begin) begun = exposure;
          if (index === window.end) values.auc24[at] = (exposure - begun) * window.scale;
          if (index === window.peak) values.peak[at] = level;
          if (index === window.trough) values.trough[at] = level;
        },
      );
      weights[at] = weight * draws.weights[m]!;
      at += 1;
    }
  }
  return {
    auc24: { values: values.auc24, weights },
    peak: { values: values.peak, weights },
    trough: { values: values.trough, weights },
  };
}

interface Window {
  readonly begin: number;
  readonly end: number;
  readonly peak: number;
  readonly trough: number;
  /** From the window's exposure to that of 24 h. */
  readonly scale: number;
}

interface Plan {
  readonly records: readonly DosingRecord[];
  /** The record of the history whose covariates hold at a record of the plan. */
  readonly kineticsIndex: (index: number) => number;
  readonly window: Window;
}

const LOOK: DosingRecord = { time: 0, evid: 0, amt: 0, rate: 0, cmt: 0, ii: 0, addl: 0, ss: 0 };

function plan(
  history: readonly DosingRecord[],
  { amount, interval, over }: Regimen,
  horizon: Horizon,
  from: number,
  model: Parameters<typeof centralCompartment>[0],
): Plan {
  const dose: DosingRecord = {
    ...LOOK,
    evid: 1,
    amt: amount,
    rate: over > 0 ? amount / over : 0,
    cmt: centralCompartment(model),
  };
  if (horizon === 'steady state') {
    const records = [
      { ...dose, ii: interval, ss: 1 },
      { ...LOOK, time: over },
      { ...LOOK, time: interval },
    ];
    const window = { begin: 0, end: 2, peak: 1, trough: 2, scale: 24 / interval };
    return { records, kineticsIndex: () => history.length, window };
  }
  const start = from + 24 * (horizon.day - 1);
  const end = start + 24;
  const doses = Math.ceil((end - from) / interval);
  const lastDose = from + interval * (doses - 1);
  const kept = history.filter(({ time }) => time <= from);
  const looks = [
    { ...LOOK, time: start, mark: 'begin' },
    { ...LOOK, time: end, mark: 'end' },
    { ...LOOK, time: lastDose + over, mark: 'peak' },
    { ...LOOK, time: from + interval * doses, mark: 'trough' },
  ].sort((a, b) => a.time - b.time);
  // doses that come after the last trough are not given
  const given = { ...dose, time: from, ii: interval, addl: doses - 1, mark: 'dose' };
  const planned = [...kept.map((record) => ({ ...stopped(record, from), mark: 'history' })), given, ...looks];
  const place = (mark: string): number => planned.findIndex((record) => record.mark === mark);
  return {
    records: planned.map(({ mark: _, ...record }) => record),
    kineticsIndex: (index) => (index < kept.length ? index : history.length),
    window: {
      begin: place('begin'),
      end: place('end'),
      peak: place('peak'),
      trough: place('trough'),
      scale: 1,
    },
  };
}

/** A repeated dose of the history ends where the new regimen begins. */
function stopped(record: DosingRecord, from: number): DosingRecord {
  if (record.addl === 0) return record;
  const still = Math.max(0, Math.ceil((from - record.time) / record.ii) - 1);
  return { ...record, addl: Math.min(record.addl, still) };
}
