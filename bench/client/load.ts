import { HttpConnection } from './http-connection.ts';

/** What a run of requests came to. */
export interface LoadFigures {
  readonly requests: number;
  readonly refused: number;
  readonly seconds: number;
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly highest: number;
}

/** A run: how many connections, for how many seconds, after how many of warming up, and what each request says. */
export interface LoadPlan {
  readonly address: string;
  readonly path: string;
  readonly token: string;
  readonly connections: number;
  readonly seconds: number;
  readonly warmUp: number;
  body(request: number): string;
}

/** Sends requests over all connections, each one after its answer, and measures those after the warming up. */
export async function runLoad(plan: LoadPlan): Promise<LoadFigures> {
  const { address, path, token, connections } = plan;
  const open = await Promise.all(
    Array.from({ length: connections }, () => HttpConnection.open(address, path, token)),
  );
  const begin = performance.now() + plan.warmUp * 1000;
  const end = begin + plan.seconds * 1000;
  const times: number[] = [];
  let [sent, refused] = [0, 0];
  await Promise.all(
    open.map(async (connection) => {
      while (performance.now() < end) {
        const { status, body, milliseconds } = await connection.send(plan.body(sent++));
        if (status === 429) {
          refused++;
          await new Promise((resolve) => setTimeout(resolve, 20));
        } else if (status !== 200) throw new Error(`the server answered ${status}: ${body.slice(0, 300)}`);
        else if (performance.now() >= begin) times.push(milliseconds);
      }
      connection.close();
    }),
  );
  const seconds = (performance.now() - begin) / 1000;
  times.sort((a, b) => a - b);
  const at = (share: number) =>
    times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? Number.NaN;
  return {
    requests: times.length,
    refused,
    seconds,
    perSecond: times.length / seconds,
    p50: at(0.5),
    p99: at(0.99),
    highest: at(1),
  };
}
