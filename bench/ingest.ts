// How many observations a second become durable: signed in, validated, audited, with this client on the same machine.
import type { Bench, Figures } from './bench.ts';
import { callApi, readMetrics } from './client/api.ts';
import { type LoadFigures, runLoad } from './client/load.ts';
import { removeData, type ServerProcess, startProcess, temporaryData } from './client/server-process.ts';

/** Eclipse Ditto's own benchmark: 800 modifies/s with one instance of each service (Eclipse Ditto blog, 9 October 2023). */
const DITTO_MODIFIES = 800;
const PEOPLE = 100;
const CONNECTIONS = 64;
const BATCH = 100;
const BATCH_CONNECTIONS = 16;
const SECONDS = 10;
const WARM_UP = 3;
const PATH = '/api/v1/observations';

/** `bench ingest`. */
export const ingest: Bench = {
  name: 'ingest',
  title: 'observations a second, durable and audited, single and in batches of 100',
  async run(say): Promise<Figures> {
    const data = await temporaryData();
    const server = await startProcess(data);
    try {
      const begin = Date.now() - 20 * 86_400_000;
      say(`opening ${PEOPLE} twins`);
      for (let i = 0; i < PEOPLE; i++) await openTwin(server, i, begin);
      const next = readings(begin);
      say(`${CONNECTIONS} connections, one observation a request, ${SECONDS} s`);
      const single = await runLoad({
        ...server,
        path: PATH,
        connections: CONNECTIONS,
        seconds: SECONDS,
        warmUp: WARM_UP,
        body: (request) => next(request % PEOPLE),
      });
      say(`${BATCH_CONNECTIONS} connections, ${BATCH} observations a request, ${SECONDS} s`);
      const batch = await runLoad({
        ...server,
        path: PATH,
        connections: BATCH_CONNECTIONS,
        seconds: SECONDS,
        warmUp: WARM_UP,
        body: (request) =>
          `{"observations":[${Array.from({ length: BATCH }, () => next(request % PEOPLE)).join(',')}]}`,
      });
      const metrics = await readMetrics(server);
      return figures(single, batch, metrics, await server.memory());
    } finally {
      await server.stop();
      await removeData(data);
    }
  },
};

function figures(
  single: LoadFigures,
  batch: LoadFigures,
  metrics: ReadonlyMap<string, number>,
  memory: number,
): Figures {
  return {
    'single POST/s (at least 6000)': Math.round(single.perSecond),
    'single p50 ms': round(single.p50),
    'single p99 ms (at most 40)': round(single.p99),
    'single highest ms': round(single.highest),
    'ratio to the 800 modifies/s documented by Eclipse Ditto': round(single.perSecond / DITTO_MODIFIES),
    'observations/s in batches of 100 (at least 25000)': Math.round(batch.perSecond * BATCH),
    'batch p50 ms': round(batch.p50),
    'batch p99 ms': round(batch.p99),
    'requests refused as too many': single.refused + batch.refused,
    'events recorded': metrics.get('twinward_events_recorded_total') ?? Number.NaN,
    'events folded meanwhile': metrics.get('twinward_events_folded') ?? Number.NaN,
    'server memory MB': Math.round(memory / 1e6),
  };
}

function openTwin(server: ServerProcess, person: number, begin: number): Promise<unknown> {
  return callApi(server, 'POST', '/twins', {
    id: `bench-${person}`,
    subject: `Patient/bench-${person}`,
    label: `Bench person ${person}`,
    origin: 'simulated',
    model: 'glucose-s2008',
    facts: { weight: 70, basal: 1 },
    at: new Date(begin).toISOString(),
  });
}

/** Readings of a person, a minute apart, each under a name of its own. A batch is of one person, as a gateway sends it. */
function readings(begin: number): (person: number) => string {
  const sent = new Array<number>(PEOPLE).fill(0);
  return (person) => {
    const n = sent[person]!++;
    const at = new Date(begin + 60_000 * (1 + (n % 28_000))).toISOString();
    const value = 100 + (n % 80);
    return `{"subject":"Patient/bench-${person}","code":{"system":"http://loinc.org","code":"99504-3"},"effectiveAt":"${at}","value":{"kind":"quantity","value":${value},"unit":"mg/dL"},"source":{"system":"bench","id":"${n}"}}`;
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
