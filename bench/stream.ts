// From a device's publication to the belief it changed, as a screen hears of it: MQTT in, durable, folded, pushed.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connectAsync, type MqttClient } from 'mqtt';
import type { Bench, Figures } from './bench.ts';
import { callApi } from './client/api.ts';
import { removeData, type ServerProcess, startProcess, temporaryData } from './client/server-process.ts';

const DEVICES = 100;
const RATE = 500;
const SECONDS = 20;
const WARM_UP = 5;
/** Milliseconds between two handfuls of publications. */
const TICK = 10;
const MINUTE = 60_000;

/** `bench stream`. */
export const stream: Bench = {
  name: 'stream',
  title:
    'milliseconds from an MQTT publication to the belief it changed, on the event stream, at 500 a second',
  async run(say): Promise<Figures> {
    const data = await temporaryData();
    const server = await startProcess(data, ['--empty', '--mqtt', '0', '--mllp', '0']);
    try {
      const { mqtt } = JSON.parse(await readFile(join(data, 'connectors'), 'utf8')) as {
        readonly mqtt: string;
      };
      const begin = Math.floor(Date.now() / MINUTE) * MINUTE - 20 * 86_400_000;
      say(`${DEVICES} twins, each with a device of its own`);
      const clients = await Promise.all(
        Array.from({ length: DEVICES }, (_, i) => device(server, mqtt, i, begin)),
      );
      const heard = await listen(server);
      say(`${RATE} readings a second, ${WARM_UP} s to warm up, ${SECONDS} s measured`);
      const before = await server.cpuSeconds();
      const result = await publish(clients, begin, heard);
      const cpu = (await server.cpuSeconds()) - before;
      await Promise.all(clients.map((client) => client.endAsync(true)));
      heard.stop();
      const readings = RATE * (WARM_UP + SECONDS);
      return {
        ...result,
        'processor ms a reading, server and database': Math.round((cpu / readings) * 1e5) / 100,
      };
    } finally {
      await server.stop();
      await removeData(data);
    }
  },
};

async function device(server: ServerProcess, mqtt: string, i: number, begin: number): Promise<MqttClient> {
  await callApi(server, 'POST', '/twins', {
    id: `stream-${i}`,
    subject: `Patient/stream-${i}`,
    label: `Stream ${i}`,
    origin: 'simulated',
    model: 'glucose-free-living',
    facts: {},
    at: new Date(begin).toISOString(),
  });
  const id = `device-${i}`;
  const { secret } = await callApi<{ secret: string }>(server, 'POST', '/devices', { id, label: id });
  const from = new Date(begin).toISOString();
  await callApi(server, 'POST', `/devices/${id}/association`, { subject: `Patient/stream-${i}`, from });
  return connectAsync(`mqtt://${mqtt}`, { username: id, password: secret }, false);
}

interface Heard {
  /** By twin, the time of the latest reading in its belief as the stream last told it. */
  onBelief: (twin: number, at: number) => void;
  stop(): void;
}

/** Listens to the event stream as a browser does. */
async function listen(server: ServerProcess): Promise<Heard> {
  const ending = new AbortController();
  const reply = await fetch(`${server.address}/api/v1/events`, {
    headers: { authorization: `Bearer ${server.token}`, accept: 'text/event-stream' },
    signal: ending.signal,
  });
  if (reply.body === null) throw new Error('the event stream has no body');
  const heard: Heard = { onBelief: () => undefined, stop: () => ending.abort() };
  const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
  void (async () => {
    let left = '';
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const blocks = (left + value).split('\n\n');
      left = blocks.pop() ?? '';
      for (const block of blocks) {
        if (!block.includes('event: twin')) continue;
        const twin = /"id":"stream-(\d+)"/.exec(block)?.[1];
        const at = /"latest":\{[^}]*?"at":"([^"]+)"/.exec(block)?.[1];
        if (twin !== undefined && at !== undefined) heard.onBelief(Number(twin), Date.parse(at));
      }
    }
  })().catch(() => undefined);
  return heard;
}

async function publish(clients: readonly MqttClient[], begin: number, heard: Heard): Promise<Figures> {
  const beliefs: number[] = [];
  const acknowledged: number[] = [];
  const waiting = clients.map(
    (): { readonly at: number; readonly sent: number; readonly counted: boolean }[] => [],
  );
  heard.onBelief = (twin, at) => {
    const queue = waiting[twin]!;
    while (queue[0] !== undefined && queue[0].at <= at) {
      const { sent, counted } = queue.shift()!;
      if (counted) beliefs.push(performance.now() - sent);
    }
  };
  const started = performance.now();
  const [total, warm] = [RATE * (WARM_UP + SECONDS), RATE * WARM_UP];
  let [next, failed] = [0, 0];
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const due = Math.min(total, Math.floor(((performance.now() - started) / 1000) * RATE));
      for (; next < due; next++) {
        const i = next % clients.length;
        const round = Math.floor(next / clients.length);
        const at = begin + MINUTE * (round + 1);
        const [sent, counted] = [performance.now(), next >= warm];
        waiting[i]!.push({ at, sent, counted });
        const obs = [{ loinc: '99504-3', value: 100 + (round % 60), unit: 'mg/dL' }];
        const payload = JSON.stringify({ at: new Date(at).toISOString(), seq: round, obs });
        clients[i]!.publishAsync(`dt/bench/device-${i}/obs`, payload, { qos: 1 }).then(
          () => {
            if (counted) acknowledged.push(performance.now() - sent);
          },
          () => {
            failed += 1;
          },
        );
      }
      if (next < total) return;
      clearInterval(timer);
      resolve();
    }, TICK);
  });
  const published = (performance.now() - started) / 1000;
  const patience = performance.now() + 15_000;
  while (waiting.some((queue) => queue.length > 0) && performance.now() < patience)
    await new Promise((resolve) => setTimeout(resolve, 20));
  const measured = RATE * SECONDS;
  return {
    'readings a second': Math.round(total / published),
    'publication to PUBACK, p50 ms': quantile(acknowledged, 0.5),
    'publication to PUBACK, p99 ms': quantile(acknowledged, 0.99),
    'publication to belief on the stream, p50 ms': quantile(beliefs, 0.5),
    'publication to belief on the stream, p99 ms (at most 150)': quantile(beliefs, 0.99),
    measured: measured,
    'never heard of (0)': measured - beliefs.length,
    'not acknowledged (0)': failed + measured - acknowledged.length,
  };
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return value === undefined ? Number.NaN : Math.round(value * 10) / 10;
}
