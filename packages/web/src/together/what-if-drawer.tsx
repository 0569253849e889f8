import { Button, CloseButton } from '@mantine/core';
import { IconPlayerStopFilled, IconPlus } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { KEYS } from '../api/keys.ts';
import { keepComparison } from '../generated/api.ts';
import type { ComparisonRunView, KeptComparisonView, TwinDetail } from '../generated/types.ts';
import type { Person } from '../people/group-people.ts';
import { ORGAN_WORDS, ORGANS } from '../person/organ.ts';
import { OrganIcon } from '../person/organ-icon.tsx';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { useMay } from '../shell/session.ts';
import '../theme/controls.css';
import type { Draft } from '../twin/drafts.ts';
import { defaultAmounts, InterventionFields } from '../twin/intervention-fields.tsx';
import { Segments } from '../twin/segments.tsx';
import { formatInstant, formatSpan } from '../units/format.ts';
import { SpanField } from '../units/span-field.tsx';
import { KeepForm } from '../what-if/keep-form.tsx';
import { KeptTrials } from './kept-trials.tsx';
import { type Offer, offersOf, proposalsOf } from './offers.ts';
import { TogetherResult } from './together-result.tsx';
import { useRun } from './use-run.ts';
import { LENGTHS, type Trial, useTrial } from './use-trial.ts';
import styles from './what-if-drawer.module.css';

interface WhatIfDrawerProps {
  readonly person: Person;
  readonly details: readonly TwinDetail[];
}

/** Tries things out on all organs of a person at once, on a branch of their twins. Nothing is given and nothing is recorded. */
export function WhatIfDrawer({ person, details }: WhatIfDrawerProps): ReactNode {
  const [trial, change] = useTrial();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (element === null || element.open === trial.open) return;
    if (trial.open) element.showModal();
    else element.close();
  }, [trial.open]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click on the backdrop is an extra; Escape closes too
    <dialog
      ref={dialog}
      className={styles.drawer}
      aria-labelledby="together-title"
      onCancel={(event) => {
        event.preventDefault();
        change({ open: false });
      }}
      onClick={(event) => {
        if (event.target === dialog.current) change({ open: false });
      }}
    >
      {trial.open && <Inside person={person} details={details} trial={trial} change={change} />}
    </dialog>
  );
}

interface InsideProps extends WhatIfDrawerProps {
  readonly trial: Trial;
  readonly change: (part: Partial<Trial>) => void;
}

function Inside({ person, details, trial, change }: InsideProps): ReactNode {
  const may = useMay('twin:simulate');
  const offers = useMemo(() => offersOf(details), [details]);
  const proposals = useMemo(() => proposalsOf(trial.drafts, offers), [trial.drafts, offers]);
  const [opened, setOpened] = useState<KeptComparisonView | null>(null);
  // an address may ask before all twins have told what they know
  const known = details.length === person.twins.length;
  const ready = may && known && proposals.length > 0;
  const run = useRun({
    subject: person.subject,
    proposals,
    minutes: trial.minutes,
    run: trial.run,
    ready,
    onRun: (id) => change({ run: id }),
  });
  const client = useQueryClient();
  const keep = async (id: string, name: string): Promise<void> => {
    await keepComparison({ run: id, body: { name } });
    await client.invalidateQueries({ queryKey: KEYS.keptTogether(person.subject) });
  };
  const { view } = run;
  const running = run.beginning || view?.state === 'running';
  const result = view?.state === 'done' ? view.result : null;
  const edit = (part: Partial<Trial>): void => {
    setOpened(null);
    change(part);
  };
  return (
    <div className={styles.inside}>
      <header className={styles.head}>
        <div>
          <h2 id="together-title">What if, for {person.label}</h2>
          <p className="muted small">
            On a branch of all twins, with the same draws with and without. Nothing is given.
          </p>
        </div>
        <CloseButton aria-label="Close the what-if" onClick={() => change({ open: false })} />
      </header>
      <KeptTrials subject={person.subject} onOpen={setOpened} />
      <Drafts drafts={trial.drafts} offers={offers} onDrafts={(drafts) => edit({ drafts })} />
      <Offers offers={offers} drafts={trial.drafts} onDrafts={(drafts) => edit({ drafts })} />
      <div className={styles.run}>
        <Segments
          label="Look ahead"
          value={String(trial.minutes)}
          options={LENGTHS.map((minutes) => ({
            value: String(minutes),
            label: formatSpan(minutes * 60_000),
          }))}
          onChange={(minutes) => edit({ minutes: Number(minutes) })}
        />
        {running ? (
          <Button
            variant="default"
            leftSection={<IconPlayerStopFilled size={14} aria-hidden />}
            disabled={view === undefined}
            onClick={run.cancel}
          >
            Cancel
          </Button>
        ) : view?.state === 'cancelled' ? (
          <Button onClick={run.resume}>Go on</Button>
        ) : (
          <Button
            disabled={!ready}
            onClick={() => {
              setOpened(null);
              run.begin();
            }}
          >
            See what it would do
          </Button>
        )}
      </div>
      {!may && <p className="muted small">Your role may look but not simulate.</p>}
      <div aria-live="polite" aria-busy={running} className="stack">
        {running && <Running view={view} />}
        {view?.state === 'cancelled' && (
          <p className="muted">
            Cancelled with {view.done} of {view.of} futures of organs done. They are there when it goes on.
          </p>
        )}
        {run.problem !== null && <ProblemPanel problem={run.problem} onRetry={run.begin} />}
        {view?.problem != null && (
          <p role="alert">
            {view.problem.detail}. {view.problem.remedy}
          </p>
        )}
        {opened !== null ? (
          <>
            <p className="muted">
              <strong>{opened.name}</strong>, as it was computed {formatInstant(Date.parse(opened.createdAt))}{' '}
              by {opened.createdBy}.{' '}
              <button type="button" className="link-button" onClick={() => setOpened(null)}>
                Close
              </button>
            </p>
            <TogetherResult result={opened.result} />
          </>
        ) : (
          result !== null &&
          view !== undefined && (
            <>
              {may && <KeepForm example="fluid before esmolol" onKeep={(name) => keep(view.id, name)} />}
              <TogetherResult result={result} />
            </>
          )
        )}
      </div>
    </div>
  );
}

/** How far it is: the futures of organs finished, of those there will be. */
function Running({ view }: { readonly view: ComparisonRunView | undefined }): ReactNode {
  const standing = view?.standing === true && view.of > 0;
  return (
    <div className={styles.running}>
      <progress
        aria-label="Simulating the organs together"
        {...(standing ? { value: view.done, max: view.of } : {})}
      />
      <span className="muted small">
        {standing
          ? `Simulating the organs together, ${view.done} of ${view.of} futures done`
          : 'Bringing all twins to one moment'}
      </span>
    </div>
  );
}

interface DraftsProps {
  readonly drafts: readonly Draft[];
  readonly offers: readonly Offer[];
  readonly onDrafts: (drafts: readonly Draft[]) => void;
}

function Drafts({ drafts, offers, onDrafts }: DraftsProps): ReactNode {
  const replace = (index: number, draft: Draft): void =>
    onDrafts(drafts.map((one, i) => (i === index ? draft : one)));
  return drafts.map((draft, index) => {
    const offer = offers.find((one) => one.key === draft.type);
    if (offer === undefined) return null;
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: the same thing may be tried twice; order is all that tells them apart
      <fieldset key={index} className={styles.draft}>
        <legend>
          <OrganIcon organ={offer.organ} size={15} /> {offer.type.label}
        </legend>
        <CloseButton
          className={styles.remove!}
          size="sm"
          aria-label={`Remove ${offer.type.label}`}
          onClick={() => onDrafts(drafts.filter((_, i) => i !== index))}
        />
        <InterventionFields
          type={offer.type}
          amounts={draft.amounts}
          onChange={(amounts) => replace(index, { ...draft, amounts })}
        />
        <div className={styles.when}>
          <span>Begins in</span>
          <SpanField
            className={styles.span!}
            size="xs"
            label={`${offer.type.label}: begins in`}
            labelled={false}
            value={draft.inMinutes}
            minimum={0}
            maximum={1440}
            step={5}
            onChange={(inMinutes) => {
              if (inMinutes !== null) replace(index, { ...draft, inMinutes });
            }}
          />
        </div>
      </fieldset>
    );
  });
}

function Offers({ drafts, offers, onDrafts }: DraftsProps): ReactNode {
  if (offers.length === 0)
    return <p className="muted">The twins of this person know nothing that could be tried.</p>;
  return (
    <div className={styles.offers}>
      {ORGANS.map((organ) => {
        const own = offers.filter((offer) => offer.organ === organ);
        if (own.length === 0) return null;
        return (
          <fieldset key={organ}>
            <legend>{ORGAN_WORDS[organ]}</legend>
            {own.map((offer) => (
              <Button
                key={offer.key}
                variant="light"
                size="compact-sm"
                leftSection={<IconPlus size={13} aria-hidden />}
                disabled={drafts.length >= 12}
                onClick={() =>
                  onDrafts([
                    ...drafts,
                    { type: offer.key, inMinutes: 0, amounts: defaultAmounts(offer.type) },
                  ])
                }
              >
                {offer.type.label}
              </Button>
            ))}
          </fieldset>
        );
      })}
    </div>
  );
}
