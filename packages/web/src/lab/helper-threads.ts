import type { HelperOrder, HelperReport, LabRequest } from './lab-messages.ts';
import type { MemberThreads } from './run-ensemble.ts';
import type { MemberRows } from './simulate-members.ts';

/** As much of a Web Worker as is needed here. */
export interface HelperThread {
  addEventListener(type: 'message', listener: (event: MessageEvent<HelperReport>) => void): void;
  addEventListener(type: 'error', listener: (event: ErrorEvent) => void): void;
  postMessage(order: HelperOrder): void;
}

interface Awaiting {
  readonly resolve: (rows: readonly MemberRows[]) => void;
  readonly reject: (error: Error) => void;
}

interface Started {
  readonly thread: HelperThread;
  /** Orders answered in turn. */
  readonly awaiting: Awaiting[];
  /** The model it has. */
  text: string;
}

/** Threads that are started when they are first needed, and told of a model when they first need it. */
export class HelperThreads implements MemberThreads {
  readonly count: number;
  readonly #start: () => HelperThread;
  readonly #started: Started[] = [];
  #text = '';

  constructor(count: number, start: () => HelperThread) {
    this.count = count;
    this.#start = start;
  }

  /** The model of all that follows. */
  open(text: string): void {
    this.#text = text;
  }

  simulate(thread: number, request: LabRequest, first: number, last: number): Promise<readonly MemberRows[]> {
    this.#started[thread] ??= this.#begin();
    const helper = this.#started[thread];
    if (helper.text !== this.#text) {
      helper.text = this.#text;
      helper.thread.postMessage({ kind: 'open', text: this.#text });
    }
    return new Promise((resolve, reject) => {
      helper.awaiting.push({ resolve, reject });
      helper.thread.postMessage({ kind: 'members', request, first, last });
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
