import type { Instant, SubjectRef } from '@twinward/contract';

/**
 * How far a message has come: `received` it is durable, `done` its effect is durable too, `refused` it waits for a person, `mended` a person sent a better one
 * in its place, `dropped` a person put it aside.
 */
export type InboundState = 'received' | 'done' | 'refused' | 'mended' | 'dropped';

/** A message as it came, before anything is made of it. */
export interface InboundDraft {
  readonly id: string;
  /** Which connector took it: `mllp`, `mqtt`. */
  readonly connector: string;
  /** Who handed it in: the device that signed in, the address of a sender. */
  readonly sender: string;
  /** How its sender names it; the same key is the same message. */
  readonly key: string;
  readonly receivedAt: Instant;
  /** Of the bytes, hexadecimal. */
  readonly sha256: string;
  readonly bytes: Uint8Array;
}

/** A message with what became of it. */
export interface InboundMessage extends InboundDraft {
  /** Rises with every message. */
  readonly place: number;
  readonly state: InboundState;
  readonly settledAt: Instant | null;
  /** What it is, `ORU R01`; empty while it is not known. */
  readonly what: string;
  readonly subject: SubjectRef | null;
  /** Why it was refused, or who did what about it. */
  readonly reason: string;
  /** What was made of it, as JSON. */
  readonly outcome: unknown;
}

/** A message without its bytes, for lists. */
export type InboundLine = Omit<InboundMessage, 'bytes' | 'outcome'>;

/** What is known after taking a message: whether it is new, and how far it had come if not. */
export interface Taken {
  readonly id: string;
  readonly fresh: boolean;
  readonly state: InboundState;
  readonly sha256: string;
  readonly reason: string;
}

/** What became of a message. */
export interface Settlement {
  readonly id: string;
  readonly state: InboundState;
  readonly at: Instant;
  readonly what: string;
  readonly subject: SubjectRef | null;
  readonly reason: string;
  readonly outcome: unknown;
  /** Whom identifiers mean from then on. */
  readonly links?: readonly SubjectLink[];
}

/** Which messages to list, newest first. */
export interface InboxQuery {
  readonly limit: number;
  readonly connector?: string;
  readonly state?: InboundState;
  /** Only places below this. */
  readonly before?: number;
}

/** Messages of a connector in a state. */
export interface InboxCount {
  readonly connector: string;
  readonly state: InboundState;
  readonly count: number;
}

/** An identifier of a hospital and the subject it means. */
export interface SubjectLink {
  /** `system|value`. */
  readonly key: string;
  readonly subject: SubjectRef;
  readonly by: string;
  readonly at: Instant;
}

/**
 * Messages as they came in, kept with their bytes, and the identifiers by which they are about somebody. `take` returns once all are durable; a key of a
 * connector is kept once, the first wins.
 */
export interface InboxStore {
  take(drafts: readonly InboundDraft[]): Promise<readonly Taken[]>;
  settle(settlements: readonly Settlement[]): Promise<void>;
  list(query: InboxQuery): Promise<readonly InboundLine[]>;
  byId(id: string): Promise<InboundMessage | null>;
  /** Messages of each connector in each state. */
  counts(): Promise<readonly InboxCount[]>;
  /** Says whom an identifier means from now on. */
  link(link: SubjectLink): Promise<void>;
  links(): Promise<readonly SubjectLink[]>;
}
