import { lazy, type ReactNode, Suspense } from 'react';
import { Link, useParams } from 'react-router';
import { asProblem } from '../api/problem.ts';
import type { TwinDetail } from '../generated/types.ts';
import { KnowledgeTab } from '../knows/knowledge-tab.tsx';
import { organOf } from '../person/organ.ts';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { usePageTitle } from '../shell/use-page-title.ts';
import { Waiting } from '../shell/waiting.tsx';
import '../theme/controls.css';
import { useNow } from '../live/use-now.ts';
import { HistoryTab } from './history-tab.tsx';
import { NowTab } from './now-tab.tsx';
import { StillReading } from './still-reading.tsx';
import { TwinHeader } from './twin-header.tsx';
import styles from './twin-page.module.css';
import { useTwin } from './twin-queries.ts';
import { type TwinView, useTwinView } from './use-twin-view.ts';

const BreathTab = lazy(() => import('../breath/breath-tab.tsx').then((m) => ({ default: m.BreathTab })));
const DoseTab = lazy(() => import('../dosing/dose-tab.tsx').then((m) => ({ default: m.DoseTab })));
const HeartbeatTab = lazy(() =>
  import('../heartbeat/heartbeat-tab.tsx').then((m) => ({ default: m.HeartbeatTab })),
);

/** One twin: what is it now, where is it going, how sure, what if, why, and can it be trusted. */
export function TwinPage(): ReactNode {
  const { id = '' } = useParams();
  const twin = useTwin(id);
  const [view, change] = useTwinView();
  usePageTitle(twin.data?.label ?? id);
  if (twin.isPending) return <Waiting height={520} label="Reading the twin" />;
  if (twin.isError) {
    return (
      <div className="stack">
        <h1>This twin cannot be shown</h1>
        <ProblemPanel problem={asProblem(twin.error)} onRetry={() => void twin.refetch()} />
        <Link to="/twins">To the overview</Link>
      </div>
    );
  }
  return (
    <div className="stack" key={id}>
      <TwinHeader twin={twin.data} />
      {twin.data.readUntil === null ? (
        <Parts twin={twin.data} view={view} change={change} />
      ) : (
        <StillReading twin={twin.data} />
      )}
    </div>
  );
}

/** The parts of a twin that has read its record. */
function Parts({
  twin,
  view,
  change,
}: {
  readonly twin: TwinDetail;
  readonly view: TwinView;
  readonly change: (part: Partial<TwinView>) => void;
}): ReactNode {
  const now = useNow();
  const latest = twin.latest === null ? Math.max(now, Date.parse(twin.openedAt)) : Date.parse(twin.latest.at);
  return (
    <>
      <nav aria-label="Parts of the twin" className={styles.tabs}>
        <Tab view={view} tab="now" change={change}>
          Now and next
        </Tab>
        {organOf(twin.model) === 'heart' && (
          <Tab view={view} tab="beat" change={change}>
            Heartbeat
          </Tab>
        )}
        {organOf(twin.model) === 'lungs' && (
          <Tab view={view} tab="breath" change={change}>
            Breath
          </Tab>
        )}
        {organOf(twin.model) === 'drug' && (
          <Tab view={view} tab="dose" change={change}>
            Dose to target
          </Tab>
        )}
        <Tab view={view} tab="knows" change={change}>
          How well it knows
        </Tab>
        <Tab view={view} tab="history" change={change}>
          History
        </Tab>
      </nav>
      {view.tab === 'beat' && (
        <Suspense fallback={<Waiting height={520} label="Loading the heartbeat" />}>
          <HeartbeatTab twin={twin} />
        </Suspense>
      )}
      {view.tab === 'breath' && (
        <Suspense fallback={<Waiting height={520} label="Loading the breath" />}>
          <BreathTab twin={twin} />
        </Suspense>
      )}
      {view.tab === 'dose' && (
        <Suspense fallback={<Waiting height={420} label="Loading the doses" />}>
          <DoseTab twin={twin} />
        </Suspense>
      )}
      {view.tab === 'history' && <HistoryTab twin={twin} latest={latest} />}
      {view.tab === 'knows' && <KnowledgeTab twin={twin} />}
      {view.tab === 'now' && <NowTab twin={twin} view={view} change={change} latest={latest} />}
    </>
  );
}

interface TabProps {
  readonly view: TwinView;
  readonly tab: TwinView['tab'];
  readonly change: (part: Partial<TwinView>) => void;
  readonly children: ReactNode;
}

function Tab({ view, tab, change, children }: TabProps): ReactNode {
  const here = view.tab === tab;
  return (
    <button
      type="button"
      className={styles.tab}
      aria-current={here ? 'page' : undefined}
      onClick={() => change({ tab })}
    >
      {children}
    </button>
  );
}
