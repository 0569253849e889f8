import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useId, useMemo, useState } from 'react';
import { KEYS } from '../../api/keys.ts';
import { asProblem } from '../../api/problem.ts';
import { ChartCard, type ChartTable } from '../../charts/chart-card.tsx';
import { IntervalBar } from '../../charts/interval-bar.tsx';
import { readCycle } from '../../generated/api.ts';
import type { CycleMemberView, CycleView, TwinDetail } from '../../generated/types.ts';
import { ProblemPanel } from '../../shell/problem-panel.tsx';
import { Waiting } from '../../shell/waiting.tsx';
import { formatNumber } from '../../units/format.ts';
import { plainUnit } from '../../units/measure.ts';
import { type BandPoint, bandOver, middleOf } from '../beat.ts';
import type { BeatClock } from '../beat-clock.ts';
import beatStyles from '../heartbeat.module.css';
import { rampGradient } from '../pressure-ramp.ts';
import { useScheme } from '../use-scheme.ts';
import { type Wave, WaveSwatch, WavesDrawing } from '../waves-drawing.tsx';
import styles from './arteries.module.css';
import { ArteryFigure } from './artery-figure.tsx';
import { CUFF } from './artery-paths.ts';
import { pressureRange, pressuresOf } from './artery-pressures.ts';

const OF = 'arterial-tree';
const ROOT = 'aortic-root';
const HELD: readonly number[] = [];
/** Figures of the tree that are shown below it, by name. */
const SHOWN: readonly string[] = ['pulse-wave-velocity', 'amplification', 'stiffness'];

interface ArteriesCardProps {
  readonly twin: TwinDetail;
  /** The member whose beat turns the clock. */
  readonly member: number;
  readonly clock: BeatClock;
}

/** The pressure in each artery through the beat: in a body, and beside that of the aortic root. */
export function ArteriesCard({ twin, member, clock }: ArteriesCardProps): ReactNode {
  const tree = useQuery({
    queryKey: KEYS.closeUp(twin.id, OF),
    queryFn: ({ signal }) => readCycle({ id: twin.id, query: { of: OF } }, signal),
    placeholderData: keepPreviousData,
  });
  if (tree.isPending) return <Waiting height={520} label="Reading the arteries" />;
  if (tree.isError)
    return <ProblemPanel problem={asProblem(tree.error)} onRetry={() => void tree.refetch()} />;
  return <Arteries cycle={tree.data} member={member} clock={clock} measured={twin.latest !== null} />;
}

function Arteries({
  cycle,
  member,
  clock,
  measured,
}: Omit<ArteriesCardProps, 'twin'> & {
  readonly cycle: CycleView;
  /** Whether anything has been measured of this person. */
  readonly measured: boolean;
}): ReactNode {
  const scheme = useScheme();
  const listId = useId();
  const [chosen, setChosen] = useState(CUFF.artery);
  const shown: CycleMemberView = cycle.members.find((one) => one.member === member) ?? middleOf(cycle);
  const range = useMemo(() => pressureRange(shown), [shown]);
  const labelOf = (artery: string): string =>
    cycle.signals.find(({ name }) => name === artery)?.label ?? artery;
  const arteries = cycle.signals.filter(({ name }) => name !== ROOT);
  return (
    <ChartCard
      title="Arterial tree"
      under="The arteries are those of a standard man, scaled as a whole to the compliance and resistance of this person: not this person's own. A narrowed or stiffened artery cannot be seen here."
      file={`${cycle.twin}-arteries`}
      table={() => treeTable(cycle)}
    >
      {!measured && (
        <p className={`${beatStyles.silence} ${styles.notice}`}>
          Nothing has been measured of this person yet: these are the pressures that the twin supposes of any
          adult.
        </p>
      )}
      <div className={styles.layout}>
        <div className={styles.stage}>
          <ArteryFigure
            member={shown}
            clock={clock}
            scheme={scheme}
            range={range}
            chosen={chosen}
            onChoose={setChosen}
            labelOf={labelOf}
          />
          <div
            className={beatStyles.ramp}
            role="img"
            aria-label={`Colour tells pressure, from ${range[0]} to ${range[1]} mmHg`}
          >
            <span style={{ background: rampGradient(scheme) }} />
            {[0, 0.5, 1].map((share) => (
              <b key={share} style={{ insetInlineStart: `${100 * share}%` }}>
                {formatNumber(range[0] + share * (range[1] - range[0]), 0)}
              </b>
            ))}
            <i>mmHg</i>
          </div>
        </div>
        <div className={styles.side}>
          <div className={styles.choice}>
            <label htmlFor={listId}>Artery</label>
            <select id={listId} value={chosen} onChange={(event) => setChosen(event.currentTarget.value)}>
              {arteries.map(({ name, label }) => (
                <option key={name} value={name}>
                  {label}
                  {name === CUFF.artery ? ' (arm cuff)' : ''}
                </option>
              ))}
            </select>
          </div>
          <Pressures cycle={cycle} artery={chosen} label={labelOf(chosen)} />
          <Waves cycle={cycle} clock={clock} artery={chosen} label={labelOf(chosen)} />
          {chosen === CUFF.artery && (
            <p className="muted small">
              An arm cuff measures here. The twin takes its reading for the pressure at the aortic root, so
              the pulse drawn in this arm is larger than the cuff read.
            </p>
          )}
          <TreeFigures cycle={cycle} />
        </div>
      </div>
    </ChartCard>
  );
}

interface OfArtery {
  readonly cycle: CycleView;
  readonly artery: string;
  readonly label: string;
}

function Pressures({ cycle, artery, label }: OfArtery): ReactNode {
  const [here, root] = useMemo(() => [pressuresOf(cycle, artery), pressuresOf(cycle, ROOT)], [cycle, artery]);
  const rows = [
    ['Systolic', here.systolic, root.systolic],
    ['Mean', here.mean, root.mean],
    ['Diastolic', here.diastolic, root.diastolic],
  ] as const;
  return (
    <table className={styles.pressures}>
      <caption className="visually-hidden">
        Pressures of {label} and of the aortic root, with 90 % intervals
      </caption>
      <thead>
        <tr>
          <th scope="col">mmHg</th>
          <th scope="col">{label}</th>
          <th scope="col">Aortic root</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([word, ...places]) => (
          <tr key={word}>
            <th scope="row">{word}</th>
            {places.map((place, i) => (
              <td key={i === 0 ? 'here' : 'root'}>
                <Spread {...place} strong={i === 0} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Spread({ q05, q50, q95, strong }: BandPoint & { readonly strong: boolean }): ReactNode {
  const middle = formatNumber(q50, 0);
  return (
    <>
      {strong ? <strong>{middle}</strong> : <span>{middle}</span>}{' '}
      <span className="muted small">
        {formatNumber(q05, 0)} to {formatNumber(q95, 0)}
      </span>
    </>
  );
}

function Waves({ cycle, clock, artery, label }: OfArtery & { readonly clock: BeatClock }): ReactNode {
  const bands = useMemo(() => {
    const waves: readonly Wave[] = [
      { signal: artery, label, tone: '--data' },
      { signal: ROOT, label: 'Aortic root', tone: '--ink', dash: '6 3' },
    ];
    return waves.map((wave) => ({ ...wave, band: bandOver(cycle, wave.signal) }));
  }, [cycle, artery, label]);
  return (
    <div>
      <ul className={beatStyles.legend}>
        {bands.map(({ signal, label: word, tone, dash }) => (
          <li key={signal}>
            <WaveSwatch {...{ label: word, tone, dash }} />
            {word}
          </li>
        ))}
      </ul>
      <WavesDrawing
        title={`Pressure of ${label} and of the aortic root, mmHg,`}
        cycle={cycle}
        clock={clock}
        bands={bands}
        held={HELD}
      />
    </div>
  );
}

function TreeFigures({ cycle }: { readonly cycle: CycleView }): ReactNode {
  const figures = SHOWN.flatMap((name) => cycle.figures.filter((figure) => figure.name === name));
  return (
    <dl className={styles.figures}>
      {figures.map((figure) => {
        const unit = figure.unit === '1' ? 'times' : plainUnit(figure.unit);
        const show = (value: number): string => formatNumber(value, figure.unit === '1' ? 2 : 1);
        return (
          <div key={figure.name}>
            <dt>{figure.label}</dt>
            <dd>
              <strong>{show(figure.q50)}</strong> <span className="muted">{unit}</span>{' '}
              <span className="muted small">
                {show(figure.q05)} to {show(figure.q95)}
              </span>
              <IntervalBar
                {...figure}
                label={`${figure.label} ${show(figure.q50)}, 90 % interval ${show(figure.q05)} to ${show(figure.q95)} ${unit}`}
              />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function treeTable(cycle: CycleView): ChartTable {
  const round = (value: number): number => Number(value.toFixed(1));
  const words = ['Systolic', 'Mean', 'Diastolic'] as const;
  return {
    caption:
      'Pressure in each artery of the standard tree, mmHg: the median over members and their 90 % interval',
    header: ['Artery', ...words.flatMap((word) => [word, `${word}: from`, `${word}: to`])],
    rows: cycle.signals.map(({ name, label }) => {
      const { systolic, mean, diastolic } = pressuresOf(cycle, name);
      return [
        label,
        ...[systolic, mean, diastolic].flatMap(({ q05, q50, q95 }) => [q50, q05, q95].map(round)),
      ];
    }),
  };
}
