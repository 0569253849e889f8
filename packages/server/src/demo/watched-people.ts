import { COPD, COPD_PEOPLE, HEART_FAILURE, HEART_FAILURE_PEOPLE } from '@twinward/twins/patient';
import type { DemoPerson } from './demo-person.ts';
import type { DemoPlan } from './demo-plan.ts';
import { watchedPerson } from './watched-person.ts';

/** The people the demo watches at home: two with heart failure and one with COPD, at least one of them worsening as it begins. */
export function watchedPeople(plan: DemoPlan): readonly DemoPerson[] {
  return [
    {
      name: 'watched-heart-1',
      label: 'Watched at home 1',
      condition: HEART_FAILURE_PEOPLE,
      monitor: HEART_FAILURE,
      worsening: true,
    },
    {
      name: 'watched-heart-2',
      label: 'Watched at home 2',
      condition: HEART_FAILURE_PEOPLE,
      monitor: HEART_FAILURE,
      worsening: false,
    },
    {
      name: 'watched-lungs-1',
      label: 'Watched at home 3',
      condition: COPD_PEOPLE,
      monitor: COPD,
      worsening: true,
    },
  ].map((profile) => watchedPerson(profile, plan));
}
