import { NativeSelect, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { KEYS } from '../api/keys.ts';
import { asProblem } from '../api/problem.ts';
import { listTwins } from '../generated/api.ts';
import { useNow } from '../live/use-now.ts';
import { EmptyOverview } from '../overview/empty-overview.tsx';
import { Pager } from '../overview/pager.tsx';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { usePageTitle } from '../shell/use-page-title.ts';
import { Waiting } from '../shell/waiting.tsx';
import { usePreferences } from '../units/preferences.tsx';
import { groupPeople } from './group-people.ts';
import { orderPeople, type PeopleFilter, type PeopleOrdering } from './order-people.ts';
import styles from './people-page.module.css';
import { PersonRow } from './person-row.tsx';

const PAGE = 40;
const ORDERS: readonly { readonly value: PeopleOrdering; readonly label: string }[] = [
  { value: 'risk', label: 'By risk' },
  { value: 'doubt', label: 'In doubt first' },
  { value: 'age', label: 'Oldest reading first' },
  { value: 'name', label: 'By name' },
];
const ORIGINS = [
  { value: 'all', label: 'Any origin' },
  { value: 'real', label: 'Real' },
  { value: 'recorded', label: 'Recorded' },
  { value: 'simulated', label: 'Simulated' },
] as const;

/** Everyone with a twin, who may come to harm soonest first: the clinician's home. */
export function PeoplePage(): ReactNode {
  usePageTitle('People');
  const twins = useQuery({ queryKey: KEYS.twins, queryFn: ({ signal }) => listTwins(signal) });
  const now = useNow();
  const { glucose } = usePreferences();
  const [search, setSearch] = useSearchParams();
  const [text, setText] = useState(search.get('q') ?? '');
  const filter = useMemo<PeopleFilter>(
    () => ({
      text,
      order: ORDERS.find(({ value }) => value === search.get('order'))?.value ?? 'risk',
      origin: ORIGINS.find(({ value }) => value === search.get('origin'))?.value ?? 'all',
    }),
    [search, text],
  );
  const list = twins.data?.twins;
  const people = useMemo(() => groupPeople(list ?? []), [list]);
  const shown = useMemo(() => orderPeople(people, filter), [people, filter]);
  if (twins.isPending) return <Waiting height={420} label="Reading the people" />;
  if (twins.isError)
    return <ProblemPanel problem={asProblem(twins.error)} onRetry={() => void twins.refetch()} />;
  if (people.length === 0) return <EmptyOverview />;
  const put = (name: string, value: string, usual: string): void =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (name !== 'page') next.delete('page');
        if (value === usual) next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  const pages = Math.max(1, Math.ceil(shown.length / PAGE));
  const here = Math.min(pages, Math.max(1, Number(search.get('page') ?? 1) || 1));
  return (
    <div className="stack">
      <div className="page-head">
        <div>
          <h1>{people.length === 1 ? 'One person' : `${people.length} people`}</h1>
          <p className="muted">
            Who may come to harm soonest stands first. Each holds the twins of one body.
          </p>
        </div>
        <search className={styles.filters}>
          <TextInput
            aria-label="Search people"
            placeholder="Search people"
            leftSection={<IconSearch size={15} aria-hidden />}
            value={text}
            onChange={(event) => {
              setText(event.currentTarget.value);
              put('q', event.currentTarget.value, '');
            }}
          />
          <NativeSelect
            aria-label="Origin"
            value={filter.origin}
            onChange={(event) => put('origin', event.currentTarget.value, 'all')}
            data={ORIGINS}
          />
          <NativeSelect
            aria-label="Order"
            value={filter.order}
            onChange={(event) => put('order', event.currentTarget.value, 'risk')}
            data={ORDERS}
          />
        </search>
      </div>
      <p role="status" className="visually-hidden">
        {shown.length} of {people.length} people shown
      </p>
      {shown.length === 0 ? (
        <section className="card">
          <h2>Nobody matches</h2>
          <p className="muted">Change the words or the origin above.</p>
        </section>
      ) : (
        <ul className="card rows" aria-label="People">
          {shown.slice((here - 1) * PAGE, here * PAGE).map((person) => (
            <PersonRow key={person.key} person={person} now={now} choice={glucose} />
          ))}
        </ul>
      )}
      <Pager page={here} pages={pages} onPage={(page) => put('page', String(page), '1')} />
    </div>
  );
}
