import type { EventHandle } from '../event/event-calendar.ts';

/** No entity; the end of a list. */
export const NOBODY = -1;
/** No event. */
export const NO_EVENT: EventHandle = -1;

/** Where an entity is. */
export const EntityState = {
  /** A row in nobody's use; `link` names the next one. */
  free: 0,
  /** Taking steps, or about to. */
  active: 1,
  delayed: 2,
  waiting: 3,
  /** Waiting to get a unit back that pre-emption took, in the middle of a delay. */
  interrupted: 4,
  /** Waiting in a batch for it to be full. */
  gathering: 5,
  /** Led by another. */
  led: 6,
  /** About to go on with the delay in which it was interrupted. */
  resuming: 7,
  /** Waiting for a condition. */
  gated: 8,
  /** Waiting for those that split off from it. */
  joining: 9,
} as const;

/** Whole numbers of a row, by their place in it. */
export const EntityWhole = {
  /** The instruction it takes next. */
  pc: 0,
  source: 1,
  /** Its number among the entities of its source. */
  ordinal: 2,
  /** How often it has gone round. */
  pass: 3,
  /** Delays drawn anew after pre-emption. */
  attempts: 4,
  state: 5,
  /** The request it waits for. */
  request: 6,
  /** Units it holds, of all resources. */
  units: 7,
  /** The next free row, the next to resume, or the next in a batch. */
  link: 8,
  /** The first of those it leads. */
  followers: 9,
  /** Batches it leads, one within the other. */
  depth: 10,
  /** In which of its leader's batches it is led, from 1 on. */
  level: 11,
  /** Those that split off from it, to be joined again, and have not left. */
  parts: 12,
  /** What it split off from: its row, source and number; the row is -1 when nobody joins it. */
  parent: 13,
  parentSource: 14,
  parentOrdinal: 15,
  /** The next stage of its getting worse while it waits. */
  stage: 16,
} as const;
/** Whole numbers in a row. */
export const WHOLES = 17;

/** Doubles of a row, by their place in it. */
export const EntityDouble = {
  arrivedAt: 0,
  /** When what it does now began: its wait or its delay. */
  since: 1,
  /** When its delay ends; while interrupted, what is left of it, NaN to be drawn anew. */
  ends: 2,
  /** Of its delay, as drawn. */
  length: 3,
  /** The handle of the end of its delay, or of its patience. */
  event: 4,
  /** Of its last request: rises with each request made. */
  order: 5,
  priority: 6,
  /** The handle of its next getting worse. */
  worsens: 7,
} as const;
/** Doubles in a row. */
export const DOUBLES = 8;

/** Whole numbers of an entity at a resource, by their place. */
export const EntityStake = {
  /** Units held. */
  held: 0,
  /** Units waited for. */
  owed: 1,
  /** Rows behind and before it in the queue. */
  behind: 2,
  before: 3,
} as const;
/** Whole numbers of an entity at a resource. */
export const STAKES = 4;

// constants of this module, which engines can fold; exported ones are read anew each time
const NONE = NOBODY;
const NEVER = NO_EVENT;
const { free: FREE, active: ACTIVE } = EntityState;
const { source: SOURCE, ordinal: ORDINAL, pass: PASS, attempts: ATTEMPTS, state: STATE } = EntityWhole;
const { link: LINK, followers: FOLLOWERS, depth: DEPTH, level: LEVEL } = EntityWhole;
const { parts: PARTS, parent: PARENT, stage: STAGE } = EntityWhole;
const { event: EVENT, worsens: WORSENS } = EntityDouble;

/** Rows there is room for from the start. */
const ROOM = 256;
const HOLDER_LINKS = ['nextHolder', 'lastHolder', 'heldBy'] as const;
const HOLDER_KEYS = ['heldPriority', 'heldOrder', 'heldSince'] as const;
const BY_HOLDING = [...HOLDER_LINKS, ...HOLDER_KEYS] as const;

/**
 * The entities inside, one row each, in columns of typed arrays: plain data that goes to bytes as it is. A row that is free is
 * used again.
 */
export class EntityTable {
  readonly attributeCount: number;
  readonly resourceCount: number;
  readonly #holderCount: number;
  #rows = 0;
  /** Rows ever used. */
  used = 0;
  /** The first free row. */
  free: number = NONE;
  /** Entities inside. */
  inside = 0;

  /** [rows x WHOLES] */
  wholes: Int32Array = new Int32Array(0);
  /** [rows x DOUBLES] */
  doubles: Float64Array = new Float64Array(0);
  /** [rows x attributes] */
  attributes: Float64Array = this.doubles;
  /** [rows x resources x STAKES] */
  stakes: Int32Array = this.wholes;
  // by row and resource: row * resourceCount + resource
  /** Rows after and before it among the holders, and with which priority, order and since when it holds; where holders are listed. */
  nextHolder: Int32Array = this.wholes;
  lastHolder: Int32Array = this.wholes;
  /** The request by which it holds. */
  heldBy: Int32Array = this.wholes;
  heldPriority: Float64Array = this.doubles;
  heldOrder: Float64Array = this.doubles;
  heldSince: Float64Array = this.doubles;

  /** `listsHolders`: whether the columns of holders have room. */
  constructor(attributeCount: number, resourceCount: number, listsHolders: boolean) {
    this.attributeCount = attributeCount;
    this.resourceCount = resourceCount;
    this.#holderCount = listsHolders ? resourceCount : 0;
    this.reserve(ROOM);
  }

  /** A fresh row; everything in it is 0 but the links, which lead nowhere. */
  add(source: number, ordinal: number): number {
    const row = this.free === NONE ? this.#newRow() : this.free;
    if (row === this.free) this.free = this.wholes[row * WHOLES + LINK]!;
    this.inside += 1;
    const { wholes, doubles } = this;
    const at = row * WHOLES;
    wholes[at + SOURCE] = source;
    wholes[at + ORDINAL] = ordinal;
    wholes[at + PASS] = 0;
    wholes[at + ATTEMPTS] = 0;
    wholes[at + STATE] = ACTIVE;
    wholes[at + LINK] = NONE;
    wholes[at + FOLLOWERS] = NONE;
    wholes[at + DEPTH] = 0;
    wholes[at + LEVEL] = 0;
    wholes[at + PARTS] = 0;
    wholes[at + PARENT] = NONE;
    wholes[at + STAGE] = 0;
    doubles[row * DOUBLES + EVENT] = NEVER;
    doubles[row * DOUBLES + WORSENS] = NEVER;
    const { attributeCount } = this;
    for (let i = row * attributeCount; i < (row + 1) * attributeCount; i++) this.attributes[i] = 0;
    return row;
  }

  remove(row: number): void {
    this.inside -= 1;
    this.wholes[row * WHOLES + STATE] = FREE;
    this.wholes[row * WHOLES + LINK] = this.free;
    this.free = row;
  }

  /** The columns and how many numbers each has in a row, in a fixed order. */
  columns(): readonly (readonly [column: Float64Array | Int32Array, width: number])[] {
    return [
      [this.doubles, DOUBLES],
      [this.wholes, WHOLES],
      [this.attributes, this.attributeCount],
      [this.stakes, this.resourceCount * STAKES],
      ...BY_HOLDING.map((name) => [this[name], this.#holderCount] as const),
    ];
  }

  /** Forgets all rows: from here on it is as a new table, in the room it has. */
  clear(): void {
    for (const [column, width] of this.columns()) column.fill(0, 0, this.used * width);
    this.used = 0;
    this.free = NONE;
    this.inside = 0;
  }

  /** Makes room for so many rows, at least. */
  reserve(rows: number): void {
    if (rows <= this.#rows) return;
    this.#rows = rows;
    this.doubles = grown(this.doubles, rows * DOUBLES);
    this.wholes = grown(this.wholes, rows * WHOLES);
    this.stakes = grown(this.stakes, rows * this.resourceCount * STAKES);
    this.attributes = grown(this.attributes, rows * this.attributeCount);
    for (const name of HOLDER_LINKS) this[name] = grown(this[name], rows * this.#holderCount);
    for (const name of HOLDER_KEYS) this[name] = grown(this[name], rows * this.#holderCount);
  }

  #newRow(): number {
    if (this.used === this.#rows) this.reserve(this.used * 2);
    return this.used++;
  }
}

function grown<Column extends Float64Array | Int32Array>(column: Column, length: number): Column {
  const larger = column instanceof Float64Array ? new Float64Array(length) : new Int32Array(length);
  larger.set(column);
  return larger as Column;
}
