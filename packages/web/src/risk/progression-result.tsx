import { type ReactNode, useState } from 'react';
import { ChartCard } from '../charts/chart-card.tsx';
import type { ProgressionReply } from '../generated/types.ts';
import { Segments } from '../twin/segments.tsx';
import { Caveats } from './caveats.tsx';
import { LifeYears } from './life-years.tsx';
import { PeopleArray } from './people-array.tsx';
import styles from './risk.module.css';
import { RiskCurves } from './risk-curves.tsx';
import { percent } from './risk-words.ts';

type View = ProgressionReply['usual'];
type Complication = keyof View['happened'];

const COMPLICATIONS: readonly { readonly value: Complication; readonly label: string }[] = [
  { value: 'infarction', label: 'Heart attack' },
  { value: 'heartFailure', label: 'Heart failure' },
  { value: 'ischaemicHeart', label: 'Angina' },
  { value: 'stroke', label: 'Stroke' },
  { value: 'renalFailure', label: 'Kidney failure' },
  { value: 'blindness', label: 'Blindness' },
  { value: 'ulcer', label: 'Foot ulcer' },
  { value: 'amputation', label: 'Amputation' },
];

const YEARS = ['5', '10', '20'] as const;

/** UKPDS-OM2: years of life, a hundred people after some years, and each complication over the years. */
export function ProgressionResult({ reply }: { readonly reply: ProgressionReply }): ReactNode {
  const [complication, setComplication] = useState<Complication>('infarction');
  const { usual, changed, lives, seed } = reply;
  const label = COMPLICATIONS.find(({ value }) => value === complication)!.label;
  return (
    <>
      {reply.outsideValidity.length > 0 && (
        <section className="card" aria-label="Outside the range">
          <h2>Outside the range these equations should be trusted in</h2>
          <ul className={styles.list}>
            {reply.outsideValidity.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </section>
      )}
      <LifeYears reply={reply} />
      <HundredPeople reply={reply} />
      <RiskCurves
        title={`${label} over the years`}
        controls={
          <Segments
            label="Complication"
            value={complication}
            options={COMPLICATIONS}
            onChange={setComplication}
          />
        }
        usual={usual.happened[complication]}
        changed={changed?.happened[complication] ?? null}
        file={`progression-${complication}`}
        words={`Share to whom it has happened, death having come first where it did. Bands are 95 % of the chance of ${lives} lives.`}
      />
      <RiskCurves
        title="Alive over the years"
        usual={usual.alive}
        changed={changed?.alive ?? null}
        file="progression-alive"
        words={`Share still alive. Bands are 95 % of the chance of ${lives} lives.`}
      />
      <Caveats
        limits={[...reply.limits, reply.intervals]}
        sources={[reply.source, reply.utilities]}
        seed={seed}
      />
    </>
  );
}

/** Dead, alive with and alive without a new complication: the events compete. */
function HundredPeople({
  reply: { usual, changed, years },
}: {
  readonly reply: ProgressionReply;
}): ReactNode {
  const [after, setAfter] = useState<(typeof YEARS)[number]>('10');
  const year = Math.min(Number(after), years);
  const sides = [
    { name: 'As it is', view: usual, colour: 'var(--data)' },
    ...(changed === null ? [] : [{ name: 'With the changes', view: changed, colour: 'var(--scenario)' }]),
  ];
  return (
    <ChartCard
      title={`A hundred people like this one, after ${year} years`}
      controls={
        <Segments
          label="After how many years"
          value={after}
          options={YEARS.map((value) => ({ value, label: `${value} years` }))}
          onChange={setAfter}
        />
      }
      file={`progression-people-${year}`}
      table={() => ({
        caption: `After ${year} years, % with Monte-Carlo standard error`,
        header: ['', ...sides.flatMap(({ name }) => [name, 'error'])],
        rows: [
          ['Alive without a new complication', ...sides.flatMap(({ view }) => at(view.aliveWithout, year))],
          ['Alive', ...sides.flatMap(({ view }) => at(view.alive, year))],
          ...COMPLICATIONS.map(({ value, label }) => [
            `${label} has happened`,
            ...sides.flatMap(({ view }) => at(view.happened[value], year)),
          ]),
        ],
      })}
    >
      <div className={styles.pair}>
        {sides.map(({ name, view, colour }) => {
          const without = Math.round(100 * view.aliveWithout.probability[year - 1]!);
          const alive = Math.round(100 * view.alive.probability[year - 1]!);
          return (
            <div key={name}>
              <h3>{name}</h3>
              <PeopleArray
                shares={[
                  { count: without, colour: 'var(--in-range)', shape: 'full' },
                  { count: alive - without, colour, shape: 'ring' },
                  { count: 100 - alive, colour: 'var(--muted)', shape: 'gone' },
                ]}
                label={`${name}: ${without} alive without a new complication, ${alive - without} alive with one, ${100 - alive} dead`}
              />
              <p className="small">
                <strong>{without}</strong> alive without a new complication,{' '}
                <strong>{alive - without}</strong> with one, <strong>{100 - alive}</strong> dead
                <span className="muted">
                  {' '}
                  (each ± {percent(1.96 * view.alive.error[year - 1]!)} by chance)
                </span>
              </p>
            </div>
          );
        })}
      </div>
    </ChartCard>
  );
}

function at(
  { probability, error }: View['alive'],
  year: number,
): readonly [probability: number, error: number] {
  const shown = (value: number): number => Math.round(1000 * value) / 10;
  return [shown(probability[year - 1]!), shown(error[year - 1]!)];
}
