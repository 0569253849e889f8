import { Button } from '@mantine/core';
import { IconArrowsSplit2, IconChartLine } from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { KEYS } from '../api/keys.ts';
import { asProblem } from '../api/problem.ts';
import { readTwin } from '../generated/api.ts';
import { useNow } from '../live/use-now.ts';
import type { Person } from '../people/group-people.ts';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { usePageTitle } from '../shell/use-page-title.ts';
import { Waiting } from '../shell/waiting.tsx';
import { useTrial } from '../together/use-trial.ts';
import { WhatIfDrawer } from '../together/what-if-drawer.tsx';
import { usePreferences } from '../units/preferences.tsx';
import { AlertsCard } from './alerts-card.tsx';
import { ChangesCard } from './changes-card.tsx';
import { CourseCard } from './course-card.tsx';
import { organOf } from './organ.ts';
import { OrganBoard } from './organ-board.tsx';
import { PersonHeader } from './person-header.tsx';
import styles from './person-page.module.css';
import { usePerson, useSubject } from './person-queries.ts';
import { TimelineCard } from './timeline-card.tsx';

/** A whole person: who they are, each organ's state, what changed, what was done, and what may come. */
export function PersonPage(): ReactNode {
  const { key = '' } = useParams();
  const person = usePerson(key);
  usePageTitle(person.data?.label ?? 'Person');
  if (person.isPending) return <Waiting height={520} label="Reading the person" />;
  if (person.isError) {
    return <ProblemPanel problem={asProblem(person.error)} onRetry={() => void person.refetch()} />;
  }
  if (person.data === null) {
    return (
      <section className="card stack" style={{ maxWidth: 620 }}>
        <h1>Nobody of that name</h1>
        <p>No twin follows “{key}”. The link may be old, or the twins may have been opened elsewhere.</p>
        <Link to="/people">To the people</Link>
      </section>
    );
  }
  return <Whole key={key} person={person.data} />;
}

function Whole({ person }: { readonly person: Person }): ReactNode {
  const now = useNow();
  const { glucose } = usePreferences();
  const [, change] = useTrial();
  const subject = useSubject(person.subject);
  const details = useQueries({
    queries: person.twins.map(({ id }) => ({
      queryKey: KEYS.detail(id),
      queryFn: ({ signal }: { readonly signal: AbortSignal }) => readTwin({ id }, signal),
    })),
    combine: (results) => results.flatMap(({ data }) => data ?? []),
  });
  const courses = person.twins.filter(
    (twin) => twin.closedAt === null && ['drug', 'glucose'].includes(organOf(twin.model)),
  );
  return (
    <div className="stack">
      <PersonHeader
        person={person}
        details={details}
        now={now}
        actions={
          <div className="row">
            <Button
              component={Link}
              to={`/risk?person=${encodeURIComponent(person.key)}`}
              variant="default"
              leftSection={<IconChartLine size={16} aria-hidden />}
            >
              Risk over years
            </Button>
            <Button
              leftSection={<IconArrowsSplit2 size={16} aria-hidden />}
              disabled={details.length === 0}
              onClick={() => change({ open: true })}
            >
              What if
            </Button>
          </div>
        }
      />
      <div className={styles.top}>
        <OrganBoard person={person} now={now} choice={glucose} />
        <div className="stack">
          {subject.isError && (
            <ProblemPanel problem={asProblem(subject.error)} onRetry={() => void subject.refetch()} />
          )}
          {subject.isPending && <Waiting height={260} label="Reading what changed" />}
          {subject.data !== undefined && <ChangesCard subject={subject.data} choice={glucose} />}
          <AlertsCard subject={person.subject} />
          {courses.map((twin) => (
            <CourseCard
              key={twin.id}
              twin={twin.id}
              choice={glucose}
              hours={organOf(twin.model) === 'drug' ? 36 : 6}
            />
          ))}
        </div>
      </div>
      <TimelineCard subject={person.subject} />
      <WhatIfDrawer person={person} details={details} />
    </div>
  );
}
