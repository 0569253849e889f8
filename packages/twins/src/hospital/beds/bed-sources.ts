import type { AdtVisit } from '../adt/adt-visit.ts';
import type { SurvivalTable } from '../stays/survival-table.ts';
import type { BedState } from './bed-state.ts';
import { specialtyOf } from './specialty-of.ts';

const HOUR = 3_600_000;
/** A bed is made ready again after so long: assumed, an hour from empty to clean. */
export const CLEANING: number = HOUR;

/** A patient from whom a future begins: how long such patients stay, what was announced of this one heeded, and how long they have stayed, in hours. */
export interface PresentPatient {
  readonly visit: AdtVisit;
  readonly stay: SurvivalTable;
  readonly age: number;
}

/** What a future begins with and draws from. */
export interface BedSources {
  readonly state: BedState;
  readonly lying: readonly PresentPatient[];
  readonly waiting: readonly PresentPatient[];
  /** When each empty bed is ready again, rising. */
  readonly cleaning: readonly number[];
  readonly beds: number;
  /** How long patients stay who come from now on, by specialty. */
  readonly stays: ReadonlyMap<string, SurvivalTable>;
  readonly mix: readonly (readonly [string, number])[];
}

/** The sources that a state's futures draw from, for patients present at an instant. */
export function bedSources(state: BedState, at: number): BedSources {
  const [lying, waiting] = [state.lying(), state.waiting()];
  const ages = new Map<string, number[]>();
  for (const visit of [...lying, ...waiting]) {
    const list = ages.get(specialtyOf(visit)) ?? [];
    ages.set(specialtyOf(visit), list);
    list.push(ageOf(visit, at));
  }
  const names = new Set([...Object.keys(state.mix), ...ages.keys()]);
  if (names.size === 0) names.add('unknown');
  const stays = new Map(
    [...names].map((name) => [name, state.stays.of(name, ages.get(name) ?? [])] as const),
  );
  const total = Object.values(state.mix).reduce((a, b) => a + b, 0);
  const mix =
    total === 0
      ? [...names].map((name) => [name, 1 / names.size] as const)
      : Object.entries(state.mix).map(([name, weight]) => [name, weight / total] as const);
  const patient = (visit: AdtVisit): PresentPatient => {
    const usual = stays.get(specialtyOf(visit))!;
    const age = ageOf(visit, at);
    const { plannedLeave } = visit;
    const announced = plannedLeave === null ? null : age + (plannedLeave - at) / HOUR;
    return { visit, age, stay: state.announced.stay(usual, announced) };
  };
  const cleaning = [...state.census.beds.values()]
    .filter(({ condition, occupant }) => condition === 'housekeeping' && occupant === null)
    .map(({ since }) => Math.max(at, since + CLEANING))
    .sort((a, b) => a - b);
  return {
    state,
    lying: lying.map(patient),
    waiting: waiting.map(patient),
    cleaning,
    beds: state.staffed() ?? Number.POSITIVE_INFINITY,
    stays,
    mix,
  };
}

/** Hours since a visit's admission; 0 for one not admitted yet. */
function ageOf({ admittedAt }: AdtVisit, at: number): number {
  return admittedAt === null ? 0 : Math.max(0, at - admittedAt) / HOUR;
}
