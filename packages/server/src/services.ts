import type { Clock, TwinRecord } from '@twinward/record';
import type { ModelRegistry, TwinRuntime } from '@twinward/runtime';
import type { SignIn } from './access/sign-in.ts';
import type { TrustedOrigins } from './access/trusted-origins.ts';
import type { CardBook } from './cds-hooks/card-book.ts';
import type { Connectors } from './connectors/connectors.ts';
import type { EhrBook } from './ehr/ehr-book.ts';
import type { Evidence } from './evidence.ts';
import type { BulkDesk } from './fhir/bulk/bulk-desk.ts';
import type { MergeDesk } from './fhir/merges/merge-desk.ts';
import type { SubscriptionDesk } from './fhir/subscriptions/subscription-desk.ts';
import type { FollowerDesk } from './followers/follower-desk.ts';
import type { OwnKey } from './followers/own-key.ts';
import type { HappeningBook } from './hospital/happening-book.ts';
import type { HospitalRuns } from './hospital/hospital-runs.ts';
import type { HospitalShelf } from './hospital/hospital-shelf.ts';
import type { EventStreams } from './live/event-streams.ts';
import type { FigureBoard } from './metrics/figure-board.ts';
import type { AccessGrants } from './smart/access-grants.ts';
import type { AppRegistry } from './smart/app-registry.ts';
import type { Authorizations } from './smart/authorizations.ts';
import type { RefreshGrants } from './smart/refresh-grants.ts';
import type { PlaybackDesk } from './waveforms/playback-desk.ts';
import type { RecordingShelf } from './waveforms/recording-shelf.ts';
import type { WaveStreams } from './waveforms/wave-streams.ts';

/** Everything a route may call on. */
export interface Services {
  readonly record: TwinRecord;
  readonly runtime: TwinRuntime;
  readonly models: ModelRegistry;
  readonly evidence: ReadonlyMap<string, Evidence>;
  readonly signIn: SignIn;
  readonly streams: EventStreams;
  /** Recorded waveforms, what plays of them, and who watches. */
  readonly recordings: RecordingShelf;
  readonly playbacks: PlaybackDesk;
  readonly waves: WaveStreams;
  /** Hospitals that can be run. */
  readonly hospitalShelf: HospitalShelf;
  /** Simulated hospitals under way and lately done. */
  readonly hospitalRuns: HospitalRuns;
  /** What is known of the ADT events of each hospital. */
  readonly happenings: HappeningBook;
  readonly figures: FigureBoard;
  /** Systems that may ask, and the advice they were given. */
  readonly apps: AppRegistry;
  /** Launches, questions to users and codes under way. */
  readonly authorizations: Authorizations;
  /** Tokens that were given to them. */
  readonly grants: AccessGrants;
  /** Permissions by which apps go on after their first token. */
  readonly refreshes: RefreshGrants;
  /** Signs who a user is, for apps. */
  readonly identityKey: OwnKey;
  readonly cards: CardBook;
  /** EHRs that may open our pages from a patient. */
  readonly ehrs: EhrBook;
  /** Where notifications may go, and who may show our pages in a frame. */
  readonly origins: TrustedOrigins;
  readonly subscriptions: SubscriptionDesk;
  /** Takes over what was of Patients that were merged. */
  readonly merges: MergeDesk;
  readonly bulk: BulkDesk;
  /** Other FHIR servers that are followed. */
  readonly followers: FollowerDesk;
  /** What comes in from hospitals and devices. */
  readonly connectors: Connectors;
  /** The twins' time: the wall clock's, unless the demo runs faster than life. */
  readonly clock: Clock;
  /** The time by which sessions end and accesses are audited. */
  readonly wallClock: Clock;
  /** Where uploads rest while they are read. */
  readonly uploadFolder: string;
  /** Whether the record answers. */
  ready(): Promise<boolean>;
  /** Makes an online backup beside the data folder; throws `request.unsupported` where the record cannot. */
  backup(): Promise<{ readonly folder: string; readonly files: number; readonly bytes: number }>;
}
