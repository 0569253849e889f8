// A hospital's interface engine: sends frames over one connection, cut anywhere and many at a time, and sends again what was not answered.
import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { FrameReader, frameOf } from '@twinward/connect/mllp';

/** Frames under way on one connection, at most. */
const WINDOW = 60;

/** A message and how its answer names it. */
export interface NumberedMessage {
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** Sends messages until each is answered. */
export class MllpSender {
  /** Answers by message: how often AA came, and what else. */
  readonly accepted: Map<string, number> = new Map();
  readonly refused: Map<string, string> = new Map();
  #sent = 0;
  readonly #where: () => Promise<{ readonly host: string; readonly port: number } | null>;
  readonly #uniform: () => number;

  /** `where` says where the server listens now; `uniform` draws from 0 to 1. */
  constructor(
    where: () => Promise<{ readonly host: string; readonly port: number } | null>,
    uniform: () => number,
  ) {
    this.#where = where;
    this.#uniform = uniform;
  }

  /** Frames written, repetitions counted. */
  get sent(): number {
    return this.#sent;
  }

  /** Resolves when every message has been answered, over as many connections as it takes. */
  async send(messages: readonly NumberedMessage[], stopped: () => boolean): Promise<void> {
    while (!stopped()) {
      const left = messages.filter(({ id }) => !this.accepted.has(id) && !this.refused.has(id));
      if (left.length === 0) return;
      const address = await this.#where();
      if (address === null) await wait(100);
      else await this.#over(address, left, stopped);
    }
  }

  #over(
    address: { readonly host: string; readonly port: number },
    left: readonly NumberedMessage[],
    stopped: () => boolean,
  ): Promise<void> {
    return new Promise((resolve) => {
      const socket = connect(address);
      socket.setNoDelay(true);
      const reader = new FrameReader();
      let [next, open] = [0, 0];
      const idle = setTimeout(() => socket.destroy(), 30_000);
      const more = (): void => {
        if (stopped()) socket.destroy();
        const size = Math.min(left.length - next, Math.floor(1 + this.#uniform() * WINDOW) - open);
        if (size <= 0) return;
        this.#write(socket, left.slice(next, next + size));
        next += size;
        open += size;
      };
      socket.once('connect', more);
      socket.on('data', (chunk: Buffer) => {
        idle.refresh();
        for (const frame of reader.push(chunk)) {
          this.#answered(Buffer.from(frame).toString('latin1'));
          open -= 1;
        }
        if (open === 0 && next >= left.length) socket.end();
        else more();
      });
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        clearTimeout(idle);
        void wait(50).then(resolve);
      });
    });
  }

  #write(socket: Socket, messages: readonly NumberedMessage[]): void {
    this.#sent += messages.length;
    const stream = Buffer.concat(messages.map(({ bytes }) => frameOf(bytes)));
    for (let at = 0; at < stream.length; ) {
      const size =
        this.#uniform() < 0.2 ? 1 + Math.floor(this.#uniform() * 20) : 1 + Math.floor(this.#uniform() * 4000);
      socket.write(stream.subarray(at, at + size));
      at += size;
    }
  }

  #answered(answer: string): void {
    const [, code = '', id = '', why = ''] = (
      answer.split('\r').find((line) => line.startsWith('MSA')) ?? ''
    ).split('|');
    if (code === 'AA') this.accepted.set(id, (this.accepted.get(id) ?? 0) + 1);
    // AR: nothing was kept, it is sent again; AE is final.
    else if (code === 'AE') this.refused.set(id, why);
  }
}
