import type { HospitalReplay } from '../generated/types.ts';
import type { PlaceNow } from './replay-cursor.ts';

/** Colours of the style sheet, read when the theme changes. */
export interface FloorColours {
  readonly panel: string;
  readonly line: string;
  readonly ink: string;
  readonly muted: string;
  readonly held: string;
  readonly waiting: string;
}

interface Box {
  readonly x: number;
  readonly y: number;
}

const BOX = { width: 158, height: 104 };
const [DOT, PITCH, PAD, NARROW] = [4, 12, 12, 640];
/** Share of the way to its place that a dot goes in a second, as a rate. */
const EASE = 9;

/** A floor plan on a canvas: a box for each place, a ring for each unit, a dot for everybody who is there or waits. */
export class FloorPlan {
  readonly #draw: CanvasRenderingContext2D;
  readonly #replay: HospitalReplay;
  readonly #at = new Map<number, { x: number; y: number; seen: number }>();
  #boxes: readonly Box[] = [];
  #width = 0;
  #height = 0;
  #frame = 0;

  constructor(canvas: HTMLCanvasElement, replay: HospitalReplay) {
    this.#draw = canvas.getContext('2d')!;
    this.#replay = replay;
  }

  /** Lays the boxes out for a width and gives the height that they need. */
  resize(width: number, ratio: number): number {
    this.#width = width;
    const { boxes, height } = boxesFor(this.#replay.places, width);
    this.#boxes = boxes;
    this.#height = height;
    const { canvas } = this.#draw;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.height = `${height}px`;
    this.#draw.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.#at.clear();
    return height;
  }

  /** Paints one frame; `seconds` since the last move dots, infinitely many put them where they belong. */
  paint(places: readonly PlaceNow[], colours: FloorColours, seconds: number): void {
    const draw = this.#draw;
    draw.clearRect(0, 0, this.#width, this.#height);
    this.#frame += 1;
    const share = 1 - Math.exp(-EASE * seconds);
    for (const [i, box] of this.#boxes.entries()) {
      const { slots, queue } = places[i]!;
      this.#box(this.#replay.places[i]!.name, box, slots, queue.length, colours);
      const columns = Math.floor((BOX.width - 2 * PAD) / PITCH);
      for (const [slot, entity] of slots.entries()) {
        const x = box.x + PAD + DOT + (slot % columns) * PITCH;
        const y = box.y + 44 + Math.floor(slot / columns) * PITCH;
        ring(draw, x, y, colours.line);
        if (entity !== null) this.#dot(entity, x, y, colours.held, share);
      }
      const top = box.y + 46 + Math.ceil(slots.length / columns) * PITCH;
      const most = Math.max(0, Math.floor((box.y + BOX.height - 4 - top) / PITCH)) * columns;
      for (const [k, entity] of queue.slice(0, most).entries())
        this.#dot(
          entity,
          box.x + PAD + DOT + (k % columns) * PITCH,
          top + DOT + Math.floor(k / columns) * PITCH,
          colours.waiting,
          share,
        );
    }
    for (const [entity, { seen }] of this.#at) if (seen !== this.#frame) this.#at.delete(entity);
  }

  #box(name: string, { x, y }: Box, slots: PlaceNow['slots'], waiting: number, colours: FloorColours): void {
    const draw = this.#draw;
    draw.beginPath();
    draw.roundRect(x + 0.5, y + 0.5, BOX.width - 1, BOX.height - 1, 11);
    draw.fillStyle = colours.panel;
    draw.fill();
    draw.strokeStyle = colours.line;
    draw.lineWidth = 1;
    draw.stroke();
    draw.fillStyle = colours.ink;
    draw.font = '620 13px "Inter Variable", system-ui, sans-serif';
    draw.fillText(name.length > 20 ? `${name.slice(0, 19)}…` : name, x + PAD, y + 19);
    draw.fillStyle = colours.muted;
    draw.font = '12px "Inter Variable", system-ui, sans-serif';
    const held = slots.filter((entity) => entity !== null).length;
    const words = `${held} of ${slots.length}${waiting === 0 ? '' : `, ${waiting} wait`}`;
    draw.fillText(words, x + PAD, y + 34);
  }

  #dot(entity: number, x: number, y: number, colour: string, share: number): void {
    const before = this.#at.get(entity) ?? {
      x: share < 1 ? -DOT : x,
      y: share < 1 ? this.#height / 2 : y,
      seen: 0,
    };
    const now = { x: before.x + (x - before.x) * share, y: before.y + (y - before.y) * share };
    this.#at.set(entity, { ...now, seen: this.#frame });
    this.#draw.beginPath();
    this.#draw.arc(now.x, now.y, DOT, 0, 2 * Math.PI);
    this.#draw.fillStyle = colour;
    this.#draw.fill();
  }
}

function ring(draw: CanvasRenderingContext2D, x: number, y: number, colour: string): void {
  draw.beginPath();
  draw.arc(x, y, DOT + 0.5, 0, 2 * Math.PI);
  draw.strokeStyle = colour;
  draw.lineWidth = 1;
  draw.stroke();
}

/** By the metres of the plan where there is room and every place has them; row by row elsewhere. */
function boxesFor(
  places: HospitalReplay['places'],
  width: number,
): { readonly boxes: readonly Box[]; readonly height: number } {
  const gap = 14;
  if (width >= NARROW && places.every(({ x, y }) => x !== null && y !== null)) {
    const [mostX, mostY] = [
      Math.max(1, ...places.map(({ x }) => x!)),
      Math.max(1, ...places.map(({ y }) => y!)),
    ];
    const height = Math.max(
      2 * BOX.height + gap,
      Math.round((mostY / mostX) * (width - BOX.width)) + BOX.height,
    );
    return {
      boxes: places.map(({ x, y }) => ({
        x: Math.round((x! / mostX) * (width - BOX.width)),
        y: Math.round((y! / mostY) * (height - BOX.height)),
      })),
      height,
    };
  }
  const columns = Math.max(1, Math.floor((width + gap) / (BOX.width + gap)));
  return {
    boxes: places.map((_, i) => ({
      x: (i % columns) * (BOX.width + gap),
      y: Math.floor(i / columns) * (BOX.height + gap),
    })),
    height: Math.ceil(places.length / columns) * (BOX.height + gap) - gap,
  };
}
