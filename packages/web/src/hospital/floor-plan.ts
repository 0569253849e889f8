import type { HospitalReplay } from '../generated/types.ts';
import { type FloorLayout, type FloorUnit, floorLayout } from './floor-layout.ts';
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

/** Share of the way to its place that a dot goes in a second, as a rate. */
const EASE = 9;
const FONT = '"Inter Variable", system-ui, sans-serif';
const ROUND = 2 * Math.PI;

/**
 * A floor plan on a canvas: a box for each unit of the hospital, a ring for each bed, room or member of staff in it, a dot for everybody who
 * is there or waits. Boxes and rings are painted once; each frame copies them and moves the dots.
 */
export class FloorPlan {
  readonly #draw: CanvasRenderingContext2D;
  readonly #replay: HospitalReplay;
  readonly #ground: HTMLCanvasElement;
  /** Where each entity was painted last, and in which frame. */
  readonly #x: Float32Array;
  readonly #y: Float32Array;
  readonly #seen: Int32Array;
  #layout: FloorLayout;
  #width = 0;
  #ratio = 1;
  #painted: FloorColours | null = null;
  #frame = 0;

  constructor(canvas: HTMLCanvasElement, replay: HospitalReplay) {
    this.#draw = canvas.getContext('2d')!;
    this.#replay = replay;
    this.#ground = document.createElement('canvas');
    const count = replay.entities.length;
    this.#x = new Float32Array(count);
    this.#y = new Float32Array(count);
    this.#seen = new Int32Array(count).fill(-1);
    this.#layout = floorLayout(replay.places, 0);
  }

  /** Lays the boxes out for a width and gives the height that they need. */
  resize(width: number, ratio: number): number {
    this.#width = width;
    this.#ratio = ratio;
    this.#layout = floorLayout(this.#replay.places, width);
    const { height } = this.#layout;
    const { canvas } = this.#draw;
    for (const one of [canvas, this.#ground]) {
      one.width = Math.round(width * ratio);
      one.height = Math.round(height * ratio);
    }
    canvas.style.height = `${height}px`;
    this.#draw.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.#painted = null;
    this.#seen.fill(-1);
    return height;
  }

  /** Paints one frame; `seconds` since the last move dots, infinitely many put them where they belong. */
  paint(places: readonly PlaceNow[], colours: FloorColours, seconds: number): void {
    if (this.#width === 0) return; // not laid out yet
    const draw = this.#draw;
    const { units, height, head, lines, pad } = this.#layout;
    if (this.#painted !== colours) this.#paintGround(colours);
    this.#frame += 1;
    const share = 1 - Math.exp(-EASE * seconds);
    draw.clearRect(0, 0, this.#width, height);
    draw.drawImage(this.#ground, 0, 0, this.#width, height);
    draw.fillStyle = colours.muted;
    draw.font = `${lines === 1 ? 12 : 10.5}px ${FONT}`;
    for (const unit of units) draw.fillText(countWords(unit, places), unit.x + pad, unit.y + head - 9);
    const [held, waiting] = [new Path2D(), new Path2D()];
    for (const unit of units) this.#place(unit, places, share, held, waiting);
    draw.fillStyle = colours.held;
    draw.fill(held);
    draw.fillStyle = colours.waiting;
    draw.fill(waiting);
  }

  #place(unit: FloorUnit, places: readonly PlaceNow[], share: number, held: Path2D, waiting: Path2D): void {
    const { columns, pitch, box } = this.#layout;
    let slot = 0;
    for (const place of unit.places)
      for (const entity of places[place]!.slots) {
        if (entity !== null) this.#dot(entity, unit, slot, share, held);
        slot += 1;
      }
    let next = Math.ceil(slot / columns) * columns;
    const last = columns * Math.floor((box.height - this.#layout.head) / pitch);
    for (const place of unit.places)
      for (const entity of places[place]!.queue) {
        if (next >= last) break;
        this.#dot(entity, unit, next, share, waiting);
        next += 1;
      }
  }

  /** Where a dot of a unit belongs. */
  #at(unit: FloorUnit, slot: number): readonly [number, number] {
    const { pad, dot, pitch, head, columns } = this.#layout;
    return [
      unit.x + pad + dot + (slot % columns) * pitch,
      unit.y + head + dot + Math.floor(slot / columns) * pitch,
    ];
  }

  #dot(entity: number, unit: FloorUnit, slot: number, share: number, path: Path2D): void {
    const [toX, toY] = this.#at(unit, slot);
    const { dot } = this.#layout;
    if (this.#seen[entity] === this.#frame) {
      // one that has a room and a doctor is one dot that goes its way, and another at the doctor's place
      path.moveTo(toX + dot, toY);
      path.arc(toX, toY, dot, 0, ROUND);
      return;
    }
    const fresh = this.#seen[entity]! < this.#frame - 1;
    // who was not there a frame ago comes from the edge of the unit, or is there at once where nothing moves
    const x = fresh ? (share < 1 ? unit.x : toX) : this.#x[entity]!;
    const y = fresh ? toY : this.#y[entity]!;
    this.#x[entity] = x + (toX - x) * share;
    this.#y[entity] = y + (toY - y) * share;
    this.#seen[entity] = this.#frame;
    path.moveTo(this.#x[entity]! + dot, this.#y[entity]!);
    path.arc(this.#x[entity]!, this.#y[entity]!, dot, 0, ROUND);
  }

  #paintGround(colours: FloorColours): void {
    this.#painted = colours;
    const draw = this.#ground.getContext('2d')!;
    const { units, sites, box, dot, pad, lines } = this.#layout;
    draw.setTransform(this.#ratio, 0, 0, this.#ratio, 0, 0);
    draw.clearRect(0, 0, this.#width, this.#layout.height);
    const large = lines === 1;
    draw.fillStyle = colours.ink;
    draw.font = `650 13.5px ${FONT}`;
    for (const { name, y } of sites) draw.fillText(name, 0, y + 16);
    draw.lineWidth = 1;
    draw.strokeStyle = colours.line;
    for (const unit of units) {
      draw.beginPath();
      draw.roundRect(unit.x + 0.5, unit.y + 0.5, box.width - 1, box.height - 1, large ? 11 : 8);
      draw.fillStyle = colours.panel;
      draw.fill();
      draw.stroke();
      draw.fillStyle = colours.ink;
      draw.font = `${large ? '620 13' : '600 11'}px ${FONT}`;
      for (const [line, text] of linesOf(draw, unit.name, box.width - 2 * pad, lines).entries())
        draw.fillText(text, unit.x + pad, unit.y + (large ? 19 : 14) + 12 * line);
      draw.beginPath();
      for (let slot = 0; slot < unit.slots; slot++) {
        const [x, y] = this.#at(unit, slot);
        draw.moveTo(x + dot + 0.4, y);
        draw.arc(x, y, dot + 0.4, 0, ROUND);
      }
      draw.stroke();
    }
  }
}

/** How many units are held, of how many, and how many wait. */
function countWords({ places: inside, slots }: FloorUnit, places: readonly PlaceNow[]): string {
  let [held, waits] = [0, 0];
  for (const place of inside) {
    const { slots: own, queue } = places[place]!;
    for (const entity of own) if (entity !== null) held += 1;
    waits += queue.length;
  }
  return `${held} of ${slots}${waits === 0 ? '' : `, ${waits} wait`}`;
}

/** A name on so many lines at most. */
function linesOf(
  draw: CanvasRenderingContext2D,
  name: string,
  width: number,
  most: number,
): readonly string[] {
  const words = name.split(' ');
  let first = words[0]!;
  let taken = 1;
  while (taken < words.length && draw.measureText(`${first} ${words[taken]}`).width <= width)
    first += ` ${words[taken++]}`;
  if (most === 1 || taken === words.length) return [fitted(draw, most === 1 ? name : first, width)];
  return [fitted(draw, first, width), fitted(draw, words.slice(taken).join(' '), width)];
}

/** A name as long as there is room for. */
function fitted(draw: CanvasRenderingContext2D, name: string, width: number): string {
  if (draw.measureText(name).width <= width) return name;
  let length = name.length - 1;
  while (length > 1 && draw.measureText(`${name.slice(0, length)}…`).width > width) length -= 1;
  return `${name.slice(0, length)}…`;
}
