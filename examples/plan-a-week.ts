// How many nurses a line needs, by simulation; then who of them works when, by a mixed-integer program.
import { kimNelson } from '@twinward/estimate';
import { solveInteger } from '@twinward/runtime';
import { exponential, process as pathway, processModel, runReplications } from '@twinward/simulate';
import { roster } from '@twinward/twins/hospital';

const call = pathway().seize({ nurse: 1 }).delay(exponential(15), 'call').release({ nurse: 1 });
const staff = [4, 5, 6, 7];
const minutesWaited = (design: number, replication: number) => {
  const model = processModel({
    resources: { nurse: { capacity: staff[design]! } },
    sources: { caller: { every: exponential(4), process: call } }, // minutes
  });
  const unit = { model, seed: '00000000000000a1', first: replication, count: 1, until: 720 };
  const [shift] = runReplications(unit, {});
  return 720 * (staff[design]! + shift!.resources.nurse!.queue); // a nurse's minute costs what a caller's does
};
const chosen = kimNelson(minutesWaited, staff.length, { indifference: 100, confidence: 0.95 });
const seen = chosen.designs.map(({ replications }) => replications).join(', ');
console.log(`${staff[chosen.best]} nurses are best of ${staff} (95 % sure), after ${seen} shifts of each`);

const people = 'ABCDEFGHIJKLM'.split('').map((name, n) => ({
  name,
  skills: ['nurse'],
  maximumShifts: 5,
  wishes: [{ day: n % 7, cost: 2 }], // a day each would rather be free
}));
const demand = [0, 1, 2, 3, 4, 5, 6].flatMap((day) => [
  { day, shift: 'day', skill: 'nurse', people: staff[chosen.best]!, shortCost: 10 },
  { day, shift: 'night', skill: 'nurse', people: 3, shortCost: 10 },
]);
const shifts = [
  { name: 'day', start: 420, minutes: 720 },
  { name: 'night', start: 1140, minutes: 720 },
];
const { duties, cost, gap, short } = await roster({ days: 7, shifts, people, demand }, solveInteger);
const missing = short.reduce((sum, one) => sum + one.people, 0);
console.log(`${duties.length} duties, ${missing} short, cost ${cost}, gap ${gap} to the best possible`);
