import { addSeconds, formatInstant } from '@twinward/contract';
import {
  BedState,
  bedSources,
  checkWardChanges,
  compareWards,
  specialtyOf,
  type WardChange,
  wardsOf,
} from '@twinward/twins/hospital';
import type { ProposedWardChange, WardComparisonView } from '../schemas/ward-comparison-schema.ts';
import { HOURS, MEMBERS, type WardWork, wardDraws } from './forecast-wards.ts';

/** A state of a hospital's beds, its instant, and what is to be tried. */
export interface ComparedWardWork extends WardWork {
  readonly changes: readonly ProposedWardChange[];
}

/** The futures that the forecast of wards shows, and the same under changes. Throws `scenario.invalid` by field. */
export function wardComparison({ state: bytes, at, changes }: ComparedWardWork): WardComparisonView {
  const state = BedState.read(bytes);
  const wards = wardsOf(state.census.beds);
  const sources = bedSources(state, at);
  const asked = changes.map(({ inMinutes = 0, ...change }): WardChange => {
    return { ...change, from: addSeconds(at, 60 * inMinutes) };
  });
  const present = [...sources.lying, ...sources.waiting].map(({ visit }) => specialtyOf(visit));
  checkWardChanges(asked, {
    at,
    units: wards.map(({ unit }) => unit),
    specialties: [...new Set([...present, ...Object.keys(state.mix)])].sort(),
  });
  const compared = compareWards(sources, wards, at, {
    hours: HOURS,
    size: MEMBERS,
    ...wardDraws(state, at),
    changes: asked,
  });
  return { at: formatInstant(at), hours: HOURS, members: MEMBERS, ...compared };
}
