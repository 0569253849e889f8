import {
  type Breath,
  Cardiopulmonary,
  closedLoopEquations,
  HEALTHY_LUNGS,
  type HeartState,
} from '@twinward/twins/patient';

/** Seconds until heart, lungs and tissues are taken to be at rest. */
const REST = 1800;
/** Breaths and beats over which means are taken. */
const SEEN = 12;
/** mL by which a ventricle that has filled may still seem to fill, at the steps of the solver. */
const VALVE_SHUT = 1;
const PA_PER_MMHG = 133.322387415;

/** What one person's heart and lungs come to at rest. */
export interface ReferenceAdult {
  readonly breath: Breath;
  readonly heart: HeartState;
  /** mmHg of oxygen in the blood that leaves the brain. */
  readonly brainOxygen: number;
  /** Over a beat: mmHg in the pulmonary artery and the ventricles, mL in the right one. */
  readonly beat: Readonly<
    Record<
      | 'pulmonaryHighest'
      | 'pulmonaryLowest'
      | 'pulmonaryMean'
      | 'leftHighest'
      | 'leftFilled'
      | 'rightHighest'
      | 'rightFilled'
      | 'rightLargest'
      | 'rightSmallest',
      number
    >
  >;
}

/** The coupled heart and lungs at the published parameters, after half an hour. */
export function referenceAdult(): ReferenceAdult {
  const both = new Cardiopulmonary(HEALTHY_LUNGS, 'generated');
  while (both.lungs.time < REST) both.breathe();
  const breaths = Array.from({ length: SEEN }, () => ({ breath: both.breathe(), heart: both.heart }));
  return {
    breath: meansOf(breaths.map(({ breath }) => breath)),
    heart: meansOf(breaths.map(({ heart }) => heart)),
    brainOxygen: both.lungs.venousOxygen('brain'),
    beat: beatOf(both),
  };
}

function meansOf<T extends object>(all: readonly T[]): T {
  const names = Object.keys(all[0]!) as (keyof T)[];
  const mean = (name: keyof T): number =>
    all.reduce((sum, one) => sum + (one[name] as number), 0) / all.length;
  return Object.fromEntries(names.map((name) => [name, mean(name)])) as T;
}

function beatOf(both: Cardiopulmonary): ReferenceAdult['beat'] {
  const [V_LV, V_RV, p_AR_PUL] = ['V_LV', 'V_RV', 'p_AR_PUL'].map((name) =>
    (closedLoopEquations.states as readonly string[]).indexOf(name),
  ) as [number, number, number];
  const [p_LV, p_RV] = ['p_LV', 'p_RV'].map((name) =>
    (closedLoopEquations.outputs as readonly string[]).indexOf(name),
  ) as [number, number];
  const moments: { volume: number; right: number; artery: number; left: number; pressure: number }[] = [];
  both.seeBeat((_time, state, seen) => {
    moments.push({
      volume: state[V_LV]! * 1e6,
      right: state[V_RV]! * 1e6,
      artery: state[p_AR_PUL]! / PA_PER_MMHG,
      left: seen[p_LV]! / PA_PER_MMHG,
      pressure: seen[p_RV]! / PA_PER_MMHG,
    });
  });
  const most = (of: (moment: (typeof moments)[number]) => number): number => Math.max(...moments.map(of));
  const least = (of: (moment: (typeof moments)[number]) => number): number => Math.min(...moments.map(of));
  // Filling ends where the valve shuts: at the first moment of what is then held, before the pressure rises.
  const filled = (of: 'volume' | 'right') => {
    const largest = most((moment) => moment[of]);
    return moments.find((moment) => moment[of] > largest - VALVE_SHUT)!;
  };
  return {
    pulmonaryHighest: most(({ artery }) => artery),
    pulmonaryLowest: least(({ artery }) => artery),
    pulmonaryMean: moments.reduce((sum, { artery }) => sum + artery, 0) / moments.length,
    leftHighest: most(({ left }) => left),
    leftFilled: filled('volume').left,
    rightHighest: most(({ pressure }) => pressure),
    rightFilled: filled('right').pressure,
    rightLargest: most(({ right }) => right),
    rightSmallest: least(({ right }) => right),
  };
}
