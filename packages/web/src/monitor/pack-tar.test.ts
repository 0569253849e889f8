import { expect, it } from 'vitest';
import { packTar } from './pack-tar.ts';

const text = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes);

it('files lie in a tar one after another, each behind a header that adds up', async () => {
  const files = [
    new File(['first'], 'r.hea'),
    new File([new Uint8Array(1024).fill(7)], 'r.dat'),
    new File([], 'r.atr'),
  ];
  const packed = new Uint8Array(await (await packTar(files)).arrayBuffer());
  expect(packed.length % 512).toBe(0);
  const found: [string, number][] = [];
  let at = 0;
  while (packed[at] !== 0) {
    const header = packed.subarray(at, at + 512);
    const sum = header.reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 32 : byte), 0);
    expect(Number.parseInt(text(header.subarray(148, 154)), 8)).toBe(sum);
    expect(text(header.subarray(257, 262))).toBe('ustar');
    const size = Number.parseInt(text(header.subarray(124, 135)), 8);
    found.push([text(header.subarray(0, 100)).replace(/\0+$/, ''), size]);
    if (at === 0) expect(text(packed.subarray(512, 517))).toBe('first');
    at += 512 + 512 * Math.ceil(size / 512);
  }
  expect(found).toEqual([
    ['r.hea', 5],
    ['r.dat', 1024],
    ['r.atr', 0],
  ]);
  expect(packed.length - at).toBe(1024);
});
