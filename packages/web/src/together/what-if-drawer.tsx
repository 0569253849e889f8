import { Button, CloseButton, NumberInput } from '@mantine/core';
import { IconPlayerStopFilled, IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { KEYS } from '../api/keys.ts';
import { asProblem } from '../api/problem.ts';
import { compareSubject } from '../generated/api.ts';
import type { TwinDetail } from '../generated/types.ts';
import type { Person } from '../people/group-people.ts';
import { ORGAN_WORDS, ORGANS } from '../person/organ.ts';
import { OrganIcon } from '../person/organ-icon.tsx';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { useMay } from '../shell/session.ts';
import '../theme/controls.css';
import type { Draft } from '../twin/drafts.ts';
import { defaultAmounts, InterventionFields } from '../twin/intervention-fields.tsx';
import { Segments } from '../twin/segments.tsx';
import { formatSpan } from '../units/format.ts';
import { type Offer, offersOf, proposalsOf } from './offers.ts';
import { TogetherResult } from './together-result.tsx';
import { LENGTHS, type Trial, useTrial } from './use-trial.ts';
import styles from './what-if-drawer.module.css';

interface WhatIfDrawerProps {
  readonly person: Person;
  readonly details: readonly TwinDetail[];
}

/** Milliseconds after which twins that abstained are asked again. */
const WHILE_ABSTAINING = 15_000;

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
  // an address may ask before all twins have told what they know
  const known = details.length === person.twins.length;
  const client = useQueryClient();
  const key = KEYS.together(person.subject, trial.drafts, trial.minutes);
  const result = useQuery({
    queryKey: key,
    queryFn: ({ signal }) =>
      compareSubject(
        { subject: person.subject, body: { interventions: proposals, minutes: trial.minutes } },
        signal,
      ),
    enabled: may && trial.run && known && proposals.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    // a twin whose record is still being read, or which waits for a reading, may answer a little later
    refetchInterval: ({ state: { data } }) =>
      data?.twins.some(({ abstains }) => abstains !== null) ? WHILE_ABSTAINING : false,
  });
  const running = result.isFetching && trial.run;
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
      <Drafts drafts={trial.drafts} offers={offers} onDrafts={(drafts) => change({ drafts })} />
      <Offers offers={offers} drafts={trial.drafts} onDrafts={(drafts) => change({ drafts })} />
      <div className={styles.run}>
        <Segments
          label="Look ahead"
          value={String(trial.minutes)}
          options={LENGTHS.map((minutes) => ({
            value: String(minutes),
            label: formatSpan(minutes * 60_000),
          }))}
          onChange={(minutes) => change({ minutes: Number(minutes) })}
        />
        {running ? (
          <Button
            variant="default"
            leftSection={<IconPlayerStopFilled size={14} aria-hidden />}
            onClick={() => {
              void client.cancelQueries({ queryKey: key });
              change({ run: false });
            }}
          >
            Cancel
          </Button>
        ) : (
          <Button disabled={!may || !known || proposals.length === 0} onClick={() => change({ run: true })}>
            See what it would do
          </Button>
        )}
      </div>
      {!may && <p className="muted small">Your role may look but not simulate.</p>}
      <div aria-live="polite" aria-busy={running} className="stack">
        {running && <Running />}
        {result.isError && trial.run && (
          <ProblemPanel problem={asProblem(result.error)} onRetry={() => void result.refetch()} />
        )}
        {result.data !== undefined && trial.run && <TogetherResult result={result.data} />}
      </div>
    </div>
  );
}

/** How long it has been computing; how long it will take is not known. */
function Running(): ReactNode {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <div className={styles.running}>
      <progress aria-label="Simulating the organs together" />
      <span className="muted small">Simulating the organs together, {seconds} s</span>
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
          <span>In so many minutes</span>
          <NumberInput
            size="xs"
            w={112}
            aria-label={`${offer.type.label}: in so many minutes`}
            value={draft.inMinutes}
            min={0}
            max={1440}
            step={5}
            hideControls
            suffix=" min"
            onChange={(next) => {
              if (typeof next === 'number')
                replace(index, { ...draft, inMinutes: Math.max(0, Math.min(1440, next)) });
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
