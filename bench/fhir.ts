// How many resources a second become durable through FHIR transactions, and how long searches take over a million index rows.
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { Bench, Figures } from './bench.ts';
import { removeData, type ServerProcess, startProcess, temporaryData } from './client/server-process.ts';

const DATA = join(dirname(dirname(fileURLToPath(import.meta.url))), 'data', 'fhir');
const CONNECTIONS = 4;
/** Index rows of a Synthea resource, measured; so many resources have a million. */
const ROWS_PER_RESOURCE = 17;
const INDEX_ROWS = 1_000_000;
const SEARCHES = 1500;
const QUERIES: readonly ((patient: string) => string)[] = [
  (patient) =>
    `Observation?patient=${patient}&code=http://loinc.org|8867-4,http://loinc.org|8302-2&_sort=-date&_count=20`,
  (patient) => `Observation?patient=${patient}&date=ge2015&_count=20`,
  (patient) => `Encounter?patient=${patient}&status=finished&_count=20`,
  (patient) => `Condition?patient=${patient}&_include=Condition:encounter&_count=20`,
  () =>
    'Observation?code-value-quantity=http://loinc.org|29463-7$gt110|http://unitsofmeasure.org|kg&_count=20',
  () => 'Patient?family=a&_count=20',
  () => 'Patient?_has:Condition:patient:code=http://snomed.info/sct|44054006&_count=20',
  (patient) => `Observation?subject:Patient._id=${patient}&category=laboratory&_count=20`,
];

/** `bench fhir`. */
export const fhir: Bench = {
  name: 'fhir',
  title: 'FHIR: resources a second in Synthea transactions, and searches over a million index rows',
  async run(say): Promise<Figures> {
    const bundles = await readBundles();
    const resources = bundles.map((line) => (JSON.parse(line) as { entry: unknown[] }).entry.length);
    const perRound = resources.reduce((sum, count) => sum + count, 0);
    const data = await temporaryData();
    const server = await startProcess(data);
    try {
      say('warming up on one transaction');
      await post(server, bundles[0]!);
      say(`${bundles.length} transactions over ${CONNECTIONS} connections`);
      const patients: string[] = [];
      const started = performance.now();
      const usedBefore = await server.cpuSeconds();
      await postAll(server, bundles, patients);
      const seconds = (performance.now() - started) / 1000;
      const used = (await server.cpuSeconds()) - usedBefore;
      const rounds = Math.ceil(INDEX_ROWS / ROWS_PER_RESOURCE / perRound) - 1;
      for (let round = 0; round < rounds; round++) {
        say(`growing to a million index rows, round ${round + 1} of ${rounds}`);
        await postAll(server, bundles, patients);
      }
      say(`${SEARCHES} searches`);
      const times: number[] = [];
      const usedBySearches = await server.cpuSeconds();
      for (let i = 0; i < SEARCHES; i++) {
        const query = QUERIES[i % QUERIES.length]!(patients[(i * 7919) % patients.length]!);
        const began = performance.now();
        await ask(server, query);
        times.push(performance.now() - began);
      }
      const searched = ((await server.cpuSeconds()) - usedBySearches) * (1000 / SEARCHES);
      times.sort((a, b) => a - b);
      return {
        'resources/s, validated, indexed, audited, durable (at least 1500)': Math.round(perRound / seconds),
        'resources per CPU-second of server and database': Math.round(perRound / used),
        'transactions/s': Math.round((10 * bundles.length) / seconds) / 10,
        resources: perRound * (rounds + 1),
        'search p50 ms': round(times[Math.floor(times.length * 0.5)]!),
        'search p99 ms at a million index rows (at most 25)': round(times[Math.floor(times.length * 0.99)]!),
        'search CPU-ms of server and database': round(searched),
        'search highest ms': round(times.at(-1)!),
        'server memory MB': Math.round((await server.memory()) / 1e6),
      };
    } finally {
      await server.stop();
      await removeData(data);
    }
  },
};

async function readBundles(): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const part of ['a', 'b']) {
    const bytes = await readFile(join(DATA, `synthea-r4-bundles-${part}.ndjson.gz`));
    lines.push(...gunzipSync(bytes).toString('utf8').trim().split('\n'));
  }
  return lines;
}

async function postAll(server: ServerProcess, bundles: readonly string[], patients: string[]): Promise<void> {
  let next = 0;
  const send = async (): Promise<void> => {
    while (next < bundles.length) {
      const line = bundles[next]!;
      next += 1;
      patients.push(await post(server, line));
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, send));
}

/** Posts a transaction; the id its patient was given. */
async function post(server: ServerProcess, line: string): Promise<string> {
  const reply = await fetch(`${server.address}/fhir/R4`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/fhir+json' },
    body: line,
  });
  const text = await reply.text();
  if (!reply.ok) throw new Error(`the transaction was answered ${reply.status}: ${text.slice(0, 300)}`);
  return /\/Patient\/([^/"]+)\//.exec(text)?.[1] ?? '';
}

async function ask(server: ServerProcess, query: string): Promise<void> {
  const reply = await fetch(`${server.address}/fhir/R4/${query}`, {
    headers: { authorization: `Bearer ${server.token}` },
  });
  const text = await reply.text();
  if (!reply.ok) throw new Error(`${query} was answered ${reply.status}: ${text.slice(0, 300)}`);
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 100) / 100;
}
