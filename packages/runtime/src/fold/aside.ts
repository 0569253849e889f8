// Readings that a model would not take in: they are kept beside the belief with the reason, and move nothing.
import type {
  ByteReader,
  ByteWriter,
  Instant,
  Measurement,
  RecentReading,
  TwinModel,
} from '@twinward/contract';
import type { TwinState } from './twin-state.ts';

/** Kept at most; the latest. */
const KEPT = 128;
/** Readings a model is shown to judge another by. */
const SHOWN = 96;

/** A reading set aside, and why in words for people. */
export interface AsideReading {
  readonly seq: number;
  readonly at: Instant;
  readonly observable: string;
  readonly value: number;
  readonly reason: string;
}

/** Why the model would set a reading aside, made at the instant of the state's belief; null if it takes it. */
export function reasonAside(model: TwinModel, state: TwinState, measurement: Measurement): string | null {
  return model.setAside?.(state.belief, measurement, recentOf(model, state)) ?? null;
}

function recentOf(model: TwinModel, { innovations, aside }: TwinState): readonly RecentReading[] {
  const taken = innovations.latest(SHOWN).map((row) => ({
    seq: row.seq,
    at: row.at,
    observable: model.observables[row.observable]?.name ?? '',
    value: row.observed,
    aside: false,
  }));
  const left = aside.map((one) => ({ ...one, aside: true }));
  return [...taken, ...left]
    .sort((a, b) => a.at - b.at || a.seq - b.seq)
    .map(({ at, observable, value, aside: was }) => ({ at, observable, value, aside: was }));
}

/** The state with one more reading beside it. */
export function withAside(
  state: TwinState,
  measurement: Measurement,
  seq: number,
  reason: string,
): TwinState {
  const { observable, value } = measurement;
  const one: AsideReading = { seq, at: state.belief.at, observable, value, reason };
  return {
    ...state,
    seq: Math.max(state.seq, seq),
    edge: { seq, count: state.edge.count + 1 },
    aside: asideWith(state.aside, one),
  };
}

/** Readings set aside with one more; the latest are kept. */
export function asideWith(aside: readonly AsideReading[], one: AsideReading): readonly AsideReading[] {
  return [...aside, one].slice(-KEPT);
}

/** Appends readings set aside to the bytes of a state. */
export function writeAside(writer: ByteWriter, aside: readonly AsideReading[]): void {
  writer.uint32(aside.length);
  for (const { seq, at, observable, value, reason } of aside)
    writer.float64(seq).float64(at).text(observable).float64(value).text(reason);
}

/** Reads what `writeAside` wrote. */
export function readAside(reader: ByteReader): readonly AsideReading[] {
  return Array.from({ length: reader.uint32() }, () => ({
    seq: reader.float64(),
    at: reader.float64() as Instant,
    observable: reader.text(),
    value: reader.float64(),
    reason: reader.text(),
  }));
}
