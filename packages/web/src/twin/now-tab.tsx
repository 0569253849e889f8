import { type ReactNode, useMemo } from 'react';
import { asProblem } from '../api/problem.ts';
import type { TwinDetail } from '../generated/types.ts';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { TrustCard } from '../trust/trust-card.tsx';
import type { Quantity } from '../units/measure.ts';
import { usePreferences } from '../units/preferences.tsx';
import { WhatIfPanel } from '../what-if/what-if-panel.tsx';
import { WhatReadingsTold } from '../why/what-readings-told.tsx';
import { WhyCard } from '../why/why-card.tsx';
import { NowCard } from './now-card.tsx';
import { RibbonCard } from './ribbon-card.tsx';
import styles from './twin-page.module.css';
import { useExplanation, useHistory, useTrackRecord } from './twin-queries.ts';
import { useBranch } from './use-branch.ts';
import { RANGE_LENGTH, type TwinView } from './use-twin-view.ts';

interface NowTabProps {
  readonly twin: TwinDetail;
  readonly view: TwinView;
  readonly change: (part: Partial<TwinView>) => void;
  /** The latest instant there is to look at, milliseconds. */
  readonly latest: number;
}

/** Now and next: the ribbon, the what-if beside it, and below them why and how far to trust it. */
export function NowTab({ twin, view, change, latest }: NowTabProps): ReactNode {
  const { glucose } = usePreferences();
  const quantities = useMemo<readonly Quantity[]>(
    () => [...twin.observables, ...twin.outputs.filter((output) => output.endpoint)],
    [twin],
  );
  const quantity = quantities.find((one) => one.name === view.quantity) ?? quantities[0];
  const { forecast, compared, shown, pending, error, onDrafts } = useBranch(twin.id, view, change);
  const then = view.at === null ? null : Date.parse(view.at);
  const ahead = twin.horizon.length * 1000;
  const base = then ?? latest;
  const history = useHistory(twin.id, {
    key: `${view.range} ${view.at ?? 'now'}`,
    from: base - RANGE_LENGTH[view.range],
    to: then === null ? null : then + ahead,
  });
  const explanation = useExplanation(twin.id);
  const track = useTrackRecord(twin.id, null);
  const now = shown === undefined ? base : Date.parse(shown.from);
  if (quantity === undefined) return <p className="muted">This model declares nothing to show.</p>;
  return (
    <div className={styles.top}>
      <div className={styles.main}>
        {forecast.isError && (
          <ProblemPanel problem={asProblem(forecast.error)} onRetry={() => void forecast.refetch()} />
        )}
        {history.isError && (
          <ProblemPanel problem={asProblem(history.error)} onRetry={() => void history.refetch()} />
        )}
        <RibbonCard
          twin={twin}
          view={view}
          change={change}
          quantity={quantity}
          quantities={quantities}
          history={history.data}
          forecast={shown}
          comparison={compared}
          now={now}
          latest={latest}
        />
        <div className={styles.below}>
          {explanation.isError && (
            <ProblemPanel problem={asProblem(explanation.error)} onRetry={() => void explanation.refetch()} />
          )}
          {explanation.isPending && <Waiting height={240} label="Reading why" />}
          {explanation.data !== undefined && <WhyCard explanation={explanation.data} twin={twin.id} />}
          <div className="stack">
            {track.isError && (
              <ProblemPanel problem={asProblem(track.error)} onRetry={() => void track.refetch()} />
            )}
            {track.data !== undefined && <TrustCard twin={twin} leads={track.data.leads} />}
          </div>
        </div>
        {explanation.data !== undefined && <WhatReadingsTold twin={twin.id} />}
      </div>
      <div className={styles.side}>
        <NowCard twin={twin} forecast={forecast.data} at={view.at} choice={glucose} />
        <WhatIfPanel
          quantity={quantity.name}
          twin={twin}
          at={view.at}
          drafts={view.drafts}
          onDrafts={onDrafts}
          comparison={compared}
          pending={pending}
          error={error}
          closed={twin.closedAt === null ? null : 'This twin is closed.'}
        />
      </div>
    </div>
  );
}
