// One keep-alive HTTP/1.1 connection, one request at a time: as little client as possible, so that the server is what is measured.
import { connect, type Socket } from 'node:net';

const HEAD_END = Buffer.from('\r\n\r\n');

/** What came back: the status, the body, and how long it took in milliseconds. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly milliseconds: number;
}

/** A connection to a server on this machine. */
export class HttpConnection {
  readonly #socket: Socket;
  readonly #head: string;
  #received: Buffer = Buffer.alloc(0);
  #waiting: { readonly sent: number; resolve(answer: Answer): void; reject(error: Error): void } | null =
    null;

  private constructor(socket: Socket, head: string) {
    this.#socket = socket;
    this.#head = head;
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('close', () => this.#waiting?.reject(new Error('the server closed the connection')));
    socket.on('error', (error) => this.#waiting?.reject(error));
  }

  /** Connects to an address such as `http://127.0.0.1:8317` for POSTs to one path. */
  static open(address: string, path: string, token: string): Promise<HttpConnection> {
    const { hostname, port, host } = new URL(address);
    const head = `POST ${path} HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\ncontent-length: `;
    return new Promise((resolve, reject) => {
      const socket = connect({ host: hostname, port: Number(port), noDelay: true });
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject);
        resolve(new HttpConnection(socket, head));
      });
    });
  }

  /** Sends a JSON body in ASCII and waits for the answer. */
  send(body: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting = { sent: performance.now(), resolve, reject };
      this.#socket.write(`${this.#head}${body.length}\r\n\r\n${body}`, 'latin1');
    });
  }

  close(): void {
    this.#waiting = null;
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    const end = this.#received.indexOf(HEAD_END);
    if (end === -1) return;
    const head = this.#received.toString('latin1', 0, end);
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
    const total = end + 4 + length;
    if (this.#received.length < total) return;
    const waiting = this.#waiting;
    if (waiting === null) return;
    const answer = {
      status: Number(head.slice(9, 12)),
      body: this.#received.toString('utf8', end + 4, total),
      milliseconds: performance.now() - waiting.sent,
    };
    this.#received = this.#received.subarray(total);
    this.#waiting = null;
    waiting.resolve(answer);
  }
}
