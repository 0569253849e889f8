// Listens for HL7 v2 over MLLP: frames in order, answers in the same order, no answer before the effect is durable.
import type { Server, Socket } from 'node:net';
import { type AcknowledgementCode, acknowledgement, FrameReader, frameOf } from '@twinward/connect/mllp';
import type { Clock } from '@twinward/record';
import type { MessageDesk, Receipt } from './message-desk.ts';
import { listen, portOf, type TlsIdentity, tcpServer } from './tcp-server.ts';

/** Messages of one connection under way; beyond that its socket is not read. */
const MOST_UNDER_WAY = 64;
const MOST_CONNECTIONS = 200;

/** How a listener listens. */
export interface MllpSettings {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Largest message, bytes. */
  readonly largest: number;
  readonly tls?: TlsIdentity;
}

/** A port that takes HL7 v2 messages. */
export class MllpListener {
  readonly #desk: MessageDesk;
  readonly #clock: Clock;
  readonly #server: Server;
  readonly #largest: number;
  readonly #sockets = new Set<Socket>();
  readonly #under = new Set<Promise<void>>();

  private constructor(desk: MessageDesk, clock: Clock, { tls, largest }: MllpSettings) {
    this.#desk = desk;
    this.#clock = clock;
    this.#largest = largest;
    this.#server = tcpServer((socket) => this.#accept(socket), MOST_CONNECTIONS, tls);
  }

  /** Starts to listen; throws what the operating system says where the port cannot be had. */
  static async listen(desk: MessageDesk, clock: Clock, settings: MllpSettings): Promise<MllpListener> {
    const listener = new MllpListener(desk, clock, settings);
    await listen(listener.#server, settings.host, settings.port);
    return listener;
  }

  get port(): number {
    return portOf(this.#server);
  }

  get connections(): number {
    return this.#sockets.size;
  }

  /** Takes no more, answers what is under way, and closes. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const socket of this.#sockets) socket.pause();
    await Promise.allSettled([...this.#under]);
    for (const socket of this.#sockets) socket.destroySoon();
    await closed;
  }

  #accept(socket: Socket): void {
    this.#sockets.add(socket);
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 60_000);
    const reader = new FrameReader(this.#largest);
    const sender = socket.remoteAddress ?? '';
    let [under, last] = [0, Promise.resolve()];
    socket.on('data', (chunk: Buffer) => {
      let frames: readonly Uint8Array[];
      try {
        frames = reader.push(chunk);
      } catch (error) {
        this.#desk
          .figures('mllp')
          .trouble(this.#clock.now(), error instanceof Error ? error.message : 'unreadable');
        socket.destroy();
        return;
      }
      for (const frame of frames) {
        under += 1;
        const receipt = this.#desk.submit('mllp', frame, sender, socket);
        last = last.then(async () => {
          this.#answer(socket, frame, await receipt);
          under -= 1;
          if (under < MOST_UNDER_WAY / 2 && socket.isPaused() && !socket.destroyed) socket.resume();
        });
        const one = last;
        this.#under.add(one);
        void one.finally(() => this.#under.delete(one));
      }
      if (under >= MOST_UNDER_WAY) socket.pause();
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#sockets.delete(socket));
  }

  #answer(socket: Socket, frame: Uint8Array, { id, state, reason }: Receipt): void {
    if (socket.destroyed || !socket.writable) return;
    const code: AcknowledgementCode = state === 'done' ? 'AA' : state === 'refused' ? 'AE' : 'AR';
    const at = this.#clock.now();
    socket.write(
      frameOf(acknowledgement(frame, { code, id: (id || 'none').slice(0, 20), at, text: reason })),
    );
  }
}
