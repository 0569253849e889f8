// Simulated people who measure themselves at home and are watched for worsening: drawn by the generator of the benchmark, from the plan's seed.
import {
  addSeconds,
  type Coding,
  type Instant,
  instant,
  type Observed,
  subjectRef,
  twinId,
} from '@twinward/contract';
import { philox } from '@twinward/simulate';
import {
  alertDays,
  budgetAt,
  type DailyValues,
  drawPerson,
  followDays,
  type MonitorRule,
  type SyntheticCondition,
} from '@twinward/twins/patient';
import type { DemoPerson, LifeEvent } from './demo-person.ts';
import type { DemoPlan } from './demo-plan.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;
/** Days of past, days drawn beyond the start, and how recent an alert must be that stands at the start. */
const PAST = 220;
const AHEAD = 1100;
const RECENT = 9;
/** Candidates drawn for one who worsens as the demo begins. */
const CANDIDATES = 3000;
/** The budget that monitors are opened with. */
const BUDGET = 1.5;
/** Minutes of the local day at which a day's values are told, one after the other. */
const TOLD_FROM = 425;
const TOLD_EVERY = 4;

/** Whom to show. */
export interface WatchedProfile {
  readonly name: string;
  readonly label: string;
  readonly condition: SyntheticCondition;
  readonly monitor: MonitorRule;
  /** Whether an alert should stand when the demo begins: people are drawn until one is worsening then. */
  readonly worsening: boolean;
}

/** A simulated person under a monitor. */
export function watchedPerson(profile: WatchedProfile, plan: DemoPlan): DemoPerson {
  const { name, label, condition, monitor } = profile;
  const subject = subjectRef(`Patient/${name}`);
  const today = Math.floor((plan.startedAt + plan.zoneMinutes * MINUTE) / DAY);
  const first = today - PAST;
  const days = lifeOf(profile, plan.seed);
  const startOf = (day: number): number => day * DAY - plan.zoneMinutes * MINUTE;
  const begins = instant(startOf(first));
  const told = toldIn(monitor);
  return {
    opening: {
      id: twinId(`${name}-${monitor.name}`),
      subject,
      label,
      origin: 'simulated',
      attribution: `Drawn by the declared generator of the monitoring benchmark (${condition.name}); no real person`,
      model: `monitor-${monitor.name}`,
      facts: { zoneMinutes: plan.zoneMinutes },
      at: begins,
    },
    begins,
    between(after, to) {
      const events: LifeEvent[] = [];
      const from = Math.max(0, Math.floor((after - begins) / DAY));
      for (let d = from; d < days.length && startOf(first + d) <= to; d++) {
        told.forEach(({ vital, code, unit }, i) => {
          const at = addSeconds(instant(startOf(first + d)), 60 * (TOLD_FROM + TOLD_EVERY * i));
          const value = days[d]![vital] ?? null;
          if (value === null || at <= after || at > to) return;
          events.push(observed(subject, code, unit, value, at, `${name}|${vital}|${first + d}`));
        });
      }
      return events;
    },
    fed: () => undefined,
  };
}

/** The days of a life: the first drawn, or the first in whom an alert stands at the start and no event has come yet. */
function lifeOf(
  { name, condition, monitor, worsening }: WatchedProfile,
  seed: string,
): readonly DailyValues[] {
  const random = philox(seed).derive(`watched ${name}`);
  const draw = (i: number) => drawPerson(condition, random.derive(`candidate ${i}`), PAST + AHEAD);
  if (!worsening) return draw(0).days;
  const bought = budgetAt(monitor, BUDGET);
  for (let i = 0; i < CANDIDATES; i++) {
    const { days, events } = draw(i);
    const next = events.find((event) => event >= PAST);
    if (next === undefined || next > PAST + 30) continue;
    const alert = alertDays(bought, followDays(monitor, days.slice(0, PAST))).at(-1);
    if (alert !== undefined && alert >= PAST - RECENT) return days;
  }
  return draw(0).days;
}

function toldIn(
  monitor: MonitorRule,
): readonly { readonly vital: string; readonly code: Coding; readonly unit: string }[] {
  return monitor.observables.map(({ name, codes, unit }) => ({ vital: name, code: codes[0]!, unit }));
}

function observed(
  subject: ReturnType<typeof subjectRef>,
  code: Coding,
  unit: string,
  value: number,
  at: Instant,
  id: string,
): Observed {
  return {
    kind: 'observation',
    observation: {
      subject,
      code,
      effectiveAt: at,
      precision: 'minute',
      value: { kind: 'quantity', value: Math.round(value * 1000) / 1000, unit },
      status: 'final',
      source: { system: 'demo:generator', id, version: 1, device: 'simulated device' },
    },
  };
}
