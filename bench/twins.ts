// How much memory ten thousand twins take in the server's process.
import type { Bench, Figures } from './bench.ts';
import { callApi, readMetrics } from './client/api.ts';
import { removeData, type ServerProcess, startProcess, temporaryData } from './client/server-process.ts';

const TWINS = 10_000;
const CONNECTIONS = 16;
const PATIENCE = 600_000;

/** `bench twins`. */
export const twins: Bench = {
  name: 'twins',
  title: '10,000 twins: memory of the server process, and the overview of all of them',
  async run(say): Promise<Figures> {
    const data = await temporaryData();
    const server = await startProcess(data);
    try {
      const begin = Date.now() - 3_600_000;
      say(`opening ${TWINS} twins`);
      const openings = performance.now();
      await openAll(server, begin);
      const opened = (performance.now() - openings) / 1000;
      say('one reading each, and waiting until all have taken it in');
      await readAll(server, begin);
      await settled(server);
      const overview = performance.now();
      const { twins: list } = await callApi<{ twins: readonly unknown[] }>(server, 'GET', '/twins');
      const overviewSeconds = (performance.now() - overview) / 1000;
      if (list.length !== TWINS) throw new Error(`${list.length} of ${TWINS} twins are there`);
      return {
        twins: list.length,
        'memory of the server process, MB (at most 500)': Math.round((await server.memory()) / 1e6),
        'opened per second': Math.round(TWINS / opened),
        'overview of all twins, s': Math.round(overviewSeconds * 100) / 100,
      };
    } finally {
      await server.stop();
      await removeData(data);
    }
  },
};

async function openAll(server: ServerProcess, begin: number): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (next < TWINS) {
        const person = next++;
        await callApi(server, 'POST', '/twins', {
          id: `bench-${person}`,
          subject: `Patient/bench-${person}`,
          label: `Bench person ${person}`,
          origin: 'simulated',
          model: person % 2 === 0 ? 'glucose-s2008' : 'glucose-free-living',
          facts: person % 2 === 0 ? { weight: 70, basal: 1 } : {},
          at: new Date(begin).toISOString(),
        });
      }
    }),
  );
}

async function readAll(server: ServerProcess, begin: number): Promise<void> {
  const at = new Date(begin + 60_000).toISOString();
  const observations = Array.from({ length: TWINS }, (_, person) => ({
    subject: `Patient/bench-${person}`,
    code: { system: 'http://loinc.org', code: '99504-3' },
    effectiveAt: at,
    value: { kind: 'quantity', value: 120, unit: 'mg/dL' },
    source: { system: 'bench', id: String(person) },
  }));
  for (let from = 0; from < TWINS; from += 1000) {
    await callApi(server, 'POST', '/observations', { observations: observations.slice(from, from + 1000) });
  }
}

async function settled(server: ServerProcess): Promise<void> {
  const end = performance.now() + PATIENCE;
  while (performance.now() < end) {
    if ((await readMetrics(server)).get('twinward_twins_lagging') === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  throw new Error(`the twins had not taken in their readings after ${PATIENCE / 1000} s`);
}
