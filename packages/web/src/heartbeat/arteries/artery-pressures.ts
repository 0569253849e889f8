// What the course of a pressure through one beat comes to, over the members of a cycle.
import type { CycleMemberView, CycleView } from '../../generated/types.ts';
import { type BandPoint, spreadOf } from '../beat.ts';

/** Systolic, mean and diastolic pressure of a place, each with its 90 % interval, mmHg. */
export interface ArteryPressures {
  readonly systolic: BandPoint;
  readonly mean: BandPoint;
  readonly diastolic: BandPoint;
}

/** The pressures of one artery over the members. */
export function pressuresOf(cycle: CycleView, artery: string): ArteryPressures {
  const course = ({ signals }: CycleMemberView): readonly number[] => signals[artery]!;
  return {
    systolic: spreadOf(cycle, (member) => Math.max(...course(member))),
    mean: spreadOf(cycle, (member) => meanOf(course(member))),
    diastolic: spreadOf(cycle, (member) => Math.min(...course(member))),
  };
}

/** Over the beat: its end is its beginning and counts once. */
function meanOf(course: readonly number[]): number {
  return course.slice(1).reduce((sum, pressure) => sum + pressure, 0) / (course.length - 1);
}

/** Lowest and highest pressure of a member in any artery, in steps of 10 mmHg outwards. */
export function pressureRange({ signals }: CycleMemberView): readonly [number, number] {
  const all = Object.values(signals).flat();
  return [Math.floor(Math.min(...all) / 10) * 10, Math.ceil(Math.max(...all) / 10) * 10];
}
