/** An event of a stream as it came. */
export interface Pushed {
  readonly event: string;
  readonly id: string | null;
  readonly content: Record<string, unknown>;
}

/** A client that reads a stream over a real socket until it is stopped. */
export class StreamListener {
  readonly received: Pushed[] = [];
  lastId: string | null = null;
  readonly #stop = new AbortController();
  readonly #prefix: string;
  #reading: Promise<void> = Promise.resolve();

  constructor(prefix = '/api/v1') {
    this.#prefix = prefix;
  }

  /** Opens a stream by its path below the prefix; from where an id tells, if one is given. */
  async open(address: string, token: string, lastId: string | null, path: string): Promise<this> {
    const reply = await fetch(`${address}${this.#prefix}${path}`, {
      headers: { authorization: `Bearer ${token}`, ...(lastId === null ? {} : { 'last-event-id': lastId }) },
      signal: this.#stop.signal,
    });
    if (reply.status !== 200) throw new Error(`stream answered ${reply.status}: ${await reply.text()}`);
    if (reply.headers.get('content-type')?.includes('text/event-stream') !== true)
      throw new Error('no event stream');
    this.#reading = this.#read(reply.body!).catch(() => undefined);
    return this;
  }

  async until(count: number, event = 'record', patience = 20_000): Promise<void> {
    const end = performance.now() + patience;
    while (this.of(event).length < count) {
      if (performance.now() > end)
        throw new Error(`${this.of(event).length} of ${count} ${event} events came`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  of(event: string): readonly Pushed[] {
    return this.received.filter((pushed) => pushed.event === event);
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#reading;
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let text = '';
    for await (const chunk of body) {
      text += decoder.decode(chunk, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop()!;
      for (const block of blocks) this.#take(block);
    }
  }

  #take(block: string): void {
    const line = (name: string) =>
      block
        .split('\n')
        .find((one) => one.startsWith(`${name}: `))
        ?.slice(name.length + 2) ?? null;
    const event = line('event');
    if (event === null) return;
    const id = line('id');
    if (id !== null) this.lastId = id;
    this.received.push({ event, id, content: JSON.parse(line('data')!) });
  }
}
