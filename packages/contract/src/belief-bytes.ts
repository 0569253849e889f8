import type { Belief } from './belief.ts';
import type { ByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';
import type { Instant } from './instant.ts';

/** Appends a belief in its canonical form: equal beliefs give equal bytes, which is what snapshots hash. */
export function writeBelief(writer: ByteWriter, belief: Belief): void {
  writer.float64(belief.at).uint32(belief.size).uint32(belief.width).float64s(belief.values);
  writer.uint32(belief.logWeights === null ? 0 : 1);
  if (belief.logWeights !== null) writer.float64s(belief.logWeights);
  writer.uint32(belief.structures === null ? 0 : 1);
  if (belief.structures !== null) for (const bytes of belief.structures) writer.raw(bytes);
}

/** Reads back what `writeBelief` wrote. */
export function readBelief(reader: ByteReader): Belief {
  const at = reader.float64() as Instant;
  const size = reader.uint32();
  const width = reader.uint32();
  const values = reader.float64s();
  const logWeights = reader.uint32() === 1 ? reader.float64s() : null;
  const structures = reader.uint32() === 1 ? Array.from({ length: size }, () => reader.raw()) : null;
  return { at, size, width, values, logWeights, structures };
}
