import { EventCalendar } from '@twinward/simulate';

/** How long a loop took and what it came to. */
export interface LoopRun {
  readonly seconds: number;
  /** Of M/M/1 the mean number inside; of hold the time of the last event. */
  readonly result: number;
}

const ARRIVAL = 1;
const DEPARTURE = 2;

let word = 0;

/** The same random words as the C++ program draws, so that both loops see the same events. */
function uniform(): number {
  word ^= word << 13;
  word ^= word >>> 17;
  word ^= word << 5;
  return ((word >>> 0) + 0.5) * 2.3283064365386963e-10;
}

function exponential(mean: number): number {
  return -mean * Math.log(uniform());
}

/** A queue with one server, Poisson arrivals and exponential service, rho 0.8, over the raw calendar. */
export function queueLoop(events: number): LoopRun {
  word = 2463534242 | 0;
  const calendar = new EventCalendar();
  const [between, service] = [1.25, 1];
  const started = performance.now();
  let [area, now, inside] = [0, 0, 0];
  calendar.schedule(exponential(between), 0, 0, ARRIVAL, 0);
  for (let i = 0; i < events; i++) {
    calendar.take();
    const { time, kind } = calendar;
    area += inside * (time - now);
    now = time;
    if (kind === ARRIVAL) {
      calendar.schedule(now + exponential(between), 0, 0, ARRIVAL, 0);
      if (++inside === 1) calendar.schedule(now + exponential(service), 0, 0, DEPARTURE, 0);
    } else if (--inside > 0) calendar.schedule(now + exponential(service), 0, 0, DEPARTURE, 0);
  }
  return { seconds: (performance.now() - started) / 1000, result: area / now };
}

/** The hold model (Jones 1986): take the next of many pending events, put back one a random time later. */
export function holdLoop(pending: number, events: number): LoopRun {
  word = 2463534242 | 0;
  const calendar = new EventCalendar();
  for (let i = 0; i < pending; i++) calendar.schedule(exponential(1), 0, 0, ARRIVAL, i);
  const started = performance.now();
  let last = 0;
  for (let i = 0; i < events; i++) {
    calendar.take();
    last = calendar.time;
    calendar.schedule(last + exponential(1), 0, 0, ARRIVAL, calendar.subject);
  }
  return { seconds: (performance.now() - started) / 1000, result: last };
}
