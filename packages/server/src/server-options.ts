import type { SignInNote } from './access/seed-accounts.ts';
import type { ConnectorSettings } from './connectors/connector-settings.ts';

/** How a server is started. */
export interface ServerOptions {
  /** Holds everything that lasts; made if it is missing, readable by its owner alone. */
  readonly dataFolder: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  /** A PostgreSQL run by somebody else; without it the server starts its own in the data folder. */
  readonly databaseUrl?: string;
  /** Whether to show the demo's people. */
  readonly demo: boolean;
  /** How many times faster than life the demo's time runs. */
  readonly speed: number;
  /** Where hospitals and devices are listened to; nowhere by default. */
  readonly connectors?: ConnectorSettings;
  readonly onProgress?: (step: string, done?: number, of?: number) => void;
  /** The web application's bundle; that of the checkout by default. */
  readonly webFolder?: string;
}

/** A running server. */
export interface RunningServer {
  /** For example `http://127.0.0.1:8317`. */
  readonly address: string;
  /** What the record runs on, in words. */
  readonly describe: string;
  /** Which connectors run, in words. */
  readonly connectors: readonly string[];
  readonly signIns: readonly SignInNote[];
  /** Finishes what is under way, stops everything that was started. */
  close(): Promise<void>;
}
