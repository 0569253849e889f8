// Every message's way: durable as it came, then its effect durable, then the sender is told.
import { createHash, randomUUID } from 'node:crypto';
import { type Instant, type SubjectRef, TwinwardError } from '@twinward/contract';
import type { Clock, InboundDraft, InboxStore, Settlement, Taken } from '@twinward/record';
import { ConnectorFigures } from './connector-figures.ts';
import { FairTurns } from './fair-turns.ts';
import { type Interpreted, type Interpreter, UnusableMessage } from './interpreted.ts';
import type { MessageEffects } from './message-effects.ts';

/** What the sender is told. */
export interface Receipt {
  readonly id: string;
  /** `unavailable`: nothing was kept; send it again. */
  readonly state: 'done' | 'refused' | 'unsupported' | 'unavailable';
  readonly reason: string;
}

/** What a desk works with. */
export interface DeskTools {
  readonly inbox: InboxStore;
  readonly effects: MessageEffects;
  readonly clock: Clock;
  /** By connector. */
  readonly interpreters: ReadonlyMap<string, Interpreter>;
}

const PERSON_NEEDED = 'resource.missing';
/** Messages that are made durable at once; what else came waits for its turn, and its sender with it. */
const MOST_AT_ONCE = 128;

/** Takes messages in, for every connector alike. */
export class MessageDesk {
  readonly #tools: DeskTools;
  readonly #figures = new Map<string, ConnectorFigures>();
  readonly #turns = new FairTurns(MOST_AT_ONCE);
  #waiting: { readonly draft: InboundDraft; resolve(taken: Taken): void; reject(error: unknown): void }[] =
    [];
  #taking = false;
  #settling: Settlement[] = [];
  #settled: Promise<void> = Promise.resolve();

  constructor(tools: DeskTools) {
    this.#tools = tools;
  }

  figures(connector: string): ConnectorFigures {
    let figures = this.#figures.get(connector);
    if (figures === undefined) {
      figures = new ConnectorFigures();
      this.#figures.set(connector, figures);
    }
    return figures;
  }

  /**
   * Takes one message; returns when it and its effect are durable, or it is durable and refused. What was taken before is not taken again: its
   * first answer is given again. Senders take turns; `by` tells them apart where several have one address.
   */
  submit(connector: string, bytes: Uint8Array, sender: string, by: unknown = sender): Promise<Receipt> {
    return this.#turns.run(by, () => this.#submit(connector, bytes, sender, null));
  }

  /** `mends`: the refused message in whose place this one comes, which may bear the same name. */
  async #submit(
    connector: string,
    bytes: Uint8Array,
    sender: string,
    mends: string | null,
  ): Promise<Receipt> {
    const began = performance.now();
    const receivedAt = this.#tools.clock.now();
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const read = this.#read(connector, bytes, sender);
    const key = read instanceof TwinwardError ? `sha256:${sha256}` : read.key;
    const figures = this.figures(connector);
    try {
      const draft = { id: randomUUID(), connector, sender, key, receivedAt, sha256, bytes };
      let taken = await this.#take(draft);
      if (!taken.fresh && taken.sha256 !== sha256) {
        const stood = taken.id;
        taken = await this.#take({ ...draft, key: `${key}#${sha256}` });
        if (taken.fresh && stood !== mends) {
          const reuse = new TwinwardError(
            'resource.conflict',
            'its control id was used for another message',
            { field: 'MSH-10', remedy: 'number every message anew' },
          );
          return this.#refuse(connector, taken.id, '', null, reuse, began);
        }
      }
      if (!taken.fresh && taken.state !== 'received') {
        figures.settled(this.#tools.clock.now(), performance.now() - began, 'duplicate');
        return { id: taken.id, state: taken.state === 'refused' ? 'refused' : 'done', reason: taken.reason };
      }
      return await this.#perform(connector, taken.id, read, began);
    } catch (error) {
      const why = error instanceof TwinwardError ? error.code : 'server.failed';
      figures.trouble(this.#tools.clock.now(), why);
      return { id: '', state: 'unavailable', reason: why };
    }
  }

  /** Makes of the messages that were durable when the process ended what was to be made of them. */
  async recover(): Promise<number> {
    let count = 0;
    for (;;) {
      const lines = await this.#tools.inbox.list({ limit: 200, state: 'received' });
      const before = count;
      for (const { id } of lines.toReversed()) {
        const message = await this.#tools.inbox.byId(id);
        if (message === null) continue;
        await this.#perform(
          message.connector,
          id,
          this.#read(message.connector, message.bytes, message.sender),
          performance.now(),
        );
        count += 1;
      }
      await this.flush();
      if (count === before) return count;
    }
  }

  /**
   * Tries a refused message again, as it is or mended. A mended message is kept beside the one that came, which says who mended it. Throws
   * `resource.missing` and `resource.conflict`.
   */
  async replay(id: string, mended: Uint8Array | null, by: string): Promise<Receipt> {
    const message = await this.#refused(id);
    if (mended === null) {
      return this.#perform(
        message.connector,
        id,
        this.#read(message.connector, message.bytes, message.sender),
        performance.now(),
      );
    }
    const receipt = await this.#submit(message.connector, mended, message.sender, id);
    if (receipt.state === 'done') {
      await this.flush();
      await this.#tools.inbox.settle([
        {
          ...message,
          at: this.#tools.clock.now(),
          state: 'mended',
          reason: `mended by ${by} as ${receipt.id}`,
          outcome: message.outcome,
        },
      ]);
    }
    return receipt;
  }

  /** Puts a refused message aside; it stays in the list of what came. */
  async drop(id: string, why: string, by: string): Promise<void> {
    const message = await this.#refused(id);
    await this.#tools.inbox.settle([
      { ...message, at: this.#tools.clock.now(), state: 'dropped', reason: `put aside by ${by}: ${why}` },
    ]);
  }

  /** Waits until everything that was settled is written. */
  async flush(): Promise<void> {
    while (this.#settling.length > 0) await this.#settled;
    await this.#settled;
  }

  async #refused(id: string) {
    await this.flush();
    const message = await this.#tools.inbox.byId(id);
    if (message === null)
      throw new TwinwardError('resource.missing', 'there is no such message', {
        field: 'id',
        remedy: 'choose one from the list',
      });
    if (message.state !== 'refused') {
      throw new TwinwardError('resource.conflict', `the message is ${message.state}, not refused`, {
        field: 'id',
        remedy: 'only refused messages are mended, replayed or put aside',
      });
    }
    return message;
  }

  #read(connector: string, bytes: Uint8Array, sender: string): Interpreted | TwinwardError {
    const interpreter = this.#tools.interpreters.get(connector);
    if (interpreter === undefined)
      return new TwinwardError('request.unsupported', `no connector is called ${connector.slice(0, 40)}`);
    try {
      return interpreter(bytes, sender);
    } catch (error) {
      if (error instanceof TwinwardError) return error;
      // A message that no reader was made for must not come back for ever; it waits for a person.
      return new TwinwardError('file.invalid', 'the message could not be understood', {
        remedy: 'mend it, or put it aside',
      });
    }
  }

  async #perform(
    connector: string,
    id: string,
    read: Interpreted | TwinwardError,
    began: number,
  ): Promise<Receipt> {
    if (read instanceof TwinwardError)
      return this.#refuse(connector, id, read instanceof UnusableMessage ? read.what : '', null, read, began);
    let subject: SubjectRef | null = null;
    try {
      await this.#tools.effects.perform({ connector, id, read }, (known) => {
        subject = known;
      });
      this.figures(connector).settled(this.#tools.clock.now(), performance.now() - began, 'done');
      return { id, state: 'done', reason: '' };
    } catch (error) {
      if (
        error instanceof TwinwardError &&
        // Others wrote in between again and again: nothing is wrong with the message.
        error.place.field !== 'If-Match' &&
        /^(file|observation|unit|time|subject|request|resource)\./.test(error.code)
      ) {
        return this.#refuse(connector, id, read.what, subject, error, began);
      }
      throw error;
    }
  }

  #refuse(
    connector: string,
    id: string,
    what: string,
    subject: SubjectRef | null,
    error: TwinwardError,
    began: number,
  ): Receipt {
    const at: Instant = this.#tools.clock.now();
    const reason = [
      error.message,
      error.place.field === undefined ? '' : `(${error.place.field})`,
      error.place.remedy ?? '',
    ]
      .filter((part) => part !== '')
      .join(' ');
    this.#settle({
      id,
      state: 'refused',
      at,
      what,
      subject,
      reason,
      outcome: { field: error.place.field ?? null, remedy: error.place.remedy ?? null },
    });
    this.figures(connector).settled(at, performance.now() - began, 'refused', error.message);
    const unsupported = error.code === 'request.unsupported' || error.code === PERSON_NEEDED;
    return { id, state: unsupported ? 'unsupported' : 'refused', reason: error.message };
  }

  /** Takings of one moment share one commit. */
  #take(draft: InboundDraft): Promise<Taken> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ draft, resolve, reject });
      if (!this.#taking) void this.#takeAll();
    });
  }

  async #takeAll(): Promise<void> {
    this.#taking = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, 500);
      try {
        const taken = await this.#tools.inbox.take(batch.map(({ draft }) => draft));
        for (const [index, { resolve }] of batch.entries()) resolve(taken[index]!);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#taking = false;
  }

  /** Says that a message was refused. The sender need not wait for this: a message whose settlement is lost is read again, and refused again. */
  #settle(settlement: Settlement): void {
    this.#settling.push(settlement);
    if (this.#settling.length > 1) return;
    this.#settled = this.#settled.then(async () => {
      await new Promise((resolve) => setImmediate(resolve));
      while (this.#settling.length > 0) {
        const batch = [...this.#settling];
        await this.#tools.inbox.settle(batch).catch(() => undefined);
        this.#settling.splice(0, batch.length);
      }
    });
  }
}
