import type { LabRequest, MemberOrder, MemberReport } from './lab-messages.ts';
import type { MemberThreads } from './run-ensemble.ts';
import type { MemberRows } from './simulate-members.ts';

/** As much of a Web Worker as is needed here. */
export interface MemberThread {
  addEventListener(type: 'message', listener: (event: MessageEvent<MemberReport>) => void): void;
  addEventListener(type: 'error', listener: (event: ErrorEvent) => void): void;
  postMessage(order: MemberOrder): void;
}

interface Awaiting {
  readonly resolve: (rows: readonly MemberRows[]) => void;
  readonly reject: (error: Error) => void;
}

interface Started {
  readonly thread: MemberThread;
  /** Orders answered in turn. */
  readonly awaiting: Awaiting[];
  /** The model it has. */
  text: string;
}

/** Threads that are started when they are first needed, and told of a model when they first need it. */
export class LabThreads implements MemberThreads {
  readonly count: number;
  readonly #start: () => MemberThread;
  readonly #started: Started[] = [];
  #text = '';

  constructor(count: number, start: () => MemberThread) {
    this.count = count;
    this.#start = start;
  }

  /** The model of all that follows. */
  open(text: string): void {
    this.#text = text;
  }

  simulate(thread: number, request: LabRequest, first: number, last: number): Promise<readonly MemberRows[]> {
    this.#started[thread] ??= this.#begin();
    const begun = this.#started[thread];
    if (begun.text !== this.#text) {
      begun.text = this.#text;
      begun.thread.postMessage({ kind: 'open', text: this.#text });
    }
    return new Promise((resolve, reject) => {
      begun.awaiting.push({ resolve, reject });
      begun.thread.postMessage({ kind: 'members', request, first, last });
    });
  }

  #begin(): Started {
    const thread = this.#start();
    const awaiting: Awaiting[] = [];
    thread.addEventListener('message', ({ data }) => {
      const { resolve, reject } = awaiting.shift()!;
      if (data.kind === 'members') resolve(data.rows);
      else reject(new Error(data.why));
    });
    thread.addEventListener('error', ({ message }) => {
      for (const { reject } of awaiting.splice(0)) reject(new Error(message));
    });
    return { thread, awaiting, text: '' };
  }
}
