// Issued forecasts and their scores in PostgreSQL.
import { addSeconds, type Instant, type TwinId } from '@twinward/contract';
import type {
  CoverageStretch,
  ForecastStore,
  IssuedForecast,
  Score,
  TrackRecord,
} from '../ports/forecast-store.ts';
import type { Database, Row } from './database.ts';

const ISSUE = `
insert into forecast (id, twin, from_at, issued_at, body)
select id, twin, from_at, issued_at, body::json from rows from (
  unnest($1::text[]), unnest($2::text[]), unnest($3::bigint[]), unnest($4::bigint[]), string_to_table($5, E'\\n')
) as given (id, twin, from_at, issued_at, body)
on conflict (id) do nothing`;

const ISSUE_LEADS = `
insert into forecast_lead (twin, due_at, forecast)
select * from unnest($1::text[], $2::bigint[], $3::text[])
on conflict do nothing`;

const DUE = `
select f.body from forecast f
where f.id in (
  select l.forecast from forecast_lead l where l.twin = $1 and l.due_at between $2::bigint and $3::bigint
)
order by f.from_at desc, f.id desc limit $4::bigint`;

const ISSUED = 'select body from forecast where twin = $1 order by from_at desc, id desc limit $2::bigint';

const SCORE_COLUMNS =
  'forecast, lead, twin, from_at, truth_seq, truth, error, persistence_error, crps, pit, inside50, inside90, live';

const SCORE = `
insert into score (${SCORE_COLUMNS})
select * from unnest(
  $1::text[], $2::float8[], $3::text[], $4::bigint[], $5::bigint[], $6::float8[], $7::float8[], $8::float8[],
  $9::float8[], $10::float8[], $11::boolean[], $12::boolean[], $13::boolean[]
)
on conflict (forecast, lead) do update set
  twin = excluded.twin, from_at = excluded.from_at, truth_seq = excluded.truth_seq, truth = excluded.truth,
  error = excluded.error, persistence_error = excluded.persistence_error, crps = excluded.crps, pit = excluded.pit,
  inside50 = excluded.inside50, inside90 = excluded.inside90, live = excluded.live`;

const SCORES_OF = `select ${SCORE_COLUMNS} from score where forecast = any($1::text[]) order by forecast collate "C", lead`;

/** The square; PostgreSQL refuses one too small to be represented, where it is as good as 0. */
const square = (column: string): string =>
  `case when abs(${column}) < 1e-150 then 0 else ${column} * ${column} end`;

/** Ten counts by PIT; the value 1 belongs to the last bin. */
const PIT_BINS = Array.from(
  { length: 10 },
  (_, bin) => `count(*) filter (where least(9, greatest(0, floor(pit * 10))) = ${bin})`,
).join(', ');

const TRACK_RECORD = `
select lead, count(*), count(*) filter (where live), sqrt(avg(${square('error')})), sqrt(avg(${square('persistence_error')})), avg(crps),
  avg(inside50::integer)::float8, avg(inside90::integer)::float8, ${PIT_BINS}
from score where twin = $1 and from_at >= $2::bigint
group by lead order by lead`;

const COVERAGE = `
select lead, (from_at - $2::bigint) / $3::bigint as stretch, count(*), count(*) filter (where inside50),
  count(*) filter (where inside90)
from score where twin = $1 and from_at >= $2::bigint
group by lead, stretch order by lead, stretch`;

/** Forecasts over a database. */
export class PgForecastStore implements ForecastStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async issue(forecasts: readonly IssuedForecast[]): Promise<void> {
    if (forecasts.length === 0) return;
    const leads = forecasts.flatMap((forecast) => forecast.leads.map(({ lead }) => ({ forecast, lead })));
    await this.#database.transaction(async (statements) => {
      await statements.rows(
        ISSUE,
        [
          forecasts.map((forecast) => forecast.id),
          forecasts.map((forecast) => forecast.twin),
          forecasts.map((forecast) => forecast.from),
          forecasts.map((forecast) => forecast.issuedAt),
          forecasts.map((forecast) => JSON.stringify(forecast)).join('\n'),
        ],
        'forecast-issue',
      );
      await statements.rows(
        ISSUE_LEADS,
        [
          leads.map(({ forecast }) => forecast.twin),
          leads.map(({ forecast, lead }) => addSeconds(forecast.from, lead)),
          leads.map(({ forecast }) => forecast.id),
        ],
        'forecast-leads',
      );
    });
  }

  async due(
    twin: TwinId,
    from: Instant,
    to: Instant,
    limit: number = Number.MAX_SAFE_INTEGER,
  ): Promise<readonly IssuedForecast[]> {
    return (await this.#database.rows(DUE, [twin, from, to, limit], 'forecast-due')).map(issuedForecast);
  }

  async issued(twin: TwinId, limit: number): Promise<readonly IssuedForecast[]> {
    return (await this.#database.rows(ISSUED, [twin, limit], 'forecast-issued')).map(issuedForecast);
  }

  async score(scores: readonly Score[]): Promise<void> {
    const distinct = new Map(scores.map((score) => [`${score.forecast}|${score.lead}`, score]));
    const rows = [...distinct.values()];
    if (rows.length === 0) return;
    await this.#database.rows(
      SCORE,
      [
        rows.map((row) => row.forecast),
        rows.map((row) => row.lead),
        rows.map((row) => row.twin),
        rows.map((row) => row.from),
        rows.map((row) => row.truthSeq),
        rows.map((row) => row.truth),
        rows.map((row) => row.error),
        rows.map((row) => row.persistenceError),
        rows.map((row) => row.crps),
        rows.map((row) => row.pit),
        rows.map((row) => row.inside50),
        rows.map((row) => row.inside90),
        rows.map((row) => row.mode === 'live'),
      ],
      'score',
    );
  }

  async scoresOf(forecasts: readonly string[]): Promise<readonly Score[]> {
    return (await this.#database.rows(SCORES_OF, [forecasts], 'scores-of')).map(score);
  }

  async unscore(twin: TwinId, truthSeqs: readonly number[]): Promise<void> {
    await this.#database.rows('delete from score where twin = $1 and truth_seq = any($2::bigint[])', [
      twin,
      truthSeqs,
    ]);
  }

  async trackRecord(twin: TwinId, since?: Instant): Promise<readonly TrackRecord[]> {
    const rows = await this.#database.rows(TRACK_RECORD, [twin, since ?? Number.MIN_SAFE_INTEGER], 'track');
    return rows.map(trackRecord);
  }

  async coverage(twin: TwinId, since: Instant, seconds: number): Promise<readonly CoverageStretch[]> {
    const rows = await this.#database.rows(COVERAGE, [twin, since, seconds * 1000], 'coverage');
    return rows.map((row) => {
      const [lead, stretch, scored, inside50, inside90] = row as readonly number[];
      return {
        lead: lead!,
        from: addSeconds(since, stretch! * seconds),
        scored: scored!,
        inside50: inside50!,
        inside90: inside90!,
      };
    });
  }
}

function score(row: Row): Score {
  const [forecast, lead, twin, from, truthSeq, truth, error, persistenceError, crps, pit] = row;
  const [inside50, inside90, live] = row.slice(10);
  return {
    forecast: forecast as string,
    twin: twin as TwinId,
    lead: lead as number,
    from: from as Instant,
    mode: live === true ? 'live' : 'hindcast',
    truthSeq: truthSeq as number,
    truth: truth as number,
    error: error as number,
    persistenceError: persistenceError as number,
    crps: crps as number,
    pit: pit as number,
    inside50: inside50 as boolean,
    inside90: inside90 as boolean,
  };
}

function issuedForecast([body]: Row): IssuedForecast {
  return JSON.parse(body as string) as IssuedForecast;
}

function trackRecord(row: Row): TrackRecord {
  const [lead, scored, live, rmse, persistenceRmse, crps, coverage50, coverage90, ...pit] =
    row as readonly number[];
  return {
    lead: lead!,
    scored: scored!,
    live: live!,
    rmse: rmse!,
    persistenceRmse: persistenceRmse!,
    crps: crps!,
    coverage50: coverage50!,
    coverage90: coverage90!,
    pit,
  };
}
