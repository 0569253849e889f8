// Puts the whole platform together and starts it.
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TwinwardError } from '@twinward/contract';
import { openRecord } from '@twinward/record';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { seedAccounts } from './access/seed-accounts.ts';
import { composeServices } from './compose-services.ts';
import { DemoFeeder } from './demo/demo-feeder.ts';
import { demoHospital } from './demo/demo-hospital.ts';
import { demoPeople } from './demo/demo-people.ts';
import { demoPlan } from './demo/demo-plan.ts';
import { lifeFiles } from './demo/life-store.ts';
import { PacedClock } from './demo/paced-clock.ts';
import { playRecordedMonitor } from './demo/recorded-monitor.ts';
import { watchedPeople } from './demo/watched-people.ts';
import { buildApp } from './http/build-app.ts';
import { closeApp } from './http/close-app.ts';
import { repositoryPath } from './repository-path.ts';
import type { RunningServer, ServerOptions } from './server-options.ts';

/**
 * Starts a server: record, loop, demo, HTTP. Returns when it answers. Throws `record.in-use` if another copy runs on the data
 * folder, `record.unavailable` without a PostgreSQL, `usage` for a port that is taken; what was started by then is
 * stopped again.
 *
 * @example
 * const server = await startServer({ dataFolder, port: 0, host: '127.0.0.1', demo: false, speed: 1 });
 * server.address.startsWith('http://127.0.0.1:'); // true
 * await server.close();
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { dataFolder, demo, onProgress = () => undefined } = options;
  const logger = pino({ level: 'warn' }, pino.destination({ dest: 2, sync: true }));
  const stops: (() => Promise<void> | void)[] = [];
  const close = once(async () => {
    for (const stop of stops.reverse()) await stop();
  });
  try {
    await mkdir(dataFolder, { recursive: true, mode: 0o700 });
    const clock = new PacedClock(dataFolder, options.speed);
    stops.push(() => clock.close());
    const { databaseUrl } = options;
    const opened = await openRecord({
      dataFolder,
      databaseUrl,
      clock,
      onProgress: (step) => onProgress(step),
    });
    stops.push(() => opened.close());
    const { record } = opened;
    const cliToken = randomBytes(32).toString('base64url');
    onProgress('waking the twins');
    const composed = await composeServices({
      opened,
      clock,
      cliToken,
      dataFolder,
      databaseUrl,
      onTrouble: (twin, error) =>
        logger.warn({ twin, code: codeOf(error) }, 'a twin could not take its turn; it tries again'),
    });
    stops.push(() => composed.close());
    const { services } = composed;
    const signIns = await seedAccounts(record.accounts, dataFolder, demo);
    if (demo) {
      const plan = await demoPlan(dataFolder, clock.now());
      const people = [
        ...(await demoPeople(plan, lifeFiles(join(dataFolder, 'lives')))),
        ...watchedPeople(plan),
        demoHospital(plan),
      ];
      const feeder = new DemoFeeder(people, {
        runtime: services.runtime,
        record,
        clock,
        onTrouble: (error) =>
          logger.warn({ code: codeOf(error) }, 'the demo could not be fed; it tries again'),
      });
      stops.push(() => feeder.close());
      await feeder.seed((done, of) => onProgress('feeding the demo', done, of));
      feeder.start();
      await playRecordedMonitor(services, (error) =>
        logger.warn({ code: codeOf(error) }, "the demo's recording is not played"),
      );
    }
    if (options.connectors !== undefined) await services.connectors.start(options.connectors);
    await writePrivate(join(dataFolder, 'connectors'), JSON.stringify(services.connectors.addresses()));
    const loopback = /^(127\.|localhost$|::1$)/.test(options.host);
    const webFolder = options.webFolder ?? repositoryPath('packages', 'web', 'dist');
    const app = await buildApp({ services, webFolder, loopback, logger });
    stops.push(() => closeApp(app));
    stops.push(() => {
      services.streams.close();
      services.subscriptions.endStreams();
      services.waves.close();
    });
    const address = await listen(app, options);
    await writePrivate(join(dataFolder, 'cli-token'), cliToken);
    await writePrivate(join(dataFolder, 'address'), address);
    stops.push(() => rm(join(dataFolder, 'address'), { force: true }));
    const connectors = services.connectors
      .status()
      .map(({ name, address: at, state, problem }) =>
        state === 'running'
          ? `${name} at ${at}`
          : `${name} ${state}${problem === null ? '' : `: ${problem}`}`,
      );
    return { address, describe: opened.source, connectors, signIns, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function listen(app: FastifyInstance, { host, port }: ServerOptions): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const { code } = error as { readonly code?: string };
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    throw new TwinwardError('usage', `port ${port} ${code === 'EACCES' ? 'may not be used' : 'is taken'}`, {
      field: 'port',
      remedy: 'choose another with --port, or 0 for any that is free',
    });
  }
  const bound = app.server.address();
  const name = host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${typeof bound === 'object' && bound !== null ? bound.port : port}`;
}

async function writePrivate(path: string, line: string): Promise<void> {
  await writeFile(path, `${line}\n`, { mode: 0o600 });
  await chmod(path, 0o600);
}

function codeOf(error: unknown): string {
  return error instanceof TwinwardError ? error.code : 'server.failed';
}

function once(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  return () => {
    running ??= run();
    return running;
  };
}
