// Reads the text of a Server-Sent Events stream (WHATWG HTML 9.2.6), piece by piece.

/** One event of the stream. */
export interface StreamEvent {
  /** Its `event:` name; `message` when it has none. */
  readonly name: string;
  readonly text: string;
  /** The last id the stream has given so far, empty before the first. */
  readonly id: string;
}

/** Turns pieces of a stream, cut anywhere, into whole events. */
export class EventStreamReader {
  #rest = '';
  #name = '';
  #lines: string[] = [];
  #id: string;

  constructor(lastId = '') {
    this.#id = lastId;
  }

  /** The events that a further piece of text completes. */
  push(piece: string): readonly StreamEvent[] {
    const text = this.#rest + piece;
    const events: StreamEvent[] = [];
    let start = 0;
    for (;;) {
      const end = text.indexOf('\n', start);
      if (end === -1) break;
      const line = text.slice(start, text[end - 1] === '\r' ? end - 1 : end);
      start = end + 1;
      const event = this.#line(line);
      if (event !== null) events.push(event);
    }
    this.#rest = text.slice(start);
    return events;
  }

  #line(line: string): StreamEvent | null {
    if (line === '') return this.#dispatch();
    if (line.startsWith(':')) return null;
    const colon = line.indexOf(':');
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + (line[colon + 1] === ' ' ? 2 : 1));
    if (field === 'event') this.#name = value;
    else if (field === 'data') this.#lines.push(value);
    else if (field === 'id' && !value.includes('\0')) this.#id = value;
    return null;
  }

  #dispatch(): StreamEvent | null {
    const event =
      this.#lines.length === 0
        ? null
        : { name: this.#name || 'message', text: this.#lines.join('\n'), id: this.#id };
    this.#name = '';
    this.#lines = [];
    return event;
  }
}
