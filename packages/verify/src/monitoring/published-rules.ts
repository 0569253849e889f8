// The simple rules that guidelines and reports publish, beside which the monitors are judged. Each has one number, by which it is
// made stricter or laxer to spend as many false alerts.
import type { SyntheticPerson } from '@twinward/twins/patient';

/** A simple rule: the days on which its alerts begin at a setting; the higher the setting, the fewer. */
export interface PublishedRule {
  readonly words: string;
  /** As published, and from laxest to strictest. */
  readonly setting: number;
  readonly range: readonly [number, number];
  alertsOf(person: SyntheticPerson, setting: number): readonly number[];
}

/** Days of the mean a breath is held against. */
const COPD_DAYS = 7;

/** A gain of some kilograms within three days (2 kg in guidelines: ESC 2021, 14.3). */
export const WEIGHT_RULE: PublishedRule = {
  words: 'weight up in 3 days, kg',
  setting: 2,
  range: [0.2, 6],
  alertsOf: ({ days }, gain) =>
    beginnings(days.length, (t) => {
      const now = days[t]!.weight ?? null;
      if (now === null) return null;
      const before = [1, 2, 3].flatMap((back) => days[t - back]?.weight ?? []);
      return before.length === 0 ? null : now - Math.min(...before) >= gain;
    }),
};

/**
 * FVC or FEV1 so many standard deviations below the mean of the 7 days before, saturation below 90 %, or reliever as far above its mean
 * (Cooper et al. 2020, Int. J. COPD 15:2005: 1.645). A stricter setting lowers the limit of saturation with it.
 */
export const SPIROMETRY_RULE: PublishedRule = {
  words: 'FVC, FEV1 or reliever beyond their 7-day mean by so many SD, or saturation below 90 %',
  setting: 1.645,
  range: [1, 12],
  alertsOf: ({ days }, deviations) =>
    beginnings(days.length, (t) => {
      const beyond = (name: string, side: 1 | -1): boolean | null => {
        const now = days[t]![name] ?? null;
        const before = days.slice(Math.max(0, t - COPD_DAYS), t).flatMap((day) => day[name] ?? []);
        if (now === null || before.length < 3) return null;
        const mean = before.reduce((a, b) => a + b, 0) / before.length;
        const variance = before.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (before.length - 1);
        return side * (now - mean) > deviations * Math.sqrt(variance) && now !== mean;
      };
      const saturation = days[t]!['oxygen-saturation'] ?? null;
      const limit = 90 - 1.5 * (deviations - 1.645);
      const signs = [
        beyond('fvc', -1),
        beyond('fev1', -1),
        beyond('reliever', 1),
        saturation === null ? null : saturation < limit,
      ];
      return signs.every((sign) => sign === null) ? null : signs.some((sign) => sign === true);
    }),
};

/** A day with more than 4 % below 70 mg/dL or 5 % above 250 mg/dL (targets of Battelino et al. 2019, Diabetes Care 42:1593), times a factor. */
export const RANGE_RULE: PublishedRule = {
  words: 'a day beyond the targets of 4 % below 70 or 5 % above 250 mg/dL, times',
  setting: 1,
  range: [0.5, 24],
  alertsOf: ({ days }, factor) =>
    beginnings(days.length, (t) => {
      const { below, above } = days[t]!;
      if (below == null || above == null) return null;
      return below > 4 * factor || above > 5 * factor;
    }),
};

/** Days in which a rule that begins anew is taken for the same alert, as it is with the monitors. */
const SAME_ALERT = 7;

/** Days on which something that stands begins; a day that says nothing (null) changes nothing. */
function beginnings(length: number, stands: (t: number) => boolean | null): readonly number[] {
  const begun: number[] = [];
  let before = false;
  for (let t = 0; t < length; t++) {
    const now = stands(t);
    if (now === null) continue;
    if (now && !before && t > (begun.at(-1) ?? Number.NEGATIVE_INFINITY) + SAME_ALERT) begun.push(t);
    before = now;
  }
  return begun;
}
