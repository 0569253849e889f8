// A made-up hospital whose ADT messages the demo feeds: its admissions, stays and beds are drawn by declared rules from the plan's seed.
import { type Happened, instant, type Observed, subjectRef, twinId } from '@twinward/contract';
import { AdtCensus, SYNTHETIC_ADMISSIONS, syntheticHospital } from '@twinward/twins/hospital';
import type { DemoPerson, LifeEvent } from './demo-person.ts';
import type { DemoPlan } from './demo-plan.ts';

const HOUR = 3_600_000;
/** Days of past, so many that the wards have filled; in the last of them patients are counted, every so many hours. */
const PAST = 35;
const COUNTED = 7;
const COUNTED_EVERY = 6;
/** Of discharges one in so many is told again by another message, as interfaces do: a contradiction, kept in sight. */
const TOLD_AGAIN = 120;
const SYSTEM = 'demo:generator';

/** The hospital under its twin. */
export function demoHospital(plan: DemoPlan): DemoPerson {
  const subject = subjectRef('Location/made-up-hospital');
  const begins = instant((Math.floor(plan.startedAt / HOUR) - PAST * 24) * HOUR);
  const hospital = syntheticHospital(plan.seed, begins);
  const census = new AdtCensus();
  let reached = begins - 1;
  return {
    opening: {
      id: twinId('made-up-hospital-beds'),
      subject,
      label: 'Made-up hospital',
      origin: 'simulated',
      attribution:
        'Drawn by declared rules: published hourly shape and mix of admissions, assumed stays and beds; no real hospital',
      model: 'hospital-beds',
      facts: { arrivals: SYNTHETIC_ADMISSIONS, stay: 124, staySd: 190, zoneMinutes: plan.zoneMinutes },
      at: begins,
    },
    begins,
    between(after, to) {
      const told: LifeEvent[] = [];
      while (reached < to) {
        const hour = Math.floor(reached / HOUR) + 1;
        const next = Math.min(hour * HOUR, to);
        for (const event of hospital.until(instant(next))) {
          census.apply(event, `visit:${event.visit ?? ''}`, event.person, null);
          if (event.at <= after) continue;
          told.push(happened(event));
          if (isToldAgain(event)) told.push(happened({ ...event, messageId: `${event.messageId}-again` }));
        }
        reached = next;
        if (next !== hour * HOUR || next <= after) continue;
        const counts = next > plan.startedAt - COUNTED * 24 * HOUR && hour % COUNTED_EVERY === 0;
        if (counts || next > plan.startedAt) told.push(counted(next, lyingIn(census)));
      }
      return told;
    },
    fed: () => undefined,
  };

  function happened(event: Happened['event']): Happened {
    const source = { system: SYSTEM, id: event.messageId, version: 1 };
    return { kind: 'adt', subject, event, source, withdrawn: false };
  }

  function counted(at: number, patients: number): Observed {
    return {
      kind: 'observation',
      observation: {
        subject,
        code: { system: 'urn:twinward:code', code: 'bed-census' },
        effectiveAt: instant(at),
        precision: 'second',
        value: { kind: 'quantity', value: patients, unit: '1' },
        status: 'final',
        source: { system: SYSTEM, id: `census|${at}`, version: 1 },
      },
    };
  }
}

function isToldAgain({ kind, messageId }: Happened['event']): boolean {
  return kind === 'discharge' && Number(messageId.replace(/\D/g, '')) % TOLD_AGAIN === 0;
}

function lyingIn(census: AdtCensus): number {
  let patients = 0;
  for (const { phase, place } of census.visits.values())
    if (phase === 'inpatient' && place?.bed != null) patients += 1;
  return patients;
}
