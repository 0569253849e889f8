import type { ReactNode } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { asProblem } from '../api/problem.ts';
import type { TwinSummary } from '../generated/types.ts';
import { NotFoundPage } from '../shell/not-found-page.tsx';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { usePageTitle } from '../shell/use-page-title.ts';
import { Waiting } from '../shell/waiting.tsx';
import { Segments } from '../twin/segments.tsx';
import { StillReading } from '../twin/still-reading.tsx';
import { BedBoardTab } from './bed-board-tab.tsx';
import { NoHospital } from './no-hospital.tsx';
import { NowTab } from './now-tab.tsx';
import styles from './operations.module.css';
import { OperationsHeader } from './operations-header.tsx';
import { useBeds, useHospitalTwins } from './operations-queries.ts';
import { WhatIfTab } from './what-if-tab.tsx';

const PARTS = [
  ['', 'Now and next'],
  ['beds', 'Bed board'],
  ['what-if', 'What if'],
] as const;

/** A hospital as it runs: who lies where, whether beds will do, and what would help. Which hospital stands in the address. */
export function OperationsPage(): ReactNode {
  usePageTitle('Operations');
  const { part = '' } = useParams();
  const [address, setAddress] = useSearchParams();
  const twins = useHospitalTwins();
  if (!PARTS.some(([name]) => name === part)) return <NotFoundPage />;
  if (twins.isPending) return <Waiting height={520} label="Reading the hospitals" />;
  if (twins.isError)
    return <ProblemPanel problem={asProblem(twins.error)} onRetry={() => void twins.refetch()} />;
  const of = address.get('of');
  const twin = of === null ? twins.data[0] : twins.data.find(({ id }) => id === of);
  if (twin === undefined) return of === null ? <NoHospital /> : <UnknownHospital id={of} />;
  return (
    <div className="stack">
      {twins.data.length > 1 && (
        <Segments
          label="Hospital"
          value={twin.id}
          options={twins.data.map(({ id, label }) => ({ value: id, label }))}
          onChange={(id) => setAddress({ of: id }, { replace: true })}
        />
      )}
      {twin.readUntil === null ? (
        <Hospital
          key={twin.id}
          twin={twin}
          part={part}
          search={of === null ? '' : `?${new URLSearchParams({ of }).toString()}`}
        />
      ) : (
        <>
          <h1>{twin.label}</h1>
          <StillReading twin={twin} />
        </>
      )}
    </div>
  );
}

function UnknownHospital({ id }: { readonly id: string }): ReactNode {
  return (
    <div className="stack">
      <h1>This hospital is not followed</h1>
      <p className="muted">
        There is no open twin of beds by the name “{id}”. <Link to="/operations">To those there are</Link>
      </p>
    </div>
  );
}

function Hospital({
  twin,
  part,
  search,
}: {
  readonly twin: TwinSummary;
  readonly part: string;
  readonly search: string;
}): ReactNode {
  const beds = useBeds(twin.id);
  if (beds.isPending) return <Waiting height={520} label="Reading the beds" />;
  if (beds.isError && beds.data === undefined)
    return <ProblemPanel problem={asProblem(beds.error)} onRetry={() => void beds.refetch()} />;
  const board = beds.data;
  return (
    <>
      <OperationsHeader twin={twin} board={board} search={search} />
      <nav aria-label="Parts of the hospital" className={styles.tabs}>
        {PARTS.map(([to, label]) => (
          <Link
            key={to}
            to={`/operations${to === '' ? '' : `/${to}`}${search}`}
            className={styles.tab!}
            aria-current={to === part ? 'page' : undefined}
          >
            {label}
          </Link>
        ))}
      </nav>
      {beds.isError && <ProblemPanel problem={asProblem(beds.error)} />}
      {part === '' && <NowTab twin={twin} board={board} search={search} />}
      {part === 'what-if' && <WhatIfTab id={twin.id} board={board} />}
      {part === 'beds' && <BedBoardTab twin={twin} board={board} />}
    </>
  );
}
