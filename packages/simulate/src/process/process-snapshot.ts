import { ByteReader, ByteWriter, TwinwardError } from '@twinward/contract';
import { EventCalendar } from '../event/event-calendar.ts';
import type { Arrivals } from './arrivals.ts';
import type { CapacityChanges } from './capacity-changes.ts';
import type { Gates } from './gates.ts';
import type { Gatherings } from './gatherings.ts';
import type { ProcessState } from './process-state.ts';
import type { ResourcePool } from './resource-pool.ts';

const FORMAT = 0x54575032; // 'TWP2'

/** All that a run consists of. */
export interface RunParts {
  readonly state: ProcessState;
  readonly pool: ResourcePool;
  readonly arrivals: Arrivals;
  readonly gatherings: Gatherings;
  readonly gates: Gates;
  readonly changes: CapacityChanges;
}

/** The head of a snapshot, and what reads the rest of it into a fresh run of the same model. */
export interface Snapshot {
  readonly seed: string;
  readonly warmUp: number;
  readonly read: (parts: RunParts) => void;
}

/** The state of a run as bytes: the same state, the same bytes. */
export function writeSnapshot(seed: string, warmUp: number, parts: RunParts): Uint8Array {
  const { state } = parts;
  const { entities } = state;
  const bytes = new ByteWriter().uint32(FORMAT).text(state.program.fingerprint).text(seed).float64(warmUp);
  bytes.float64(state.now).float64(state.requests).raw(state.calendar.toBytes());
  bytes
    .uint32(entities.used)
    .uint32(entities.free >>> 0)
    .uint32(entities.inside);
  for (const [column, width] of entities.columns()) writeColumn(bytes, column, entities.used * width);
  for (const column of columnsOf(parts)) writeColumn(bytes, column, column.length);
  return bytes.finish();
}

/** Reads the head of a snapshot. Throws `file.invalid` for bytes that are none; `read` throws it for those of another model. */
export function readSnapshot(given: Uint8Array): Snapshot {
  const bytes = new ByteReader(given);
  const [format, fingerprint, seed, warmUp] = sound(() => [
    bytes.uint32(),
    bytes.text(),
    bytes.text(),
    bytes.float64(),
  ]);
  if (format !== FORMAT) throw invalid('these bytes are no snapshot of a run');
  const read = (parts: RunParts): void => {
    const { state } = parts;
    const { entities } = state;
    if (fingerprint !== state.program.fingerprint) throw invalid('this snapshot is of another model');
    sound(() => {
      state.now = bytes.float64();
      state.requests = bytes.float64();
      state.calendar = EventCalendar.fromBytes(bytes.raw());
      entities.used = bytes.uint32();
      entities.free = bytes.uint32() | 0;
      entities.inside = bytes.uint32();
      if (entities.used > given.length) throw invalid('this snapshot is damaged');
      entities.reserve(entities.used);
      for (const [column, width] of entities.columns()) readColumn(bytes, column, entities.used * width);
      for (const column of columnsOf(parts)) readColumn(bytes, column, column.length);
    });
    if (!bytes.done) throw invalid('this snapshot is damaged');
  };
  return { seed, warmUp, read };
}

/** The numbers of a run but for its time, its calendar and the rows of its entities. */
export function columnsOf({
  state,
  pool,
  arrivals,
  gatherings,
  gates,
  changes,
}: RunParts): readonly (Float64Array | Int32Array)[] {
  return [
    ...state.statistics.columns(),
    pool.lines.first,
    pool.lines.last,
    pool.holders.first,
    pool.lines.returned,
    pool.added,
    pool.eligibility.shared,
    state.signals,
    gates.first,
    gates.last,
    arrivals.arrivals,
    arrivals.produced,
    gatherings.first,
    gatherings.last,
    gatherings.count,
    gatherings.timeOut,
    changes.scheduled,
  ];
}

function writeColumn(bytes: ByteWriter, column: Float64Array | Int32Array, length: number): void {
  const doubles = column instanceof Float64Array;
  for (let i = 0; i < length; i++) {
    if (doubles) bytes.float64(column[i]!);
    else bytes.uint32(column[i]! >>> 0);
  }
}

function readColumn(bytes: ByteReader, column: Float64Array | Int32Array, length: number): void {
  const doubles = column instanceof Float64Array;
  for (let i = 0; i < length; i++) column[i] = doubles ? bytes.float64() : bytes.uint32();
}

function sound<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof TwinwardError && error.code === 'belief.corrupt')
      throw invalid('this snapshot is cut off');
    throw error;
  }
}

function invalid(why: string): TwinwardError {
  return new TwinwardError('file.invalid', why, { field: 'snapshot', remedy: 'give what snapshot() gave' });
}
