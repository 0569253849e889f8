// The canonical bytes of a folded state: equal states give equal bytes, which is what snapshots hold and replay is held to.
import {
  ByteReader,
  ByteWriter,
  type FitState,
  type Instant,
  readBelief,
  type TwinOpened,
  TwinwardError,
  writeBelief,
} from '@twinward/contract';
import { readAside, writeAside } from './aside.ts';
import { InnovationRing } from './innovation-ring.ts';
import type { Acting, Feeding, TwinState } from './twin-state.ts';

const FORMAT = 'twinward state 3';
/** Without what the filter did about each reading; such states can be looked at, but what is folded on is folded again. */
const EARLIER_FORMAT = 'twinward state 2';
const FIT_KINDS = ['fits', 'warming-up', 'abstains'] as const;

/** A state as bytes. The subject's facts are not among them: they stand in the opening. */
export function encodeState(state: TwinState): Uint8Array {
  const writer = new ByteWriter();
  writer.text(FORMAT).text(state.twin).text(state.model).text(state.modelVersion).text(state.seed);
  writer.float64(state.openedAt);
  writeOptional(writer, state.closedAt);
  writeOptional(writer, state.lastObservedAt);
  writer.float64(state.seq).float64(state.edge.seq).uint32(state.edge.count);
  const { readings, interventions, inputs } = state.counts;
  writer.float64(readings).float64(interventions).float64(inputs);
  writeFit(writer, state.fit);
  writeBelief(writer, state.belief);
  writer.uint32(state.acting.length);
  for (const acting of state.acting) writeActing(writer, acting);
  writer.uint32(state.feeding.length);
  for (const feeding of state.feeding) writeFeeding(writer, feeding);
  writer.float64s(state.innovations.flat());
  writeAside(writer, state.aside);
  return writer.finish();
}

/** Whether bytes are of the format that is written now, so that folding on from them gives the bytes that folding anew gives. */
export function isCurrentFormat(bytes: Uint8Array): boolean {
  return new ByteReader(bytes).text() === FORMAT;
}

/**
 * Reads back what `encodeState` wrote for the twin of an opening, now or in the format before. Throws `belief.corrupt` if the bytes are of another format or
 * another twin.
 */
export function decodeState(bytes: Uint8Array, opened: TwinOpened): TwinState {
  const reader = new ByteReader(bytes);
  const format = reader.text();
  if ((format !== FORMAT && format !== EARLIER_FORMAT) || reader.text() !== opened.twin) {
    throw new TwinwardError('belief.corrupt', 'the bytes are not a state of this twin', {
      remedy: 'rebuild the belief from the record with `twinward replay`',
    });
  }
  const [model, modelVersion, seed] = [reader.text(), reader.text(), reader.text()];
  const openedAt = reader.float64() as Instant;
  const [closedAt, lastObservedAt] = [readOptional(reader), readOptional(reader)];
  const seq = reader.float64();
  const edge = { seq: reader.float64(), count: reader.uint32() };
  const counts = { readings: reader.float64(), interventions: reader.float64(), inputs: reader.float64() };
  const fit = readFit(reader);
  const belief = readBelief(reader);
  const acting = Array.from({ length: reader.uint32() }, () => readActing(reader));
  const feeding = Array.from({ length: reader.uint32() }, () => readFeeding(reader));
  const flat = reader.float64s();
  const innovations = format === FORMAT ? InnovationRing.fromFlat(flat) : InnovationRing.fromEarlier(flat);
  const aside = readAside(reader);
  return {
    twin: opened.twin,
    subject: opened.subject,
    model,
    modelVersion,
    seed,
    openedAt,
    closedAt,
    belief,
    seq,
    edge,
    lastObservedAt,
    acting,
    feeding,
    innovations,
    aside,
    fit,
    counts,
  };
}

function writeOptional(writer: ByteWriter, at: Instant | null): void {
  writer.float64(at ?? Number.NaN);
}

function readOptional(reader: ByteReader): Instant | null {
  const at = reader.float64();
  return Number.isNaN(at) ? null : (at as Instant);
}

function writeFit(writer: ByteWriter, fit: FitState): void {
  writer.uint32(FIT_KINDS.indexOf(fit.kind)).text(fit.kind === 'fits' ? '' : fit.reason);
  writer.float64(fit.kind === 'abstains' ? fit.since : Number.NaN);
}

function readFit(reader: ByteReader): FitState {
  const kind = FIT_KINDS[reader.uint32()];
  const reason = reader.text();
  const since = reader.float64() as Instant;
  if (kind === 'abstains') return { kind, reason, since };
  return kind === 'warming-up' ? { kind, reason } : { kind: 'fits' };
}

function writeActing(writer: ByteWriter, { seq, intervention }: Acting): void {
  const amounts = Object.entries(intervention.amounts).sort(([a], [b]) => (a < b ? -1 : 1));
  writer.float64(seq).text(intervention.type).float64(intervention.effectiveAt).uint32(amounts.length);
  for (const [name, amount] of amounts) writer.text(name).float64(amount);
}

function readActing(reader: ByteReader): Acting {
  const [seq, type, effectiveAt] = [reader.float64(), reader.text(), reader.float64() as Instant];
  const amounts = Object.fromEntries(
    Array.from({ length: reader.uint32() }, () => [reader.text(), reader.float64()] as const),
  );
  return { seq, intervention: { type, effectiveAt, amounts } };
}

function writeFeeding(writer: ByteWriter, { seq, at, input, values }: Feeding): void {
  writer
    .float64(seq)
    .float64(at)
    .text(input)
    .uint32(values === null ? 0 : 1);
  if (values !== null) writer.float64s(values);
}

function readFeeding(reader: ByteReader): Feeding {
  const [seq, at, input] = [reader.float64(), reader.float64() as Instant, reader.text()];
  return { seq, at, input, values: reader.uint32() === 1 ? reader.float64s() : null };
}
