// Which people are shown, and in which order: who may come to harm soonest first.
import type { Person } from './group-people.ts';

/** What to order people by. `risk`: the most probable threshold first; `doubt`: those whose twins doubt themselves first. */
export type PeopleOrdering = 'risk' | 'doubt' | 'age' | 'name';

/** What a reader asked the list of people to show. */
export interface PeopleFilter {
  readonly text: string;
  readonly order: PeopleOrdering;
  readonly origin: 'all' | Person['origin'];
}

const RANKS: Readonly<Record<PeopleOrdering, (person: Person) => number>> = {
  risk: (person) => -(person.risk?.risk.probability ?? -1),
  doubt: (person) => -person.doubts,
  age: (person) => person.latestAt ?? Number.NEGATIVE_INFINITY,
  name: () => 0,
};

/** The people a filter lets through, in its order; equal ones as they came. */
export function orderPeople(people: readonly Person[], filter: PeopleFilter): readonly Person[] {
  const words = filter.text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const rank = RANKS[filter.order];
  return people
    .filter((person) => filter.origin === 'all' || person.origin === filter.origin)
    .filter((person) => {
      const text =
        `${person.label} ${person.subject} ${person.twins.map((twin) => twin.modelTitle).join(' ')}`.toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .map((person, place) => ({ person, place, rank: rank(person) }))
    .sort((a, b) => a.rank - b.rank || a.place - b.place)
    .map(({ person }) => person);
}
