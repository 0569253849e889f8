import { IconAlertTriangle, IconCheck, IconLink } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { TableView } from '../charts/chart-card.tsx';
import { SmallFan } from '../charts/small-fan.tsx';
import type {
  ComparedQuantity,
  ComparedTwin,
  EffectView,
  SideEffect,
  SubjectComparisonView,
} from '../generated/types.ts';
import { mainRisks } from '../overview/main-risks.ts';
import { ORGAN_WORDS, organOf } from '../person/organ.ts';
import { OrganIcon } from '../person/organ-icon.tsx';
import { formatChange, formatClock } from '../units/format.ts';
import { measureOf } from '../units/measure.ts';
import { usePreferences } from '../units/preferences.tsx';
import { forReader } from '../units/words.ts';
import styles from './together-result.module.css';

const EFFECT_WORDS: Readonly<Record<EffectView['what'], string>> = {
  highest: 'highest',
  lowest: 'lowest',
  mean: 'on average',
  end: 'at the end',
};

/** Fans shown of one organ before the rest is asked for. */
const FANS = 2;

/** What a what-if does to each organ: in words, as paired differences with intervals, and as fans with and without. */
export function TogetherResult({ result }: { readonly result: SubjectComparisonView }): ReactNode {
  const { glucose } = usePreferences();
  return (
    <>
      <p className={styles.words}>{forReader(result.words, glucose)}</p>
      {result.warnings.length > 0 && (
        <ul className={styles.warnings} aria-label="Warnings">
          {result.warnings.map((warning) => (
            <li key={`${warning.kind} ${warning.twin} ${warning.words}`}>
              <IconAlertTriangle size={15} aria-hidden /> {forReader(warning.words, glucose)}
            </li>
          ))}
        </ul>
      )}
      {result.sideEffects.length > 0 && <SideEffects effects={result.sideEffects} twins={result.twins} />}
      {result.twins.map((twin) => (
        <Organ key={twin.twin} twin={twin} />
      ))}
    </>
  );
}

function SideEffects({
  effects,
  twins,
}: {
  readonly effects: readonly SideEffect[];
  readonly twins: readonly ComparedTwin[];
}): ReactNode {
  const { glucose } = usePreferences();
  return (
    <section className="card" aria-labelledby="side-effects">
      <h3 id="side-effects">Side effects, surely</h3>
      <ul className={styles.effects}>
        {effects.map((effect) => {
          const measure = measureOf({ ...effect, name: effect.of }, glucose);
          const model = twins.find(({ twin }) => twin === effect.twin)?.model ?? '';
          return (
            <li key={`${effect.twin} ${effect.of}`}>
              <OrganIcon organ={organOf(model)} size={15} />
              <span>
                {effect.label}, {EFFECT_WORDS[effect.what]}
              </span>
              <span className={styles.amount}>
                <strong>{formatChange(effect.q50, measure)}</strong>{' '}
                <span className="muted">
                  ({formatChange(effect.q05, measure)} to {formatChange(effect.q95, measure)}) {measure.unit}
                </span>
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

const REACHED: Readonly<Record<ComparedTwin['reached'], string>> = {
  directly: 'acted on',
  'through a coupling': 'reached through another organ',
  not: 'not reached',
};

function Organ({ twin }: { readonly twin: ComparedTwin }): ReactNode {
  const { glucose } = usePreferences();
  const [all, setAll] = useState(false);
  const organ = organOf(twin.model);
  const moved = twin.quantities.filter(({ moves }) => moves !== 'none');
  const ordered = [...moved].sort((a, b) => rank(a) - rank(b));
  const shown = all ? ordered : ordered.slice(0, FANS);
  const risks = mainRisks(twin.risks.baseline)
    .map((before) => ({ before, after: twin.risks.branch.find(({ name }) => name === before.name) }))
    .filter(({ before, after }) => after !== undefined && after.count !== before.count);
  return (
    <section className={`card ${styles.organ}`} aria-label={ORGAN_WORDS[organ]}>
      <header>
        <span className={styles.icon}>
          <OrganIcon organ={organ} size={16} />
        </span>
        <h3>{ORGAN_WORDS[organ]}</h3>
        <span className="muted small">
          {twin.reached === 'through a coupling' && <IconLink size={13} aria-hidden />}{' '}
          {REACHED[twin.reached]}
        </span>
      </header>
      {twin.abstains !== null ? (
        <p className="muted">Abstains: {forReader(twin.abstains, glucose)}.</p>
      ) : moved.length === 0 ? (
        <p className="muted small">
          <IconCheck size={14} aria-hidden /> Nothing of it changes on any path.
        </p>
      ) : (
        <>
          {risks.map(({ before, after }) => (
            <p key={before.name}>
              <strong>{after!.count} of 50</strong> futures {forReader(before.words, glucose)}, instead of{' '}
              {before.count}.
            </p>
          ))}
          {shown.map((quantity) => (
            <Quantity key={quantity.name} twin={twin} quantity={quantity} />
          ))}
          {ordered.length > FANS && (
            <button type="button" className="link-button" aria-expanded={all} onClick={() => setAll(!all)}>
              {all
                ? 'Show fewer'
                : `Show ${ordered.length - FANS} more of ${ORGAN_WORDS[organ].toLowerCase()}`}
            </button>
          )}
        </>
      )}
    </section>
  );
}

/** Endpoints that surely move first, then endpoints, then the rest. */
function rank({ endpoint, moves }: ComparedQuantity): number {
  return (endpoint ? 0 : 2) + (moves === 'surely' ? 0 : 1);
}

function Quantity({
  twin,
  quantity,
}: {
  readonly twin: ComparedTwin;
  readonly quantity: ComparedQuantity;
}): ReactNode {
  const { glucose } = usePreferences();
  const [asTable, setAsTable] = useState(false);
  const measure = measureOf(quantity, glucose);
  const at = twin.times.map((time) => Date.parse(time));
  const effect = [...quantity.effects].sort((a, b) => sureness(b) - sureness(a))[0];
  const round = (value: number): number => Number((value * measure.factor).toPrecision(4));
  return (
    <div className={styles.quantity}>
      <div className={styles.title}>
        <h4>
          {quantity.label}, {measure.unit}
        </h4>
        <button
          type="button"
          className="link-button"
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        >
          Table<span className="visually-hidden"> of {quantity.label} with and without</span>
        </button>
      </div>
      {effect !== undefined && (
        <p className="small">
          {quantity.moves === 'surely' ? '' : 'Perhaps '}
          <strong>{formatChange(effect.q50, measure)}</strong>{' '}
          <span className="muted">
            ({formatChange(effect.q05, measure)} to {formatChange(effect.q95, measure)}) {measure.unit}
          </span>{' '}
          {EFFECT_WORDS[effect.what]}; {Math.round(Math.max(effect.higher, effect.lower) * 50)} of 50 pairs
          are {effect.higher >= effect.lower ? 'higher' : 'lower'}
          {quantity.benefit !== null && quantity.harm !== null && quantity.benefit + quantity.harm > 0.02
            ? quantity.benefit >= quantity.harm
              ? ', which keeps it more in range'
              : ', which takes it more out of range'
            : ''}
          .
        </p>
      )}
      {asTable ? (
        <TableView
          table={{
            caption: `${quantity.label} in ${measure.unit}, as it stands and with what is tried, and their paired difference`,
            header: ['Time', 'As it stands', 'With it', 'Difference', '90 % from', '90 % to'],
            rows: at.map((time, i) => [
              formatClock(time),
              round(quantity.baseline.q50[i]!),
              round(quantity.branch.q50[i]!),
              round(quantity.difference.q50[i]!),
              round(quantity.difference.q05[i]!),
              round(quantity.difference.q95[i]!),
            ]),
          }}
        />
      ) : (
        <SmallFan
          label={`${quantity.label}: as it stands in blue, with what is tried dashed; the table holds the same`}
          measure={measure}
          at={at}
          baseline={quantity.baseline}
          branch={quantity.branch}
          band={quantity.range}
          now={Date.parse(twin.from)}
          height={132}
        />
      )}
    </div>
  );
}

/** How far an effect stands from none, in widths of its interval. */
function sureness({ q05, q50, q95 }: EffectView): number {
  return Math.abs(q50) / Math.max(1e-12, q95 - q05);
}
