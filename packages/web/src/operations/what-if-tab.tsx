import { type ReactNode, useMemo } from 'react';
import { asProblem } from '../api/problem.ts';
import type { BedBoard, HistoryView, TwinDetail } from '../generated/types.ts';
import type { Limit } from '../ribbon/ribbon.ts';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { useMay } from '../shell/session.ts';
import { Waiting } from '../shell/waiting.tsx';
import '../theme/controls.css';
import { RibbonCard } from '../twin/ribbon-card.tsx';
import { useTwin } from '../twin/twin-queries.ts';
import { useBranch } from '../twin/use-branch.ts';
import { useTwinView } from '../twin/use-twin-view.ts';
import { WhatIfPanel } from '../what-if/what-if-panel.tsx';
import { capacityRibbon, staffedLimit } from './capacity-ribbon.ts';
import { InterventionsCard } from './interventions-card.tsx';
import styles from './operations.module.css';
import { WardWhatIfCard } from './ward-what-if-card.tsx';

/** What can be compared, the first unless asked otherwise, in fewer words than the model's. */
const QUANTITIES = [
  ['needed', 'Beds needed'],
  ['waiting', 'Waiting for a bed'],
  ['breached', 'Waited over 4 h'],
] as const;

/** What a surge, closed beds, nurses away or earlier discharge would do: one closely, or all beside each other. */
export function WhatIfTab({ id, board }: { readonly id: string; readonly board: BedBoard }): ReactNode {
  const twin = useTwin(id);
  if (twin.isPending) return <Waiting height={420} label="Reading the twin" />;
  if (twin.isError)
    return <ProblemPanel problem={asProblem(twin.error)} onRetry={() => void twin.refetch()} />;
  return <Compared twin={twin.data} board={board} />;
}

function Compared({ twin, board }: { readonly twin: TwinDetail; readonly board: BedBoard }): ReactNode {
  const [view, change] = useTwinView();
  const may = useMay('twin:simulate');
  const latest = Date.parse(board.at);
  const quantities = useMemo(
    () =>
      QUANTITIES.flatMap(([name, label]) => {
        const output = twin.outputs.find((one) => one.name === name);
        return output === undefined ? [] : [{ ...output, label }];
      }),
    [twin.outputs],
  );
  const quantity = quantities.find(({ name }) => name === view.quantity) ?? quantities[0]!;
  const then = view.at === null ? latest : Date.parse(view.at);
  const { forecast, compared, shown, pending, error, onDrafts } = useBranch(twin.id, view, change);
  const history = useMemo(() => pastOf(twin.id, board), [twin.id, board]);
  const limits = useMemo(
    () => limitsOf(quantity.name, board.fan.staffed),
    [quantity.name, board.fan.staffed],
  );
  return (
    <div className={styles.top}>
      <div className={styles.column}>
        {forecast.isError && (
          <ProblemPanel problem={asProblem(forecast.error)} onRetry={() => void forecast.refetch()} />
        )}
        <RibbonCard
          twin={twin}
          view={view}
          change={change}
          quantity={quantity}
          quantities={quantities}
          history={history}
          forecast={shown}
          comparison={compared}
          now={shown === undefined ? then : Date.parse(shown.from)}
          latest={latest}
          limits={limits}
        />
        {may && <WardWhatIfCard id={twin.id} board={board} />}
        {may && <InterventionsCard twin={twin} onTry={onDrafts} />}
      </div>
      <div className={styles.column}>
        <WhatIfPanel
          quantity={quantity.name}
          twin={twin}
          at={view.at}
          drafts={view.drafts}
          onDrafts={onDrafts}
          comparison={compared}
          pending={pending}
          error={error}
          closed={may ? null : 'Your role may look but not simulate.'}
        />
      </div>
    </div>
  );
}

function limitsOf(quantity: string, staffed: number | null): readonly Limit[] {
  return quantity === 'needed' && staffed !== null ? [staffedLimit(staffed, quantity)] : [];
}

/** The last day, by who came and left: certain. */
function pastOf(twin: string, board: BedBoard): HistoryView {
  const { from, now, estimates } = capacityRibbon(board);
  return {
    twin,
    from: new Date(from).toISOString(),
    to: new Date(now).toISOString(),
    readings: [],
    interventions: [],
    estimates: estimates.map(({ at, mean, sd }) => ({
      at: new Date(at).toISOString(),
      observable: 'needed',
      mean,
      sd,
    })),
  };
}
