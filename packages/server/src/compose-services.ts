// Everything a route may call on, put together over an open record.
import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import type { WorkPool } from '@twinward/contract';
import type { Clock, OpenRecord } from '@twinward/record';
import { backup, SYSTEM_CLOCK } from '@twinward/record';
import { type KeptRun, TwinRuntime, threadPool } from '@twinward/runtime';
import type { FastifyRequest } from 'fastify';
import { SignIn } from './access/sign-in.ts';
import { TrustedOrigins } from './access/trusted-origins.ts';
import { CardBook } from './cds-hooks/card-book.ts';
import { Connectors } from './connectors/connectors.ts';
import { COUPLING_RULES } from './couple/coupling-rules.ts';
import { DefaultCouplings } from './couple/default-couplings.ts';
import { EhrBook } from './ehr/ehr-book.ts';
import { readEvidence } from './evidence.ts';
import { BulkDesk } from './fhir/bulk/bulk-desk.ts';
import { MergeDesk } from './fhir/merges/merge-desk.ts';
import type { CourierPace } from './fhir/subscriptions/courier.ts';
import { SubscriberRights } from './fhir/subscriptions/subscriber.ts';
import { SubscriptionDesk } from './fhir/subscriptions/subscription-desk.ts';
import { FollowerDesk } from './followers/follower-desk.ts';
import { OwnKey } from './followers/own-key.ts';
import { HappeningBook } from './hospital/happening-book.ts';
import { HospitalRuns } from './hospital/hospital-runs.ts';
import { HospitalShelf } from './hospital/hospital-shelf.ts';
import { stillSignedIn } from './http/gate.ts';
import { INSIGHT_TYPES, InsightWriter } from './insights/insight-writer.ts';
import { EventStreams } from './live/event-streams.ts';
import { FigureBoard } from './metrics/figure-board.ts';
import { models } from './models.ts';
import { repositoryPath } from './repository-path.ts';
import { restingList } from './resting-list.ts';
import type { Services } from './services.ts';
import { AccessGrants } from './smart/access-grants.ts';
import { AppRegistry } from './smart/app-registry.ts';
import { Authorizations } from './smart/authorizations.ts';
import { RefreshGrants } from './smart/refresh-grants.ts';
import { PlaybackDesk } from './waveforms/playback-desk.ts';
import { playbackFile } from './waveforms/playback-store.ts';
import { RecordingShelf } from './waveforms/recording-shelf.ts';
import { WaveStreams } from './waveforms/wave-streams.ts';

/** What services are made from. */
export interface ServiceSources {
  readonly opened: OpenRecord;
  readonly clock: Clock;
  /** Lets the command line of this machine in. */
  readonly cliToken: string;
  readonly dataFolder: string;
  readonly databaseUrl: string | undefined;
  /** Told of a twin whose turn failed, which is tried again, and of a subject whose twins could not be coupled. */
  onTrouble?(twin: string, error: unknown): void;
  /** Where simulations run; threads of this machine by default. */
  readonly pool?: WorkPool;
  /** How often and how fast other servers are tried again; eight notifications over two minutes by default. */
  readonly retryPace?: CourierPace;
}

/** Services and how they are stopped; the record is left open. */
export interface ComposedServices {
  readonly services: Services;
  close(): Promise<void>;
}

/** Starts the loop and gathers all services around it. */
export async function composeServices(sources: ServiceSources): Promise<ComposedServices> {
  const { opened, clock, cliToken, dataFolder } = sources;
  const { record } = opened;
  const pool = sources.pool ?? threads();
  const runs = restingList<KeptRun>(
    dataFolder,
    'comparison-runs.json',
    'delete it: what-ifs that were under way are then begun anew by whoever wants them',
  );
  const runtime = await TwinRuntime.start({ record, models, clock, pool, runs });
  const stopTelling = runtime.onTrouble((twin, error) => sources.onTrouble?.(twin, error));
  const couplings = new DefaultCouplings({
    runtime,
    events: record.events,
    clock,
    rules: COUPLING_RULES,
    onTrouble: (subject, error) => sources.onTrouble?.(subject, error),
  });
  const signIn = await SignIn.over(record, SYSTEM_CLOCK, cliToken);
  const grants = new AccessGrants(SYSTEM_CLOCK);
  const ehrs = await EhrBook.open(record, SYSTEM_CLOCK);
  const stands = (request: FastifyRequest): Promise<boolean> =>
    stillSignedIn({ signIn, grants, ehrs }, request);
  const streams = await EventStreams.start({
    events: record.events,
    clock,
    twinsOf: (event) => runtime.twinsOf(event),
    onSummary: (listener) => runtime.onSummary(listener),
    stands,
  });
  const recordings = new RecordingShelf(repositoryPath('data', 'signals'), join(dataFolder, 'recordings'));
  const playbacks = new PlaybackDesk({
    shelf: recordings,
    runtime,
    models,
    clock,
    store: playbackFile(dataFolder),
  });
  await playbacks.resume((subject, error) => sources.onTrouble?.(subject, error));
  const waves = new WaveStreams({
    playbackOf: (subject) => playbacks.of(subject),
    now: () => clock.now(),
    stands,
  });
  const hospitalRuns = new HospitalRuns();
  const figures = new FigureBoard({
    waiting: () => record.events.load.waiting,
    lag: () => runtime.metrics().lagging,
    folded: () => runtime.metrics().folded,
    hot: () => runtime.metrics().hot,
    streams: () => streams.size + waves.size,
    failing: () => runtime.metrics().failing,
  });
  const stopCounting = record.events.onCommit((events) => figures.recorded(events.length));
  const happenings = new HappeningBook(record.events);
  const connectors = await Connectors.open({
    record,
    runtime,
    clock,
    wallClock: SYSTEM_CLOCK,
    happenings,
  });
  const origins = await TrustedOrigins.open(record.states, SYSTEM_CLOCK);
  const fhirServices = { record, runtime, wallClock: SYSTEM_CLOCK, happenings };
  const merges = await MergeDesk.open(fhirServices);
  const bulk = await BulkDesk.open(fhirServices, join(dataFolder, 'bulk'));
  const followers = await FollowerDesk.open(fhirServices, dataFolder, sources.retryPace?.wait);
  const apps = await AppRegistry.open(dataFolder, SYSTEM_CLOCK, record.states);
  const subscriptions = await SubscriptionDesk.open({
    services: fhirServices,
    origins,
    rights: new SubscriberRights(record.accounts, apps, ehrs),
    ...(sources.retryPace === undefined ? {} : { pace: sources.retryPace }),
  });
  const insights = new InsightWriter(fhirServices, () => subscriptions.wants(INSIGHT_TYPES));
  const services: Services = {
    record,
    runtime,
    models,
    evidence: await readEvidence(),
    signIn,
    streams,
    recordings,
    playbacks,
    waves,
    hospitalShelf: await HospitalShelf.open(record.states, SYSTEM_CLOCK),
    hospitalRuns,
    happenings,
    figures,
    apps,
    authorizations: new Authorizations(SYSTEM_CLOCK),
    grants,
    refreshes: new RefreshGrants(record.states, record.accounts, SYSTEM_CLOCK),
    identityKey: await OwnKey.open(dataFolder, 'identity'),
    cards: new CardBook(),
    origins,
    ehrs,
    subscriptions,
    merges,
    bulk,
    followers,
    connectors,
    clock,
    wallClock: SYSTEM_CLOCK,
    uploadFolder: join(dataFolder, 'uploads'),
    ready: readiness(record.accounts),
    backup: () => backUp(sources),
  };
  return {
    services,
    async close() {
      await insights.close();
      await followers.close();
      await merges.close();
      await bulk.close();
      await subscriptions.close();
      await connectors.close();
      stopCounting();
      stopTelling();
      streams.close();
      waves.close();
      hospitalRuns.close();
      await playbacks.close();
      await couplings.close();
      await runtime.close();
      await pool.close();
      figures.close();
    },
  };
}

function threads(): WorkPool {
  const registryUrl = new URL('./models.ts', import.meta.url).href;
  return threadPool({ registryUrl, threads: Math.min(4, Math.max(1, availableParallelism() - 1)) });
}

/** Asks the record at most once a second whether it answers. */
function readiness(accounts: OpenRecord['record']['accounts']): () => Promise<boolean> {
  let askedAt = 0;
  let answer: Promise<boolean> = Promise.resolve(false);
  return () => {
    const now = SYSTEM_CLOCK.now();
    if (now - askedAt > 1000) {
      askedAt = now;
      answer = accounts.byName('administrator').then(
        () => true,
        () => false,
      );
    }
    return answer;
  };
}

/** Beside the data folder, because a backup may not lie in what it backs up. */
async function backUp({ dataFolder, databaseUrl }: ServiceSources) {
  const parent = `${resolve(dataFolder)}-backups`;
  await mkdir(parent, { recursive: true, mode: 0o700 });
  const folder = join(parent, new Date(SYSTEM_CLOCK.now()).toISOString().replace(/[:.]/g, '-'));
  const { files } = await backup({ dataFolder, databaseUrl, to: folder });
  return { folder, files: files.length, bytes: files.reduce((sum, { size }) => sum + size, 0) };
}
