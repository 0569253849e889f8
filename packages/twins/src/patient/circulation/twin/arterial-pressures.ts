import type { Belief, Cycle, CycleQuantity, CycleTrace, Schedule } from '@twinward/contract';
import { ADAN56 } from '../arteries/adan56.ts';
import { arteryOf, mainSections } from '../arteries/sections.ts';
import { transitTime } from '../arteries/transit-time.ts';
import { TreeBeat, type TreePlace } from '../arteries/tree-beat.ts';
import { ML, MMHG } from '../clinical-units.ts';
import { heartbeat } from './heartbeat.ts';
import { memberTree } from './member-tree.ts';

/** Samples of a beat: the heartbeat's, its end left out. */
const SAMPLES = heartbeat.points - 1;
/** Where a cuff around the arm presses. */
const CUFF: TreePlace = { artery: 'brachial-right', along: 0.5 };
const ROOT: TreePlace = { artery: 'aortic-arch-1', along: 0 };
/** Where the pulse is felt for the carotid-femoral velocity. */
const CAROTID: TreePlace = { artery: 'common-carotid-right', along: 0.5 };
const GROIN: TreePlace = { artery: 'femoral-right-1', along: 1 };

const PLACES: readonly { readonly name: string; readonly label: string; readonly place: TreePlace }[] = [
  { name: 'aortic-root', label: 'Aortic root', place: ROOT },
  ...mainSections(ADAN56).map(({ name }) => ({
    name: arteryOf(name),
    label: labelOf(arteryOf(name)),
    place: { artery: name, along: 0.5 },
  })),
];

const FIGURES: readonly CycleQuantity[] = [
  { name: 'root-systolic', label: 'Systolic pressure at the aortic root', unit: 'mm[Hg]' },
  { name: 'root-diastolic', label: 'Diastolic pressure at the aortic root', unit: 'mm[Hg]' },
  { name: 'arm-systolic', label: 'Systolic pressure where an arm cuff measures', unit: 'mm[Hg]' },
  { name: 'arm-diastolic', label: 'Diastolic pressure where an arm cuff measures', unit: 'mm[Hg]' },
  { name: 'amplification', label: 'Pulse pressure of the arm over that of the aortic root', unit: '1' },
  { name: 'pulse-wave-velocity', label: 'Pulse wave velocity, carotid to femoral', unit: 'm/s' },
  { name: 'stroke-volume', label: 'Stroke volume that the arteries take', unit: 'mL' },
  { name: 'stiffness', label: 'Stiffness of the walls, as a multiple of the standard person', unit: '1' },
];

/**
 * The pressure in each of 56 arteries through a heartbeat: those of a standard person, scaled to each member (`memberTree`). At the root it is the
 * arterial pressure of the heartbeat.
 */
export const arterialPressures: Cycle = {
  label: 'Heartbeat',
  rankedBy: heartbeat.rankedBy,
  points: heartbeat.points,
  signals: PLACES.map(({ name, label }) => ({ name, label, unit: 'mm[Hg]' })),
  figures: FIGURES,
  trace,
};

function trace(belief: Belief, member: number, schedule: Schedule): CycleTrace {
  const { tree, state, drive } = memberTree(belief, member, schedule);
  const beat = new TreeBeat(tree, drive);
  const at = (place: TreePlace): Float64Array => beat.pressure(place, SAMPLES).map((p) => p / MMHG);
  const values = new Float64Array(PLACES.length * heartbeat.points);
  for (const [i, { place }] of PLACES.entries()) {
    const wave = at(place);
    values.set(wave, i * heartbeat.points);
    values[(i + 1) * heartbeat.points - 1] = wave[0]!;
  }
  const [root, arm] = [at(ROOT), at(CUFF)];
  const [rootSystolic, rootDiastolic] = [Math.max(...root), Math.min(...root)];
  const [armSystolic, armDiastolic] = [Math.max(...arm), Math.min(...arm)];
  const [neck, groin] = [transitTime(tree, CAROTID), transitTime(tree, GROIN)];
  const figures = Float64Array.of(
    rootSystolic,
    rootDiastolic,
    armSystolic,
    armDiastolic,
    (armSystolic - armDiastolic) / (rootSystolic - rootDiastolic),
    (groin.distance - neck.distance) / (groin.seconds - neck.seconds),
    (mean(beat.inflow(SAMPLES)) * drive.period) / ML,
    state.stiffness,
  );
  return { period: drive.period, values, figures };
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** "common-carotid-right" as "Common carotid, right". */
function labelOf(name: string): string {
  const [, words, side] = /^(.*?)(?:-(right|left))?$/.exec(name)!;
  const plain = words!.replaceAll('-', ' ').replace(/\bt(\d+)/, 'T$1');
  return `${plain[0]!.toUpperCase()}${plain.slice(1)}${side === undefined ? '' : `, ${side}`}`;
}
