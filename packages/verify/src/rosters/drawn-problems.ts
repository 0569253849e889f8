import type { Draws } from '@twinward/contract';
import type { RosterProblem, SlotPlanProblem } from '@twinward/twins/hospital';

const SHIFTS = [
  { name: 'early', start: 420, minutes: 480 },
  { name: 'late', start: 840, minutes: 480 },
  { name: 'night', start: 1_290, minutes: 600 },
];

/** A small roster with rules and wishes drawn at random. */
export function drawnRoster(draws: Draws): RosterProblem {
  const upTo = (n: number) => Math.floor(draws.uniform() * n);
  const days = 2 + upTo(3);
  const shifts = SHIFTS.slice(0, 1 + upTo(3));
  const skills = ['nurse', 'midwife'].slice(0, 1 + upTo(2));
  const people = Array.from({ length: 2 + upTo(2) }, (_, who) => ({
    name: `person ${who}`,
    skills: skills.filter((_skill, n) => n === who % skills.length || draws.uniform() < 0.3),
    maximumShifts: 1 + upTo(days),
    minimumShifts: upTo(2),
    maximumInWeek: 2 + upTo(4),
    away: draws.uniform() < 0.3 ? [upTo(days)] : [],
    wishes: draws.uniform() < 0.6 ? [{ day: upTo(days), cost: 1 + upTo(5) }] : [],
    costPerShift: upTo(4),
    ...(draws.uniform() < 0.4 ? { before: shifts.at(-1)!.name } : {}),
  }));
  const demand = Array.from({ length: days }, (_, day) => day).flatMap((day) =>
    shifts.flatMap((shift) =>
      skills.map((skill) => ({
        day,
        shift: shift.name,
        skill,
        people: upTo(3),
        shortCost: 3 + upTo(12),
      })),
    ),
  );
  return { days, shifts, people, demand, daysInRow: 1 + upTo(4) };
}

/** A small day of visits drawn at random. */
export function drawnSlotPlan(draws: Draws): SlotPlanProblem {
  const upTo = (n: number) => Math.floor(draws.uniform() * n);
  const slots = 5 + upTo(3);
  const visits = Array.from({ length: 2 + upTo(2) }, (_, n) => ({
    name: `kind ${n}`,
    count: 1 + upTo(2),
    load: [1 + upTo(3), ...Array.from({ length: upTo(3) }, () => upTo(3))],
    earliest: upTo(2),
  }));
  return {
    slots,
    chairs: 1 + upTo(3),
    nursing: Array.from({ length: slots }, () => upTo(4)),
    visits,
    overCost: 2 + upTo(5),
    delayCost: upTo(2),
  };
}
