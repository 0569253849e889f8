import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { KEYS } from '../api/keys.ts';
import { asProblem } from '../api/problem.ts';
import { listTwins } from '../generated/api.ts';
import { useNow } from '../live/use-now.ts';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { usePageTitle } from '../shell/use-page-title.ts';
import { Waiting } from '../shell/waiting.tsx';
import { usePreferences } from '../units/preferences.tsx';
import { EmptyOverview } from './empty-overview.tsx';
import { needsAttention, orderTwins } from './order-twins.ts';
import { Pager } from './pager.tsx';
import { TwinFilters } from './twin-filters.tsx';
import { TwinRow } from './twin-row.tsx';
import { useOverviewFilter } from './use-overview-filter.ts';

const PAGE = 40;

/** All twins, those that doubt themselves first. */
export function OverviewPage(): ReactNode {
  usePageTitle('Twins');
  const twins = useQuery({ queryKey: KEYS.twins, queryFn: ({ signal }) => listTwins(signal) });
  const now = useNow();
  const { glucose } = usePreferences();
  const { filter, page, change } = useOverviewFilter();
  const list = twins.data?.twins;
  const shown = useMemo(() => orderTwins(list ?? [], filter), [list, filter]);
  if (twins.isPending) return <Waiting height={420} label="Reading the twins" />;
  if (twins.isError)
    return <ProblemPanel problem={asProblem(twins.error)} onRetry={() => void twins.refetch()} />;
  const all = twins.data.twins;
  if (all.length === 0) return <EmptyOverview />;
  const pages = Math.max(1, Math.ceil(shown.length / PAGE));
  const here = Math.min(page, pages);
  const waiting = all.filter(needsAttention).length;
  return (
    <div className="stack">
      <div className="page-head">
        <div>
          <h1>{titleWords(all.length, waiting)}</h1>
          <p className="muted">
            Each is a model held to its subject by live data. Those that doubt themselves come first.
          </p>
        </div>
        <TwinFilters filter={filter} change={change} />
      </div>
      <p role="status" className="visually-hidden">
        {shown.length} of {all.length} twins shown
      </p>
      {shown.length === 0 ? (
        <section className="card">
          <h2>No twin matches</h2>
          <p className="muted">
            Change the words or the filter, or{' '}
            <button
              type="button"
              className="link-button"
              onClick={() => change({ q: '', show: '', origin: '' })}
            >
              show all {all.length}
            </button>
          </p>
        </section>
      ) : (
        <ul className="card rows" aria-label="Twins">
          {shown.slice((here - 1) * PAGE, here * PAGE).map((twin) => (
            <TwinRow key={twin.id} twin={twin} now={now} choice={glucose} />
          ))}
        </ul>
      )}
      <Pager page={here} pages={pages} onPage={(next) => change({ page: String(next) })} />
    </div>
  );
}

function titleWords(count: number, waiting: number): string {
  const twins = `${count.toLocaleString('en-GB')} ${count === 1 ? 'twin' : 'twins'}`;
  if (waiting === 0) return `${twins}, none in doubt`;
  return `${twins}, ${waiting.toLocaleString('en-GB')} in doubt`;
}
