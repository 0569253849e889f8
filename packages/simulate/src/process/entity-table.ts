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
} as const;

// constants of this module, which engines can fold; exported ones are read anew each time
const NONE = NOBODY;
const NEVER = NO_EVENT;
const { free: FREE, active: ACTIVE } = EntityState;

const DOUBLES = ['arrivedAt', 'since', 'ends', 'length', 'event', 'order', 'priority'] as const;
const WHOLES = [
  'pc',
  'source',
  'ordinal',
  'pass',
  'attempts',
  'state',
  'request',
  'units',
  'link',
  'followers',
  'depth',
  'level',
] as const;
const BY_RESOURCE = ['held', 'owed', 'behind', 'before'] as const;
const HOLDER_LINKS = ['nextHolder', 'lastHolder'] as const;
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
  /** Rows ever used. */
  used = 0;
  /** The first free row. */
  free: number = NONE;
  /** Entities inside. */
  inside = 0;

  arrivedAt: Float64Array = new Float64Array(0);
  /** When what it does now began: its wait or its delay. */
  since: Float64Array = this.arrivedAt;
  /** When its delay ends; while interrupted, what is left of it, NaN to be drawn anew. */
  ends: Float64Array = this.arrivedAt;
  /** Of its delay, as drawn. */
  length: Float64Array = this.arrivedAt;
  /** The end of its delay, or of its patience. */
  event: Float64Array = this.arrivedAt;
  /** Of its last request: rises with each request made. */
  order: Float64Array = this.arrivedAt;
  priority: Float64Array = this.arrivedAt;
  pc: Int32Array = new Int32Array(0);
  source: Int32Array = this.pc;
  /** Its number among the entities of its source. */
  ordinal: Int32Array = this.pc;
  /** How often it has gone round. */
  pass: Int32Array = this.pc;
  /** Delays drawn anew after pre-emption. */
  attempts: Int32Array = this.pc;
  state: Int32Array = this.pc;
  /** The request it waits for. */
  request: Int32Array = this.pc;
  /** Units it holds, of all resources. */
  units: Int32Array = this.pc;
  /** The next free row, the next to resume, or the next in a batch. */
  link: Int32Array = this.pc;
  /** The first of those it leads. */
  followers: Int32Array = this.pc;
  /** Batches it leads, one within the other. */
  depth: Int32Array = this.pc;
  /** In which of its leader's batches it is led, from 1 on. */
  level: Int32Array = this.pc;
  /** [rows x attributes] */
  attributes: Float64Array = this.arrivedAt;
  // by row and resource: row * resourceCount + resource
  /** Units held, and units waited for. */
  held: Int32Array = this.pc;
  owed: Int32Array = this.pc;
  /** Rows behind and before it in the queue. */
  behind: Int32Array = this.pc;
  before: Int32Array = this.pc;
  /** Rows after and before it among the holders, and with which priority, order and since when it holds; where holders are listed. */
  nextHolder: Int32Array = this.pc;
  lastHolder: Int32Array = this.pc;
  heldPriority: Float64Array = this.arrivedAt;
  heldOrder: Float64Array = this.arrivedAt;
  heldSince: Float64Array = this.arrivedAt;

  /** `listsHolders`: whether the columns of holders have room. */
  constructor(attributeCount: number, resourceCount: number, listsHolders: boolean) {
    this.attributeCount = attributeCount;
    this.resourceCount = resourceCount;
    this.#holderCount = listsHolders ? resourceCount : 0;
    this.reserve(64);
  }

  /** A fresh row; everything in it is 0 but the links, which lead nowhere. */
  add(source: number, ordinal: number, time: number): number {
    const row = this.free === NONE ? this.#newRow() : this.free;
    if (row === this.free) this.free = this.link[row]!;
    this.inside += 1;
    this.source[row] = source;
    this.ordinal[row] = ordinal;
    this.arrivedAt[row] = time;
    this.state[row] = ACTIVE;
    this.pass[row] = 0;
    this.attempts[row] = 0;
    this.event[row] = NEVER;
    this.link[row] = NONE;
    this.followers[row] = NONE;
    this.depth[row] = 0;
    this.level[row] = 0;
    const { attributeCount } = this;
    for (let i = row * attributeCount; i < (row + 1) * attributeCount; i++) this.attributes[i] = 0;
    return row;
  }

  remove(row: number): void {
    this.inside -= 1;
    this.state[row] = FREE;
    this.link[row] = this.free;
    this.free = row;
  }

  /** The columns and how many numbers each has in a row, in a fixed order. */
  columns(): readonly (readonly [column: Float64Array | Int32Array, width: number])[] {
    return [
      ...DOUBLES.map((name) => [this[name], 1] as const),
      ...WHOLES.map((name) => [this[name], 1] as const),
      [this.attributes, this.attributeCount],
      ...BY_RESOURCE.map((name) => [this[name], this.resourceCount] as const),
      ...BY_HOLDING.map((name) => [this[name], this.#holderCount] as const),
    ];
  }

  /** Makes room for so many rows. */
  reserve(rows: number): void {
    for (const name of DOUBLES) this[name] = grown(this[name], rows);
    for (const name of WHOLES) this[name] = grown(this[name], rows);
    this.attributes = grown(this.attributes, rows * this.attributeCount);
    for (const name of BY_RESOURCE) this[name] = grown(this[name], rows * this.resourceCount);
    for (const name of HOLDER_LINKS) this[name] = grown(this[name], rows * this.#holderCount);
    for (const name of HOLDER_KEYS) this[name] = grown(this[name], rows * this.#holderCount);
  }

  #newRow(): number {
    if (this.used === this.pc.length) this.reserve(this.used * 2);
    return this.used++;
  }
}

function grown<Column extends Float64Array | Int32Array>(column: Column, length: number): Column {
  const larger = column instanceof Float64Array ? new Float64Array(length) : new Int32Array(length);
  larger.set(column);
  return larger as Column;
}
