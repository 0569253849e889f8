// All metrics of a recording at once, under the names of the R package iglu (Broll et al. 2021, PLOS ONE 16:e0248560), against whose
// numbers `twinward verify cgm-metrics` checks them.
import { cvGlucose, meanGlucose, sdGlucose } from './average-glucose.ts';
import { averageDailyRiskRange, highBloodGlucoseIndex, lowBloodGlucoseIndex } from './blood-glucose-risk.ts';
import { type CgmRecording, checkRecording } from './cgm-recording.ts';
import { continuousGlucoseIndex } from './continuous-glucose-index.ts';
import { dayGrid } from './day-grid.ts';
import { conga, meanOfDailyDifferences } from './day-to-day.ts';
import { estimatedA1c, glucoseManagementIndicator } from './estimated-a1c.ts';
import { glycaemiaRiskIndex } from './glycaemia-risk-index.ts';
import { glycaemicControlIndex, hyperglycaemiaIndex, hypoglycaemiaIndex } from './glycaemic-control-index.ts';
import { gradeScore } from './grade-score.ts';
import { jIndex } from './j-index.ts';
import { mValue } from './m-value.ts';
import { percentAbove, percentBelow, percentInRange } from './time-in-range.ts';

/** The metrics by name; null where the recording is too short or too gappy for one (`conga`, `modd`). */
export interface CgmMetrics {
  readonly mean_glu: number;
  readonly sd_glu: number;
  readonly cv_glu: number;
  readonly gmi: number;
  readonly ea1c: number;
  readonly lbgi: number;
  readonly hbgi: number;
  readonly adrr: number;
  readonly j_index: number;
  readonly m_value: number;
  readonly grade: number;
  readonly conga: number | null;
  readonly modd: number | null;
  readonly cogi: number;
  readonly gri: number;
  readonly hypo_index: number;
  readonly hyper_index: number;
  readonly igc: number;
  readonly in_range_63_140: number;
  readonly in_range_70_180: number;
  readonly below_54: number;
  readonly below_70: number;
  readonly above_140: number;
  readonly above_180: number;
  readonly above_250: number;
}

/** Computes all metrics of a recording. Throws `model.domain` for readings without time or not positive, or fewer than two. */
export function cgmMetrics(recording: CgmRecording): CgmMetrics {
  checkRecording(recording);
  const { mgdl } = recording;
  const [mean, sd] = [meanGlucose(mgdl), sdGlucose(mgdl)];
  const grid = dayGrid(recording);
  return {
    mean_glu: mean,
    sd_glu: sd,
    cv_glu: cvGlucose(mgdl),
    gmi: glucoseManagementIndicator(mean),
    ea1c: estimatedA1c(mean),
    lbgi: lowBloodGlucoseIndex(mgdl),
    hbgi: highBloodGlucoseIndex(mgdl),
    adrr: averageDailyRiskRange(recording),
    j_index: jIndex(mean, sd),
    m_value: mValue(mgdl),
    grade: gradeScore(mgdl),
    conga: conga(grid),
    modd: meanOfDailyDifferences(grid),
    cogi: continuousGlucoseIndex(mgdl),
    gri: glycaemiaRiskIndex(mgdl),
    hypo_index: hypoglycaemiaIndex(mgdl),
    hyper_index: hyperglycaemiaIndex(mgdl),
    igc: glycaemicControlIndex(mgdl),
    in_range_63_140: percentInRange(mgdl, 63, 140),
    in_range_70_180: percentInRange(mgdl, 70, 180),
    below_54: percentBelow(mgdl, 54),
    below_70: percentBelow(mgdl, 70),
    above_140: percentAbove(mgdl, 140),
    above_180: percentAbove(mgdl, 180),
    above_250: percentAbove(mgdl, 250),
  };
}
