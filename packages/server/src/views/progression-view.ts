import type { Progression, ProgressionDifference, YearlyProbabilities } from '@twinward/twins/patient';
import type { CurveView, ProgressionDifferenceView, ProgressionView } from '../schemas/risk-reply-schema.ts';

/** A progression as it is sent. */
export function progressionView(of: Progression): ProgressionView {
  return {
    alive: curve(of.alive),
    aliveWithout: curve(of.aliveWithout),
    happened: curves(of.happened),
    lifeYears: of.lifeYears,
    lifeYearsQuantiles: of.lifeYearsQuantiles,
    qualityYears: of.qualityYears,
  };
}

/** A difference as it is sent; `effectEnds` are the life-years gained at the ends of the effects' intervals. */
export function differenceView(
  of: ProgressionDifference,
  effectEnds: readonly [number, number] | null,
): ProgressionDifferenceView {
  return {
    lifeYears: of.lifeYears,
    qualityYears: of.qualityYears,
    alive: curve(of.alive),
    happened: curves(of.happened),
    effectEnds,
  };
}

function curve({ probability, error }: YearlyProbabilities): CurveView {
  return { probability: [...probability], error: [...error] };
}

function curves(of: Progression['happened']): ProgressionView['happened'] {
  const entries = Object.entries(of).map(([event, values]) => [event, curve(values)] as const);
  return Object.fromEntries(entries) as ProgressionView['happened'];
}
