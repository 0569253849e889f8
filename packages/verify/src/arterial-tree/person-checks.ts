// Trees that stand in virtual people: balances, and figures published of people.
import { type Belief, EMPTY_SCHEDULE, instant, subjectRef } from '@twinward/contract';
import { philox } from '@twinward/simulate';
import {
  ADAN56,
  ADAN56_WALL,
  ArterialTree,
  circulation,
  memberTree,
  TreeBeat,
  type TreePlace,
  transitTime,
  treeCompliance,
  treeResistance,
} from '@twinward/twins/patient';
import { footOf } from './foot.ts';
import { meanOf, pulseOf, type TreeCheck } from './tree-check.ts';

const PEOPLE = 48;
const MMHG = 133.322;
const FINE = 1000;
const ROOT: TreePlace = { artery: 'aortic-arch-1', along: 0 };
const NECK: TreePlace = { artery: 'common-carotid-right', along: 0.5 };
const ARM: TreePlace = { artery: 'brachial-right', along: 0.5 };
const WRIST: TreePlace = { artery: 'radial-right', along: 0.5 };
const GROIN: TreePlace = { artery: 'femoral-right-1', along: 1 };
const ANKLE: TreePlace = { artery: 'posterior-tibial-right', along: 1 };
const SHIN: TreePlace = { artery: 'posterior-tibial-right', along: 0.5 };
/** Ways from the heart along which the pulse must arrive later and later. */
const WAYS: readonly (readonly TreePlace[])[] = [
  [ROOT, NECK],
  [ROOT, ARM, WRIST],
  [ROOT, GROIN, SHIN],
];
const FINER = new ArterialTree(ADAN56, ADAN56_WALL, 0.00125);

/** What the tree of one person does; pressures in mmHg. */
interface PersonFigures {
  /** Relative. */
  readonly balance: number;
  readonly totals: number;
  readonly meanOff: number;
  /** Share of the pulse. */
  readonly pulseOff: number;
  readonly rise: number;
  readonly refinement: number;
  readonly waysInOrder: number;
  readonly fallToArm: number;
  readonly fallToGroin: number;
  readonly amplification: number;
  readonly systolicGain: number;
  readonly neckToWrist: number;
  /** Systolic pressure of the ankle over that of the arm. */
  readonly ankleToArm: number;
  /** m/s, by the feet of the waves; and that over what walls and blood give. */
  readonly velocity: number;
  readonly velocityRatio: number;
  readonly milliseconds: number;
}

/**
 * People drawn from the prior of the twin. Every tree must be in balance; that of the middle must lie in what was published of people, to none
 * of which anything was fitted.
 */
export function* personChecks(seed: string): Generator<TreeCheck> {
  const subject = { ref: subjectRef('Patient/virtual'), facts: {} };
  const belief = circulation.initialise(subject, instant(Date.UTC(2026, 0, 1)), PEOPLE, philox(seed));
  const people = Array.from({ length: PEOPLE }, (_, member) => figuresOf(belief, member));
  const most = (of: (person: PersonFigures) => number): number => Math.max(...people.map(of));
  const middle = (of: (person: PersonFigures) => number): number =>
    people.map(of).sort((a, b) => a - b)[PEOPLE >> 1]!;
  const check = (name: string, value: number, low: number, high: number): TreeCheck => ({
    name,
    value,
    low,
    high,
  });
  const every = `of ${PEOPLE} people`;
  yield check(
    `largest relative difference of outflow and inflow over a beat ${every}`,
    most((p) => p.balance),
    0,
    1e-9,
  );
  yield check(
    `largest relative difference of resistance or compliance from the twin's ${every}`,
    most((p) => p.totals),
    0,
    1e-9,
  );
  yield check(
    `largest difference of mean pressure at the root from the twin's ${every}, mmHg`,
    most((p) => p.meanOff),
    0,
    0.1,
  );
  yield check(
    `largest difference of pulse pressure at the root from the twin's ${every}, share of it`,
    most((p) => p.pulseOff),
    0,
    0.03,
  );
  yield check(
    `largest rise of mean pressure along an artery ${every}, mmHg`,
    most((p) => p.rise),
    Number.NEGATIVE_INFINITY,
    0,
  );
  yield check(
    `largest change of systolic or diastolic pressure with blocks half as long ${every}, mmHg`,
    most((p) => p.refinement),
    0,
    1,
  );
  yield check(
    `share ${every} in whom the pulse reaches wrist and shin in order`,
    meanOf(people.map((p) => p.waysInOrder)),
    1,
    1,
  );
  const person = 'in the middle person';
  yield check(
    `mean pressure falls from root to arm ${person}, mmHg (1 to 3 in large arteries: Artery Research)`,
    middle((p) => p.fallToArm),
    0,
    5,
  );
  yield check(
    `mean pressure falls from root to groin ${person}, mmHg (1 to 3 in large arteries: Artery Research)`,
    middle((p) => p.fallToGroin),
    0,
    5,
  );
  yield check(
    `pulse pressure of the arm over the root's ${person} (1.3 divides people at risk: Huang 2024, n = 5608)`,
    middle((p) => p.amplification),
    1,
    1.6,
  );
  yield check(
    `systolic pressure of the arm above the root's ${person}, mmHg (men over 80: 11, SD 4; women 8, SD 3: McEniery 2008)`,
    middle((p) => p.systolicGain),
    2,
    19,
  );
  yield check(
    `pulse pressure of the wrist over the neck's ${person} (men 1.20, SD 0.14, women 1.13, SD 0.12: Segers 2009)`,
    middle((p) => p.neckToWrist),
    0.89,
    1.48,
  );
  yield check(
    `systolic pressure of the ankle over the arm's ${person} (1.00 to 1.40 is normal: Aboyans 2012)`,
    middle((p) => p.ankleToArm),
    1,
    1.4,
  );
  yield check(
    `carotid-femoral pulse wave velocity ${person}, m/s (6.84, SD 1.65 in 780 healthy people: Diaz 2014)`,
    middle((p) => p.velocity),
    3.5,
    10.1,
  );
  yield check(
    `that velocity over the one of walls and blood ${person} (Bramwell and Hill 1922)`,
    middle((p) => p.velocityRatio),
    0.8,
    1.2,
  );
  yield check(
    `milliseconds that a beat of the tree takes ${person}`,
    middle((p) => p.milliseconds),
    0,
    200,
  );
}

function figuresOf(belief: Belief, member: number): PersonFigures {
  const { totals, state, tree, drive } = memberTree(belief, member, EMPTY_SCHEDULE);
  const begun = performance.now();
  const beat = new TreeBeat(tree, drive);
  const milliseconds = performance.now() - begun;
  const wave = (place: TreePlace): Float64Array => beat.pressure(place, FINE).map((p) => p / MMHG);
  const [root, neck, arm, wrist, groin] = [ROOT, NECK, ARM, WRIST, GROIN].map(wave) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const own = drive.course.map((p) => p / MMHG);
  const inflow = meanOf(beat.inflow(FINE));
  const [toNeck, toGroin] = [transitTime(tree, NECK), transitTime(tree, GROIN)];
  const distance = toGroin.distance - toNeck.distance;
  const velocity = distance / (later(footOf(groin) - footOf(neck)) * drive.period);
  const finer = new TreeBeat(FINER.lump(state), drive);
  return {
    balance: Math.abs(beat.meanOutflow / inflow - 1),
    totals: Math.max(
      Math.abs(treeResistance(tree) / totals.resistance - 1),
      Math.abs(treeCompliance(tree) / totals.compliance - 1),
    ),
    meanOff: Math.abs(meanOf(root) - meanOf(own)),
    pulseOff: Math.abs(pulseOf(root) / pulseOf(own) - 1),
    rise: Math.max(
      ...ADAN56.map(({ name: artery }) => {
        const mean = (along: number): number => meanOf(beat.pressure({ artery, along }, 100));
        return (mean(1) - mean(0)) / MMHG;
      }),
    ),
    refinement: Math.max(
      ...ADAN56.flatMap(({ name: artery }) => {
        const [coarse, fine] = [beat, finer].map((one) => one.pressure({ artery, along: 0.5 }, 100)) as [
          Float64Array,
          Float64Array,
        ];
        return [Math.max, Math.min].map((extreme) => Math.abs(extreme(...coarse) - extreme(...fine)) / MMHG);
      }),
    ),
    waysInOrder: WAYS.every((places) =>
      places.slice(1).every((place, i) => footAhead(wave(places[i]!), wave(place)) > 0),
    )
      ? 1
      : 0,
    fallToArm: meanOf(root) - meanOf(arm),
    fallToGroin: meanOf(root) - meanOf(groin),
    amplification: pulseOf(arm) / pulseOf(root),
    systolicGain: Math.max(...arm) - Math.max(...root),
    neckToWrist: pulseOf(wrist) / pulseOf(neck),
    ankleToArm: Math.max(...wave(ANKLE)) / Math.max(...arm),
    velocity,
    velocityRatio: (velocity * (toGroin.seconds - toNeck.seconds)) / distance,
    milliseconds,
  };
}

/** By how much of a beat the foot of a wave follows that of another, between -1/2 and 1/2. */
function footAhead(before: Float64Array, after: Float64Array): number {
  return later(footOf(after) - footOf(before));
}

function later(share: number): number {
  return share - Math.round(share);
}
