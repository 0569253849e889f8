import { FloorPlan } from '../../packages/web/src/hospital/floor-plan.ts';
import { ReplayCursor } from '../../packages/web/src/hospital/replay-cursor.ts';

const COLOURS = {
  panel: '#f6f7f8',
  line: '#868f97',
  ink: '#14181c',
  muted: '#59636c',
  held: '#0072b2',
  waiting: '#c65400',
};

/** Plays a replay as the page does, for so many seconds: how far apart frames were and how long each took to make, milliseconds. */
globalThis.playFloor = (replay, seconds, lasts) =>
  new Promise((resolve) => {
    const { plan, cursor } = opened(replay);
    const [apart, made] = [[], []];
    let [first, last] = [0, 0];
    const step = (now) => {
      if (first === 0) first = now;
      else apart.push(now - last);
      const passed = Math.min(0.1, last === 0 ? 0 : (now - last) / 1000);
      last = now;
      const began = performance.now();
      cursor.moveTo(replay.from + ((now - first) / 1000 / lasts) * (replay.until - replay.from));
      plan.paint(cursor.places, COLOURS, passed);
      made.push(performance.now() - began);
      if (now - first < 1000 * seconds) requestAnimationFrame(step);
      else resolve({ apart, made });
    };
    requestAnimationFrame(step);
  });

/** Jumps through a replay, forwards and back: how long each jump took to show, milliseconds. */
globalThis.scrubFloor = (replay, jumps) => {
  const { plan, cursor } = opened(replay);
  return Array.from({ length: jumps }, (_, i) => {
    const began = performance.now();
    cursor.moveTo(replay.from + ((i * 0.618034) % 1) * (replay.until - replay.from));
    plan.paint(cursor.places, COLOURS, Number.POSITIVE_INFINITY);
    return performance.now() - began;
  });
};

function opened(replay) {
  document.body.replaceChildren();
  const canvas = document.body.appendChild(document.createElement('canvas'));
  const plan = new FloorPlan(canvas, replay);
  plan.resize(1008, Math.min(2, devicePixelRatio));
  return { plan, cursor: new ReplayCursor(replay) };
}
