import { type ReactNode, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { asProblem } from '../api/problem.ts';
import type { ProcessMap } from '../generated/types.ts';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { useMay } from '../shell/session.ts';
import { usePageTitle } from '../shell/use-page-title.ts';
import { Waiting } from '../shell/waiting.tsx';
import { formatDay, formatNumber, formatSpan } from '../units/format.ts';
import { ActivityCard } from './activity-card.tsx';
import { LEAST_SCALE } from './fitted.ts';
import { FlowCard } from './flow-card.tsx';
import { flowEdges, shownEdges, usualDetail } from './flow-detail.ts';
import { flowLayout } from './flow-layout.ts';
import { LogSource } from './log-source.tsx';
import { ModelCard } from './model-card.tsx';
import { NoiseSlider } from './noise-slider.tsx';
import styles from './process.module.css';
import { type GivenLog, useProcessMap } from './process-queries.ts';
import { VariantsCard } from './variants-card.tsx';
import { wayLetters } from './way-words.ts';

/** A map that would be wider than this beside the lists stands above them: pixels. */
const BESIDE = 640;
/** Percent of the commonest behaviour below which behaviour is passed over at first. */
const USUAL_NOISE = 20;

/** What really happens: an event log as a map, its variants, the process in it and who leaves that. The view stands in the address. */
export function ProcessPage(): ReactNode {
  usePageTitle('Process');
  const may = useMay('twin:simulate');
  const [log, setLog] = useState<GivenLog | null>(null);
  const [address, setAddress] = useSearchParams();
  const put = (name: string, value: string | null): void =>
    setAddress(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === null) next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  const noise = percentIn(address.get('noise'), USUAL_NOISE);
  const asked = useProcessMap(log, noise);
  const onNoise = (next: number): void => put('noise', next === USUAL_NOISE ? null : String(next));
  const open = (given: GivenLog): void => {
    setLog(given);
    for (const name of ['at', 'variant', 'detail']) put(name, null);
  };
  return (
    <div className="stack">
      <div className="page-head">
        <div className="page-who">
          <h1>{log === null ? 'Process of an artificial hospital' : log.file.name}</h1>
          <p className="muted">
            {log === null
              ? 'An example to look around in: the patients log of eventdataR (bupaverse, MIT), made up and not of real people.'
              : 'Mapped and forgotten: nothing of the file is kept.'}{' '}
            {log !== null && (
              <button type="button" className="link-button" onClick={() => setLog(null)}>
                Back to the example
              </button>
            )}
          </p>
        </div>
        {asked.data !== undefined && <Figures map={asked.data} />}
      </div>
      {asked.isError && (
        <>
          <ProblemPanel problem={asProblem(asked.error)} onRetry={() => void asked.refetch()} />
          <NoiseSlider noise={noise} onNoise={onNoise} />
        </>
      )}
      {asked.isPending && <Waiting height={640} label="Reading the log" />}
      {asked.data !== undefined && !asked.isError && (
        <Mapped
          map={asked.data}
          noise={noise}
          onNoise={onNoise}
          address={address}
          onPut={put}
          busy={asked.isFetching}
        />
      )}
      {may && <LogSource onLog={open} />}
    </div>
  );
}

function Figures({ map }: { readonly map: ProcessMap }): ReactNode {
  const steps = map.activities.reduce((sum, { count }) => sum + count, 0);
  return (
    <ul className="pills" aria-label="The log">
      <li>
        <strong>{formatNumber(map.cases)}</strong> cases
      </li>
      <li>
        <strong>{formatNumber(steps)}</strong> steps
      </li>
      <li>
        {formatDay(Date.parse(map.from))} to {formatDay(Date.parse(map.to))} {new Date(map.to).getFullYear()}
      </li>
      <li>
        median case <strong>{formatSpan(map.span.q50 * 1000)}</strong>
      </li>
      {map.open > 0 && (
        <li data-stale="true">
          <strong>{formatNumber(map.open)}</strong> never ended, left out
        </li>
      )}
    </ul>
  );
}

interface MappedProps {
  readonly map: ProcessMap;
  readonly noise: number;
  readonly onNoise: (noise: number) => void;
  readonly address: URLSearchParams;
  readonly busy: boolean;
  readonly onPut: (name: string, value: string | null) => void;
}

function Mapped({ map, noise, onNoise, address, busy, onPut }: MappedProps): ReactNode {
  const at = map.activities.find(({ name }) => name === address.get('at'))?.name ?? null;
  const place = address.get('variant');
  const variant = place === null ? null : (map.variants[Number(place)] ?? null);
  const all = useMemo(() => flowEdges(map), [map]);
  const detail = percentIn(address.get('detail'), usualDetail(all));
  const shown = useMemo(() => shownEdges(all, detail / 100), [all, detail]);
  const drawing = useMemo(
    () =>
      flowLayout(
        map.activities.map(({ name }) => name),
        shown,
        wayLetters,
      ),
    [map, shown],
  );
  return (
    <div className="stack" aria-busy={busy}>
      <div className={styles.page} data-wide={drawing.width * LEAST_SCALE > BESIDE}>
        <FlowCard
          map={map}
          all={all}
          shown={shown}
          drawing={drawing}
          measure={address.get('by') === 'time' ? 'time' : 'cases'}
          detail={detail}
          chosen={at}
          traced={variant?.activities ?? null}
          onPut={onPut}
        />
        <div className={styles.lists}>
          <ActivityCard map={map} chosen={at} onChoose={(name) => onPut('at', name)} />
          <VariantsCard
            map={map}
            chosen={variant === null ? null : Number(place)}
            onChoose={(chosen) => onPut('variant', chosen === null ? null : String(chosen))}
          />
        </div>
      </div>
      <ModelCard map={map} noise={noise} onNoise={onNoise} />
    </div>
  );
}

function percentIn(text: string | null, usual: number): number {
  const value = text === null ? Number.NaN : Number(text);
  return Number.isInteger(value) && value >= 0 && value <= 100 ? value : usual;
}
