import { expect, it } from 'vitest';
import type { Belief } from './belief.ts';
import { readBelief, writeBelief } from './belief-bytes.ts';
import { ByteReader } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';
import { instant } from './instant.ts';

const belief: Belief = {
  at: instant(1_700_000_000_000),
  size: 2,
  width: 3,
  values: Float64Array.of(1, -0, Number.NaN, 4, 5e-324, Number.POSITIVE_INFINITY),
  logWeights: Float64Array.of(-0.5, -1),
  structures: [Uint8Array.of(1, 2, 3), Uint8Array.of()],
};

const bytesOf = (value: Belief): Uint8Array => {
  const writer = new ByteWriter();
  writeBelief(writer, value);
  return writer.finish();
};

it('a belief comes back from its bytes as it was, to the last bit', () => {
  const bytes = bytesOf(belief);
  expect(readBelief(new ByteReader(bytes))).toEqual(belief);
  expect(bytesOf(readBelief(new ByteReader(bytes)))).toEqual(bytes);
});

it('bytes that end too early are called corrupt', () => {
  const bytes = bytesOf(belief);
  for (const length of [0, 7, 20, bytes.length - 1]) {
    expect(() => readBelief(new ByteReader(bytes.slice(0, length)))).toThrow(/bytes wanted/);
  }
});
