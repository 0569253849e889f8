import type { HospitalReplay } from '../generated/types.ts';
import { type FloorLayout, type FloorSection, type FloorUnit, floorLayout } from './floor-layout.ts';
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

/** What a place for a dot holds: nothing, or one at rest who is served or waits. */
type Rest = 0 | 1 | 2;
/** Who is on the way. */
interface Moving {
  readonly held: number[];
  readonly waiting: number[];
}
/** A dot so near to its place is at rest, pixels. */
const NEAR = 0.4;

/**
 * A floor plan on a canvas: a box for each unit of the hospital, a ring for each bed, room or member of staff in it, a dot for everybody who
 * is there or waits. Boxes and who is at rest are kept in a picture of their own, of which only what changes is painted; each frame copies it
 * and paints those on their way: most of a hospital lies still.
 */
export class FloorPlan {
  readonly #draw: CanvasRenderingContext2D;
  readonly #replay: HospitalReplay;
  readonly #ground: HTMLCanvasElement;
  /** Where each entity was painted last, and in which frame. */
  readonly #x: Float32Array;
  readonly #y: Float32Array;
  readonly #seen: Int32Array;
  /** Who is at rest in each place of each unit, as the ground shows it. */
  #rest: readonly Uint8Array[] = [];
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
    const { units, height, lines } = this.#layout;
    if (this.#painted !== colours) this.#paintGround(colours);
    this.#frame += 1;
    const share = 1 - Math.exp(-EASE * seconds);
    const moving: Moving = { held: [], waiting: [] };
    for (const [u, unit] of units.entries()) this.#place(u, unit, places, share, moving);
    draw.clearRect(0, 0, this.#width, height);
    draw.drawImage(this.#ground, 0, 0, this.#width, height);
    draw.fillStyle = colours.muted;
    draw.font = `${lines === 1 ? 12 : 10.5}px ${FONT}`;
    for (const unit of units) for (const section of unit.sections) this.#count(unit, section, places);
    for (const tone of ['held', 'waiting'] as const) {
      draw.fillStyle = colours[tone];
      for (const entity of moving[tone]) {
        // each by itself: a path of all is much slower to fill
        draw.beginPath();
        draw.arc(this.#x[entity]!, this.#y[entity]!, this.#layout.dot, 0, ROUND);
        draw.fill();
      }
    }
  }

  /** Writes how many are held and wait: beside the name of a resource, or alone where there is no room for one. */
  #count(unit: FloorUnit, section: FloorSection, places: readonly PlaceNow[]): void {
    const draw = this.#draw;
    const { boxWidth, pad } = this.#layout;
    const words = countWords(section, places);
    const y = unit.y + section.top - 9;
    if (section.name === null) {
      draw.fillText(words, unit.x + pad, y);
      return;
    }
    const counted = draw.measureText(words).width;
    draw.fillText(words, unit.x + boxWidth - pad - counted, y);
    draw.fillText(fitted(draw, section.name, boxWidth - 2 * pad - counted - 8), unit.x + pad, y);
  }

  /** Moves the dots of a unit towards their places; what has changed at rest is painted into the ground. */
  #place(u: number, unit: FloorUnit, places: readonly PlaceNow[], share: number, moving: Moving): void {
    const { columns } = this.#layout;
    for (const section of unit.sections) {
      const { cells } = section;
      let slot = 0;
      for (const place of section.places)
        for (const entity of places[place]!.slots) {
          if (slot >= cells) break;
          this.#show(u, unit, section, slot, this.#arrives(entity, unit, section, slot, share, 1, moving));
          slot += 1;
        }
      for (; slot % columns !== 0 && slot < cells; slot++) this.#show(u, unit, section, slot, 0);
      for (const place of section.places)
        for (const entity of places[place]!.queue) {
          if (slot >= cells) break;
          this.#show(u, unit, section, slot, this.#arrives(entity, unit, section, slot, share, 2, moving));
          slot += 1;
        }
      for (; slot < cells; slot++) this.#show(u, unit, section, slot, 0);
    }
  }

  /** Where a dot of a unit belongs. */
  #at(unit: FloorUnit, { top }: FloorSection, slot: number): readonly [number, number] {
    const { pad, dot, pitch, columns } = this.#layout;
    return [
      unit.x + pad + dot + (slot % columns) * pitch,
      unit.y + top + dot + Math.floor(slot / columns) * pitch,
    ];
  }

  /** Moves a dot towards its place: what is at rest there then. Who is still on the way is put among the moving. */
  #arrives(
    entity: number | null,
    unit: FloorUnit,
    section: FloorSection,
    slot: number,
    share: number,
    kind: 1 | 2,
    moving: Moving,
  ): Rest {
    if (entity === null) return 0;
    // one that has a room and a doctor goes its way to the room, and is at once at the doctor's place
    if (this.#seen[entity] === this.#frame) return kind;
    const [toX, toY] = this.#at(unit, section, slot);
    const fresh = this.#seen[entity]! < this.#frame - 1;
    // who was not there a frame ago comes from the edge of the unit, or is there at once where nothing moves
    const x = fresh ? unit.x : this.#x[entity]!;
    const y = fresh ? toY : this.#y[entity]!;
    this.#seen[entity] = this.#frame;
    const near = Math.abs(toX - x) < NEAR && Math.abs(toY - y) < NEAR;
    this.#x[entity] = near ? toX : x + (toX - x) * share;
    this.#y[entity] = near ? toY : y + (toY - y) * share;
    if (near || share === 1) return kind;
    moving[kind === 1 ? 'held' : 'waiting'].push(entity);
    return 0;
  }

  /** Paints a place into the ground if it holds another than before. */
  #show(u: number, unit: FloorUnit, section: FloorSection, slot: number, holds: Rest): void {
    const rest = this.#rest[u]!;
    if (rest[section.first + slot] === holds) return;
    rest[section.first + slot] = holds;
    const draw = this.#ground.getContext('2d')!;
    const { dot, pitch } = this.#layout;
    const { panel, line, held, waiting } = this.#painted!;
    const [x, y] = this.#at(unit, section, slot);
    draw.fillStyle = panel;
    draw.fillRect(x - pitch / 2, y - pitch / 2, pitch, pitch);
    if (slot < section.slots) {
      draw.strokeStyle = line;
      draw.beginPath();
      draw.arc(x, y, dot + 0.4, 0, ROUND);
      draw.stroke();
    }
    if (holds === 0) return;
    draw.fillStyle = holds === 1 ? held : waiting;
    draw.beginPath();
    draw.arc(x, y, dot, 0, ROUND);
    draw.fill();
  }

  #paintGround(colours: FloorColours): void {
    this.#painted = colours;
    const draw = this.#ground.getContext('2d')!;
    const { units, sites, boxWidth, dot, pad, lines } = this.#layout;
    this.#rest = units.map(
      ({ sections }) => new Uint8Array(sections.reduce((sum, { cells }) => sum + cells, 0)),
    );
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
      draw.roundRect(unit.x + 0.5, unit.y + 0.5, boxWidth - 1, unit.height - 1, large ? 11 : 8);
      draw.fillStyle = colours.panel;
      draw.fill();
      draw.stroke();
      draw.fillStyle = colours.ink;
      draw.font = `${large ? '620 13' : '600 11'}px ${FONT}`;
      for (const [line, text] of linesOf(draw, unit.name, boxWidth - 2 * pad, lines).entries())
        draw.fillText(text, unit.x + pad, unit.y + (large ? 21 : 14) + 12 * line);
      draw.beginPath();
      for (const section of unit.sections)
        for (let slot = 0; slot < section.slots; slot++) {
          const [x, y] = this.#at(unit, section, slot);
          draw.moveTo(x + dot + 0.4, y);
          draw.arc(x, y, dot + 0.4, 0, ROUND);
        }
      draw.stroke();
    }
  }
}

/** How many units of a resource are held, of how many, and how many wait; of several resources, who is there: one may hold a room and a nurse. */
function countWords({ places: inside, slots }: FloorSection, places: readonly PlaceNow[]): string {
  let waits = 0;
  for (const place of inside) waits += places[place]!.queue.length;
  const there = inside.flatMap((place) => places[place]!.slots).filter((entity) => entity !== null);
  const words = inside.length > 1 ? `${new Set(there).size} there` : `${there.length} of ${slots}`;
  return `${words}${waits === 0 ? '' : `, ${waits} wait`}`;
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
