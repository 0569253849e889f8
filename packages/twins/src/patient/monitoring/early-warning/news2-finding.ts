// What the score says of a person: the total with its parts, its trend, what is missing, and what the College asks for.
import type { Finding, Instant, Signal, SignalCourse, Standing, Urgency } from '@twinward/contract';
import { type News2, news2 } from './news2.ts';
import { type News2State, seenAt, VITAL_SIGNS, type VitalSign } from './news2-state.ts';

const URGENT = 5;
const EMERGENCY = 7;
/** An alert stands until the score is below this: one point less is no recovery. */
const STANDS = 4;
const TREND_OVER = 12 * 3_600_000;

/** The score of a state at an instant. */
export function totalAt(state: News2State, at: Instant): number {
  return news2(seenAt(state, at)).total;
}

/** An alert begins at 5, or at 3 in a single part. */
export function news2Standing(state: News2State, at: Instant): Standing {
  const score = news2(seenAt(state, at));
  const begins = score.risk !== 'low';
  const level = begins ? 'begins' : score.total >= STANDS ? 'stands' : 'clear';
  return { at, level, urgency: urgencyOf(score) };
}

/** The finding of a state at an instant. */
export function news2Finding(state: News2State, at: Instant): Finding {
  const seen = seenAt(state, at);
  const score = news2(seen);
  const { total, missing } = score;
  const [probability, interval] = mortality(total);
  return {
    at,
    urgency: urgencyOf(score),
    claim: `Early warning score ${total}${missing.length > 0 ? ' or more' : ''}: ${RISKS[score.risk]}.${trendWords(state, total, at)}`,
    probability,
    interval: { ...interval, unit: '1', level: 0.95 },
    why: [
      ...VITAL_SIGNS.flatMap((vital, i) => {
        const points = pointsOf(score, vital);
        const { value } = state.signs[i]!;
        return points === 0 || value === null
          ? []
          : [
              {
                what: `${shortLabel(vital)} ${valueWords(vital, value)}: ${points} ${points === 1 ? 'point' : 'points'}`,
                weight: points / total,
                unit: '1',
              },
            ];
      }),
      {
        what: 'Probability: death within 24 hours, 1.8 % from 3 points and 7.8 % from 7 (systematic review of 121 papers, Eur. J. Intern. Med. 2022, S0953-6205(21)00435-0); between them by interpolation',
      },
      {
        what: 'Burden: about one in-patient in ten reaches 5 points on a day and one in twenty 6, while two in a thousand come to harm',
      },
    ],
    suggestion: RESPONSES[score.risk],
    missing: missing.map((part) => missingWords(state, part, at)),
    since: state.past.findLast((one) => one.total < URGENT)?.at ?? state.past[0]?.at ?? at,
    lead: null,
    perYear: null,
    signals: signalsOf(state, score, at),
  };
}

/** The course of the score itself; the band is that of low risk. */
export function news2Course({ past }: News2State): readonly SignalCourse[] {
  return [
    {
      name: 'score',
      label: 'Early warning score',
      unit: '1',
      at: past.map(({ at }) => at),
      value: past.map(({ total }) => total),
      usual: past.map(() => 2),
      low: past.map(() => 0),
      high: past.map(() => URGENT - 1),
    },
  ];
}

const RISKS: Readonly<Record<News2['risk'], string>> = {
  low: 'low risk',
  'low-medium': 'one part scores 3, urgent review on the ward',
  medium: 'medium risk, urgent response',
  high: 'high risk, emergency response',
};

const RESPONSES: Readonly<Record<News2['risk'], string>> = {
  low: 'Go on with observations at least every 4 to 6 hours; the nurse decides (RCP 2017, chart 4).',
  'low-medium':
    'Observe at least hourly. The nurse informs the medical team, which reviews and decides on escalation (RCP 2017, chart 4).',
  medium:
    'Observe at least hourly. The nurse informs the medical team at once; urgent assessment by a clinician competent in acute illness, in a place with monitoring (RCP 2017, chart 4).',
  high: 'Monitor continuously. Emergency assessment by a team with critical care competencies, airway skills among them; consider a higher level of care (RCP 2017, chart 4).',
};

function urgencyOf({ total, risk }: News2): Urgency {
  if (total >= EMERGENCY) return 'high';
  return risk === 'low' ? 'low' : 'medium';
}

function mortality(total: number): readonly [number, { readonly low: number; readonly high: number }] {
  if (total >= EMERGENCY) return [0.078, { low: 0.018, high: 0.078 }];
  if (total < 3) return [0.0007, { low: 0, high: 0.018 }];
  return [0.018 + ((total - 3) / 4) * (0.078 - 0.018), { low: 0.0007, high: 0.078 }];
}

function trendWords({ past }: News2State, total: number, at: Instant): string {
  const before = past.find((one) => one.at >= at - TREND_OVER);
  if (before === undefined || before.at === at) return '';
  const change = total - before.total;
  const hours = Math.round((at - before.at) / 3_600_000);
  if (hours < 1) return '';
  if (change === 0) return ` Unchanged over ${hours} h.`;
  return ` ${change > 0 ? 'Up' : 'Down'} ${Math.abs(change)} over ${hours} h.`;
}

function pointsOf({ points }: News2, { part }: VitalSign): number {
  return part === 'onOxygen' ? points.supplementalOxygen : points[part];
}

function missingWords(state: News2State, part: string, at: Instant): string {
  const i = VITAL_SIGNS.findIndex((vital) => vital.part === part);
  const vital = VITAL_SIGNS[i]!;
  const measured = state.signs[i]!.at;
  const age = measured === null ? 'never measured' : `last ${Math.round((at - measured) / 3_600_000)} h ago`;
  return `${shortLabel(vital)}: ${age}; it counts nothing, so the score may be too low`;
}

function signalsOf(state: News2State, score: News2, at: Instant): readonly Signal[] {
  const missing = new Set<string>(score.missing);
  return VITAL_SIGNS.map((vital, i): Signal => {
    const points = pointsOf(score, vital);
    const [low, high] = NORMAL[vital.part];
    const { value, at: measured } = state.signs[i]!;
    const gone = missing.has(vital.part) || measured === null || measured > at;
    return {
      name: vital.name,
      label: shortLabel(vital),
      unit: vital.unit,
      value: gone ? null : value,
      usual: vital.typical,
      low,
      high,
      deviation: gone ? null : points,
      share: score.total === 0 ? 0 : points / score.total,
    };
  }).sort((a, b) => b.share - a.share);
}

/** Where a part scores nothing on scale 1. */
const NORMAL: Readonly<Record<VitalSign['part'], readonly [number, number]>> = {
  respiratoryRate: [12, 20],
  oxygenSaturation: [96, 100],
  onOxygen: [0, 0],
  systolic: [111, 219],
  pulse: [51, 90],
  consciousness: [0, 0],
  temperature: [36.1, 38],
};

function shortLabel({ label }: VitalSign): string {
  return label.split(' (')[0]!;
}

function valueWords({ name, unit }: VitalSign, value: number): string {
  if (name === 'consciousness') {
    return ['alert', 'newly confused', 'responds to voice', 'responds to pain', 'unresponsive'][value]!;
  }
  const written = unit === 'Cel' ? '°C' : unit === 'mm[Hg]' ? 'mmHg' : unit;
  return `${name === 'temperature' ? value.toFixed(1) : Math.round(value)} ${written}`;
}
