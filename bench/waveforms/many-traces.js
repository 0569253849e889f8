// Runs in a page: so many traces sweep at once, each a thousand points wide, fed ten times a second as the stream feeds them.
import { Sweep } from '../../packages/web/src/monitor/sweep.ts';
import { WaveBuffer } from '../../packages/web/src/monitor/wave-buffer.ts';

const WIDTH = 280;
const HEIGHT = 56;
const PIXELS_PER_SECOND = 70;
const KINDS = ['electrocardiogram', 'arterial-pressure', 'plethysmogram', 'respiration'];

globalThis.sweepMany = sweepMany;

/** Frames a second, longest task and script of a frame, ms, of `count` traces of `points` points over `seconds`. */
async function sweepMany(count, points, seconds) {
  const rate = points / (WIDTH / PIXELS_PER_SECOND);
  const traces = Array.from({ length: count }, (_, i) => ({
    name: `signal ${i}`,
    unit: 'mV',
    kind: KINDS[i % KINDS.length],
    step: 1,
    middle: 0,
    samples: new WaveBuffer(2 * points),
    beats: [],
  }));
  const look = {
    pixelsPerSecond: PIXELS_PER_SECOND,
    size: null,
    colour: '#007a59',
    faint: '#e3e6e9',
    ink: '#59636c',
    still: false,
  };
  document.body.style.cssText = 'margin:0;display:grid;grid-template-columns:repeat(4,1fr);gap:2px';
  const sweeps = traces.map((trace) => {
    const canvas = document.body.appendChild(document.createElement('canvas'));
    canvas.style.cssText = `width:${WIDTH}px;height:${HEIGHT}px`;
    const sweep = new Sweep(canvas, trace, look, () => undefined);
    sweep.resize(WIDTH, HEIGHT, 1);
    return sweep;
  });
  let [fed, longest] = [0, 0];
  const feed = (to) => {
    for (let i = Math.floor(fed * rate); i < Math.floor(to * rate); i++) {
      const t = i / rate;
      for (const [k, { samples }] of traces.entries())
        samples.push(t, Math.exp(-(((t + k / 9) % 0.8) ** 2) / 0.002) + 0.1 * Math.cos(9 * t + k));
    }
    for (const { beats } of traces) if (Math.floor(to / 0.8) > Math.floor(fed / 0.8)) beats.push(to - 0.2);
    fed = to;
  };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
  }).observe({ type: 'longtask' });
  const start = performance.now();
  const timer = setInterval(() => feed(2 + (performance.now() - start) / 1000), 100);
  feed(2);
  return new Promise((resolve) => {
    let [frames, script, from] = [0, 0, 0];
    const paint = (now) => {
      const begun = performance.now();
      const second = 1.6 + (now - start) / 1000;
      for (const sweep of sweeps) sweep.paint(second);
      if (now - start > 1000) {
        from ||= now;
        frames += 1;
        script += performance.now() - begun;
      }
      if (now - from < 1000 * seconds || from === 0) {
        requestAnimationFrame(paint);
        return;
      }
      clearInterval(timer);
      resolve({
        framesPerSecond: ((frames - 1) * 1000) / (now - from),
        longestTask: longest,
        script: script / frames,
      });
    };
    requestAnimationFrame(paint);
  });
}
