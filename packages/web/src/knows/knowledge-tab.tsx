import { type ReactNode, useState } from 'react';
import { asProblem } from '../api/problem.ts';
import { ChartCard } from '../charts/chart-card.tsx';
import type { KnowledgeView, LeadCalibrationView, TwinDetail } from '../generated/types.ts';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { PitHistogram } from '../trust/pit-histogram.tsx';
import { Segments } from '../twin/segments.tsx';
import { useExplanation, useKnowledge } from '../twin/twin-queries.ts';
import { formatNumber, formatShare, formatSpan } from '../units/format.ts';
import { usePreferences } from '../units/preferences.tsx';
import { pitWords } from '../units/words.ts';
import { InnovationStrip } from '../why/innovation-strip.tsx';
import { innovationTable } from '../why/innovation-table.ts';
import { WhatReadingsTold } from '../why/what-readings-told.tsx';
import { CoverageChart } from './coverage-chart.tsx';
import styles from './knows.module.css';

const DAYS = ['2', '14', '90'] as const;

/** How well does this twin know: its certainty held against what came, in words first. */
export function KnowledgeTab({ twin }: { readonly twin: TwinDetail }): ReactNode {
  const [days, setDays] = useState<(typeof DAYS)[number]>('14');
  const [chosen, setChosen] = useState<string | null>(null);
  const { glucose } = usePreferences();
  const knowledge = useKnowledge(twin.id, Number(days));
  const explanation = useExplanation(twin.id);
  if (knowledge.isPending) return <Waiting height={480} label="Reading how well the twin knows" />;
  if (knowledge.isError)
    return <ProblemPanel problem={asProblem(knowledge.error)} onRetry={() => void knowledge.refetch()} />;
  const { leads, words } = knowledge.data;
  const lead =
    leads.find((one) => String(one.lead) === chosen) ?? leads.find((one) => one.lead >= 1800) ?? leads[0];
  return (
    <div className="stack">
      <div className="row between">
        <Segments
          label="Days judged"
          value={days}
          options={DAYS.map((count) => ({ value: count, label: `${count} days` }))}
          onChange={setDays}
        />
        {leads.length > 1 && lead !== undefined && (
          <Segments
            label="Lead time"
            value={String(lead.lead)}
            options={leads.map((one) => ({
              value: String(one.lead),
              label: `${formatSpan(one.lead * 1000)} ahead`,
            }))}
            onChange={setChosen}
          />
        )}
      </div>
      <section className="card" aria-label="In short">
        <h2>How well does this twin know?</h2>
        <ul className={styles.words}>
          {words.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </section>
      <div className={styles.pair}>
        <CoverageCard twin={twin.id} lead={lead} />
        <RanksCard twin={twin.id} lead={lead} />
      </div>
      <ChartCard
        title="Readings against what was expected"
        under="In the twin's own standard deviations."
        file={`${twin.id}-scatter`}
        table={() => innovationTable(explanation.data?.innovations ?? [], glucose)}
      >
        {explanation.data === undefined || explanation.data.innovations.length === 0 ? (
          <p className="muted small">No reading has been taken in yet.</p>
        ) : (
          <InnovationStrip innovations={explanation.data.innovations.toReversed()} />
        )}
        <ScatterFigures knowledge={knowledge.data} />
      </ChartCard>
      <WhatReadingsTold twin={twin.id} />
    </div>
  );
}

interface LeadCardProps {
  readonly twin: string;
  readonly lead: LeadCalibrationView | undefined;
}

function CoverageCard({ twin, lead }: LeadCardProps): ReactNode {
  const coverage = lead?.coverage ?? [];
  return (
    <ChartCard
      title="Did the bands hold, over time"
      under="Of forecasts made in each stretch of time."
      file={`${twin}-coverage`}
      table={() => ({
        caption: 'Share of truths inside the bands, by when the forecast was made',
        header: ['From', 'To', 'Scored', 'Inside 90 %', 'Chance from', 'Chance to', 'Inside 50 %'],
        rows: coverage.map((one) => [
          one.from,
          one.to,
          one.scored,
          Number(one.inside90.toFixed(3)),
          Number(one.chance90.low.toFixed(3)),
          Number(one.chance90.high.toFixed(3)),
          Number(one.inside50.toFixed(3)),
        ]),
      })}
    >
      {coverage.length === 0 ? <NotYet /> : <CoverageChart stretches={coverage} />}
    </ChartCard>
  );
}

function RanksCard({ twin, lead }: LeadCardProps): ReactNode {
  const scored = lead?.scored ?? 0;
  const chance = lead?.ranksChance ?? { low: 0, high: 1 };
  const beyond = (lead?.ranks ?? []).filter(
    (count) => count < chance.low * scored || count > chance.high * scored,
  ).length;
  return (
    <ChartCard
      title="Where truths fell in the forecast"
      under="Ten equal parts of each forecast, from low to high; even when it is as sure as it should be."
      file={`${twin}-ranks`}
      table={() => ({
        caption: 'Truths by tenth of the forecast they fell in',
        header: ['Tenth', 'Truths', 'Even would be', 'Chance from', 'Chance to'],
        rows: (lead?.ranks ?? []).map((count, i) => [
          i + 1,
          count,
          scored / 10,
          Math.round(chance.low * scored),
          Math.round(chance.high * scored),
        ]),
      })}
    >
      {lead === undefined || scored === 0 ? (
        <NotYet />
      ) : (
        <>
          <PitHistogram counts={lead.ranks} chance={lead.ranksChance} />
          <p className="small">{pitWords(lead.ranks)}</p>
          <p className="muted small">
            Grey: where chance would leave all ten bars of 95 of 100 twins that are as sure as they should be.
            {beyond > 0 && ` ${beyond} of ten lie outside.`}
          </p>
          <p className="muted small">
            {scored.toLocaleString('en-GB')} forecasts: {formatShare(lead.inside90)} inside the 90 % band,{' '}
            {formatShare(lead.inside50)} inside the 50 % band.
          </p>
        </>
      )}
    </ChartCard>
  );
}

function NotYet(): ReactNode {
  return (
    <p className="muted small">
      No forecast of these days has met its truth yet. Each is stored when it is issued and scored when its
      truth arrives.
    </p>
  );
}

function ScatterFigures({ knowledge }: { readonly knowledge: KnowledgeView }): ReactNode {
  const { scatter, members, effectiveMembers } = knowledge;
  const shown = (value: number | null): string => (value === null ? '–' : formatNumber(value, 2));
  return (
    <dl className={styles.figures}>
      <div>
        <dt>Leaning</dt>
        <dd>{shown(scatter.mean)}</dd>
        <dd className="muted">0 is none</dd>
      </div>
      <div>
        <dt>Scatter</dt>
        <dd>{shown(scatter.sd)}</dd>
        <dd className="muted">1 is as said</dd>
      </div>
      <div>
        <dt>Trailing</dt>
        <dd>{shown(scatter.correlation)}</dd>
        <dd className="muted">0 is none</dd>
      </div>
      <div>
        <dt>Members</dt>
        <dd>{formatNumber(effectiveMembers, 0)}</dd>
        <dd className="muted">worth, of {members}</dd>
      </div>
    </dl>
  );
}
