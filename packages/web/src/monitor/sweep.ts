// Draws one trace as a bedside monitor does: from the left, over what was there a page ago, with a bar of nothing ahead of it.
import { type TraceScale, traceScale } from './trace-scale.ts';
import type { Trace } from './wave-store.ts';

/** How a trace is to be drawn. */
export interface SweepLook {
  /** Pixels of the style sheet a second, and size of an electrocardiogram in mm/mV, null to fit. */
  readonly pixelsPerSecond: number;
  readonly size: number | null;
  readonly colour: string;
  readonly faint: string;
  readonly ink: string;
  /** A page is drawn whole and stands still until the next, instead of moving. */
  readonly still: boolean;
}

/** Pixels of nothing ahead of the trace, and above it for the marks of beats. */
const AHEAD = 22;
const MARKS = 12;
/** Seconds whose range decides the scale, and after which it is looked at again. */
const RANGE = 8;
const LOOK_AGAIN = 3;

/** Draws one trace on one canvas. */
export class Sweep {
  readonly #canvas: HTMLCanvasElement;
  readonly #trace: Trace;
  readonly #draw: CanvasRenderingContext2D;
  readonly #onScale: (scale: TraceScale, top: number) => void;
  readonly #look: SweepLook;
  #scale: TraceScale | null = null;
  #scaledAt = Number.NEGATIVE_INFINITY;
  /** Second drawn up to; everything is drawn anew while it is NaN. */
  #drawn = Number.NaN;
  #beatsDrawn = 0;
  #width = 0;
  #height = 0;

  /** `onScale` is told of each new scale, and how many pixels above it are kept for marks. */
  constructor(
    canvas: HTMLCanvasElement,
    trace: Trace,
    look: SweepLook,
    onScale: (scale: TraceScale, top: number) => void,
  ) {
    this.#onScale = onScale;
    this.#canvas = canvas;
    this.#trace = trace;
    this.#look = look;
    this.#draw = canvas.getContext('2d', { alpha: true })!;
  }

  /** Fits the canvas to the space it has. */
  resize(width: number, height: number, ratio: number): void {
    if (width === this.#width && height === this.#height && this.#canvas.width === Math.round(width * ratio))
      return;
    [this.#width, this.#height] = [width, height];
    this.#canvas.width = Math.round(width * ratio);
    this.#canvas.height = Math.round(height * ratio);
    this.#draw.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.#scaledAt = Number.NEGATIVE_INFINITY;
    this.#drawn = Number.NaN;
  }

  /** Draws up to a second; says whether anything was drawn. */
  paint(second: number): boolean {
    if (this.#width === 0 || this.#trace.samples.end === 0) return false;
    const page = this.#width / this.#look.pixelsPerSecond;
    const to = this.#look.still && !Number.isNaN(this.#drawn) ? Math.floor(second / page) * page : second;
    if (to <= this.#drawn) return false;
    this.#rescale(to);
    if (this.#scale === null) return false;
    if (Number.isNaN(this.#drawn) || to - this.#drawn > page / 2) this.#whole(to, page);
    else this.#stretch(this.#drawn, to, page);
    this.#drawn = to;
    return true;
  }

  #rescale(now: number): void {
    if (now - this.#scaledAt < LOOK_AGAIN) return;
    this.#scaledAt = now;
    const range = this.#trace.samples.range(now - RANGE, now);
    if (range === null) return;
    const scale = traceScale(this.#trace, range, this.#height - MARKS, this.#look.size);
    const old = this.#scale;
    const span = scale.high - scale.low;
    const fits =
      old !== null && old.low <= range[0] && old.high >= range[1] && old.high - old.low < 2.2 * span;
    if (fits && !Number.isNaN(this.#drawn)) return;
    this.#scale = scale;
    this.#drawn = Number.NaN;
    this.#onScale(scale, MARKS);
  }

  #whole(to: number, page: number): void {
    this.#draw.clearRect(0, 0, this.#width, this.#height);
    this.#beatsDrawn = 0;
    const from = Math.max(to - page + AHEAD / this.#look.pixelsPerSecond, 0);
    this.#lines(0, this.#width);
    this.#pieces(from, to, page);
  }

  /** Clears what is ahead and draws what is new. */
  #stretch(from: number, to: number, page: number): void {
    const start = this.#x(from, page);
    const cleared = (to - from) * this.#look.pixelsPerSecond + AHEAD;
    this.#clear(start + 0.5, Math.min(cleared, this.#width - start));
    if (start + cleared > this.#width) this.#clear(0, start + cleared - this.#width);
    this.#pieces(from, to, page);
  }

  #clear(x: number, width: number): void {
    this.#draw.clearRect(x, 0, width, this.#height);
    this.#lines(x, x + width);
  }

  /** Draws from one second to another, cut where the page begins again. */
  #pieces(from: number, to: number, page: number): void {
    for (let at = from; at < to; ) {
      const end = Math.min(to, (Math.floor(at / page + 1e-9) + 1) * page);
      this.#curve(at, end, page);
      at = end;
    }
    this.#beats(page, from, to);
  }

  #curve(from: number, to: number, page: number): void {
    const { samples } = this.#trace;
    const { pixelsPerSecond, colour } = this.#look;
    const start = Math.floor(from / page + 1e-9) * page;
    const draw = this.#draw;
    draw.strokeStyle = colour;
    draw.lineWidth = 1.4;
    draw.lineJoin = 'round';
    draw.beginPath();
    const first = samples.from(from);
    let pen = false;
    for (let i = first > samples.first ? first - 1 : first; i < samples.end; i++) {
      const time = samples.time(i);
      if (time > to) break;
      const value = samples.value(i);
      const x = (time - start) * pixelsPerSecond;
      if (Number.isNaN(value)) {
        pen = false;
        continue;
      }
      if (pen) draw.lineTo(x, this.#y(value));
      else draw.moveTo(x, this.#y(value));
      pen = true;
    }
    draw.stroke();
  }

  #beats(page: number, from: number, to: number): void {
    const { beats } = this.#trace;
    this.#draw.fillStyle = this.#look.ink;
    const { pixelsPerSecond } = this.#look;
    const oldest = to - page + (AHEAD + 4) / pixelsPerSecond;
    const start = this.#beatsDrawn === 0 ? oldest : Math.max(oldest, Math.min(this.#beatsDrawn, from));
    for (let i = beats.length - 1; i >= 0 && beats[i]! > start; i--) {
      if (beats[i]! > to) continue;
      const x = this.#x(beats[i]!, page);
      this.#draw.fillRect(x - 0.75, 1, 1.5, 6);
    }
    const last = beats.at(-1);
    if (last !== undefined) this.#beatsDrawn = Math.min(last, to);
  }

  #lines(from: number, to: number): void {
    if (this.#scale === null) return;
    this.#draw.fillStyle = this.#look.faint;
    for (const line of this.#scale.lines) this.#draw.fillRect(from, Math.round(this.#y(line)), to - from, 1);
  }

  #x(second: number, page: number): number {
    return (second - Math.floor(second / page + 1e-9) * page) * this.#look.pixelsPerSecond;
  }

  #y(value: number): number {
    const { low, high } = this.#scale!;
    const share = (high - value) / (high - low);
    return MARKS + Math.min(1, Math.max(0, share)) * (this.#height - MARKS - 2);
  }
}
