// `verify admissions-forecast`: forecasts of admissions, made day by day, beside a Poisson rate for every day of the week.
import { TwinwardError } from '@twinward/contract';
import { AdmissionRates, countForecast, type DayCounts } from '@twinward/twins/hospital';
import { readInput } from '../read-input.ts';
import { repositoryPath } from '../repository-path.ts';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { readTable } from '../table.ts';

const HOURS = 24;
const COVERAGE = { level: 0.9, least: 0.87, most: 0.93 };
/** Days of one weekday after which a rate is taken as known: a Poisson number. */
const KNOWN = 1e9;

interface Day extends DayCounts {
  readonly date: string;
}

interface Score {
  readonly mae: number;
  readonly crps: number;
  readonly coverage: number;
}

/** Hours and whole days of the test are forecast from all days before; the baseline knows the training days. */
export const admissionsForecastSuite: Suite = {
  name: 'admissions-forecast',
  title: 'Admissions forecast beside a Poisson rate for every day of the week: no larger error, 90 % held',
  takes:
    'two CSV of arrivals with a column arrival_datetime, to learn from and to forecast, as in data/hospital',
  options: {},
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const files =
      call.files.length > 0
        ? call.files
        : ['train', 'test'].map((part) => repositoryPath('data', 'hospital', `admissions-${part}.csv`));
    if (files.length !== 2) {
      throw new TwinwardError('usage', `${files.length} files instead of two`, {
        field: 'FILE',
        remedy: 'give the arrivals to learn from and then those to forecast',
      });
    }
    const [train, test] = (await Promise.all(files.map(readDays))) as [readonly Day[], readonly Day[]];
    const failed: CaseNote[] = [];
    const figures: Record<string, number | string> = {
      'days learnt from': train.length,
      'days forecast': test.length,
    };
    for (const [what, parts] of [
      ['day', 1],
      ['hour', HOURS],
    ] as const) {
      const ours = score(train, test, parts, true);
      const baseline = score(train, test, parts, false);
      figures[`${what}: MAE (day-of-week Poisson)`] = `${ours.mae.toFixed(4)} (${baseline.mae.toFixed(4)})`;
      figures[`${what}: CRPS (day-of-week Poisson)`] =
        `${ours.crps.toFixed(4)} (${baseline.crps.toFixed(4)})`;
      figures[`${what}: held by 90 % intervals (day-of-week Poisson)`] =
        `${ours.coverage.toFixed(4)} (${baseline.coverage.toFixed(4)})`;
      if (!(ours.mae <= baseline.mae))
        failed.push({ name: `${what}: MAE`, why: `${ours.mae} over ${baseline.mae}` });
      const held = ours.coverage >= COVERAGE.least && ours.coverage <= COVERAGE.most;
      // a month has too few whole days to tell
      if (what === 'hour' && !held) failed.push({ name: `${what}: coverage`, why: String(ours.coverage) });
    }
    return { cases: 3, passed: 3 - failed.length, failed, unsupported: [], figures };
  },
};

function score(train: readonly Day[], test: readonly Day[], parts: number, learning: boolean): Score {
  const grouped = (day: Day): DayCounts => ({ weekday: day.weekday, counts: inParts(day.counts, parts) });
  const rates = new AdmissionRates(parts);
  const sums = Array.from({ length: 7 }, () => ({ days: 0, counts: new Array<number>(parts).fill(0) }));
  for (const day of train.map(grouped)) {
    rates.learn(day);
    const sum = sums[day.weekday]!;
    sum.days += 1;
    for (const [part, count] of day.counts.entries()) sum.counts[part]! += count;
  }
  let [error, crps, held, cells] = [0, 0, 0, 0];
  for (const day of test.map(grouped)) {
    for (const [part, count] of day.counts.entries()) {
      const known = sums[day.weekday]!;
      const forecast = learning
        ? rates.forecast(day.weekday, part)
        : countForecast(((known.counts[part]! + 1e-9) / known.days) * KNOWN, KNOWN);
      error += Math.abs(forecast.quantile(0.5) - count);
      crps += forecast.crps(count);
      held += forecast.between(count, (1 - COVERAGE.level) / 2, (1 + COVERAGE.level) / 2);
      cells += 1;
    }
    rates.learn(day);
  }
  return { mae: error / cells, crps: crps / cells, coverage: held / cells };
}

function inParts(hours: readonly number[], parts: number): readonly number[] {
  const counts = new Array<number>(parts).fill(0);
  for (const [hour, count] of hours.entries()) counts[Math.floor((hour * parts) / HOURS)]! += count;
  return counts;
}

/** Every day from the first to the last arrival by the calendar of the file, those without one too. */
async function readDays(file: string): Promise<readonly Day[]> {
  const rows = readTable(await readInput(file), ['arrival_datetime'], file);
  const counts = new Map<string, number[]>();
  for (const [index, row] of rows.entries()) {
    const match = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):\d{2}/.exec(row.arrival_datetime ?? '');
    if (match === null || Number.isNaN(Date.parse(`${match[1]}T00:00:00Z`)) || Number(match[2]) >= HOURS)
      throw new TwinwardError('usage', `${file}: a time of arrival cannot be read`, {
        field: 'arrival_datetime',
        row: index + 2,
        remedy: 'write it as 2031-03-01 07:12:49',
      });
    const day = counts.get(match[1]!) ?? new Array<number>(HOURS).fill(0);
    day[Number(match[2])]! += 1;
    counts.set(match[1]!, day);
  }
  const dates = [...counts.keys()].sort();
  const days: Day[] = [];
  const last = Date.parse(`${dates[dates.length - 1]}T00:00:00Z`);
  for (let at = Date.parse(`${dates[0]}T00:00:00Z`); at <= last; at += 86_400_000) {
    const date = new Date(at).toISOString().slice(0, 10);
    const weekday = (new Date(at).getUTCDay() + 6) % 7;
    days.push({ date, weekday, counts: counts.get(date) ?? new Array<number>(HOURS).fill(0) });
  }
  return days;
}
