// Records come back as they were written, in every format, in any chunks; what is torn or changed is named.
import { TwinwardError } from '@twinward/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWfdbAnnotations } from './read-annotations.ts';
import { readWfdb } from './read-wfdb.ts';
import { readWfdbHeader, type WfdbFormat } from './wfdb-header.ts';

const RANGE: Readonly<Record<WfdbFormat, number>> = { 16: 32_767, 80: 127, 212: 2047 };

function encoded(format: WfdbFormat, samples: readonly number[]): Uint8Array {
  if (format === 80) return Uint8Array.from(samples, (value) => value + 128);
  if (format === 16) return Uint8Array.from(samples.flatMap((value) => [value & 0xff, (value >> 8) & 0xff]));
  const bytes: number[] = [];
  for (let i = 0; i < samples.length; i += 2) {
    const [a, b] = [samples[i]! & 0xfff, (samples[i + 1] ?? 0) & 0xfff];
    bytes.push(a & 0xff, (a >> 8) | ((b >> 8) << 4));
    if (i + 1 < samples.length) bytes.push(b & 0xff);
  }
  return Uint8Array.from(bytes);
}

const inChunks = (bytes: Uint8Array, size: number) =>
  async function* (): AsyncGenerator<Uint8Array> {
    for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size);
  };

async function columns(text: string, open: () => AsyncIterable<Uint8Array>, block = 7): Promise<number[][]> {
  const header = readWfdbHeader(text);
  const read: number[][] = header.signals.map(() => []);
  for await (const { signals } of readWfdb(header, open, block))
    signals.forEach((values, i) => {
      read[i]!.push(...values);
    });
  return read;
}

const refusal = async (run: () => unknown): Promise<TwinwardError> => {
  try {
    await run();
  } catch (error) {
    if (error instanceof TwinwardError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('the samples of a record', () => {
  it('come back as they were written, whatever the format, the frames and the chunks', async () => {
    const record = fc.constantFrom<WfdbFormat>(16, 80, 212).chain((format) =>
      fc.record({
        format: fc.constant(format),
        perFrame: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }),
        frames: fc.integer({ min: 1, max: 40 }),
        chunk: fc.integer({ min: 1, max: 17 }),
        seed: fc.infiniteStream(fc.integer({ min: -RANGE[format], max: RANGE[format] })),
      }),
    );
    await fc.assert(
      fc.asyncProperty(record, async ({ format, perFrame, frames, chunk, seed }) => {
        const width = perFrame.reduce((a, b) => a + b);
        const all = [...seed.take(frames * width)];
        const owners = perFrame.flatMap((count, i) => new Array<number>(count).fill(i));
        const expected = perFrame.map((_, i) => all.filter((_, k) => owners[k % width] === i));
        const sum = (values: readonly number[]): number => values.reduce((a, b) => (a + b) | 0, 0) & 0xffff;
        const lines = perFrame.map(
          (count, i) => `r.dat ${format}x${count} 1(0)/NU 12 0 0 ${sum(expected[i]!)} 0 signal ${i}`,
        );
        const text = `r ${perFrame.length} 250 ${frames}\n${lines.join('\n')}\n`;
        expect(await columns(text, inChunks(encoded(format, all), chunk))).toEqual(expected);
      }),
      { numRuns: 200, seed: 7 },
    );
  });

  it('stand where they were taken if the signal is skewed, and are NaN where there was none', async () => {
    const bytes = encoded(16, [1, 0, 2, 0, 3, 10, 4, 20, -32_768, 30]);
    const text = 'r 2 10 5\nr.dat 16 1(0) 0 0\nr.dat 16:2 10(0) 0 0\n';
    expect(await columns(text, inChunks(bytes, 3))).toEqual([
      [1, 2, 3, 4, Number.NaN],
      [1, 2, 3, Number.NaN, Number.NaN],
    ]);
  });

  it('are refused when the file is cut short or was changed', async () => {
    const bytes = encoded(16, [1, 2, 3, 4]);
    const text = 'r 1 10 4\nr.dat 16 1 12 0 1 10 0 lead\n';
    expect(await columns(text, inChunks(bytes, 5))).toEqual([[1, 2, 3, 4]]);
    const short = await refusal(() => columns(text, inChunks(bytes.subarray(0, 6), 5)));
    expect([short.code, short.place.field]).toEqual(['file.invalid', 'r.dat']);
    const changed = await refusal(() => columns(text, inChunks(encoded(16, [1, 2, 3, 5]), 5)));
    expect([changed.code, changed.place.field]).toEqual(['file.invalid', 'lead']);
  });
});

describe('a header', () => {
  it.each([
    ['', 'record'],
    ['r x 10 4\n', 'number of signals'],
    ['r 2 10 4\nr.dat 16\n', 'number of signals'],
    ['r 1 fast 4\nr.dat 16\n', 'sampling frequency'],
    ['r 1 10 4\nr.dat sixteen\n', 'format'],
    ['r 1 10 4\nr.dat 516\n', 'format'],
    ['r 1 10 4\nr.dat 16 much\n', 'gain'],
    ['r 1 10 4\n../r.dat 16\n', 'file'],
    ['r 1 10 4\nr.dat 16x999999999\n', 'format'],
    ['r 9999 10 4\nr.dat 16\n', 'number of signals'],
    ['r/3 1 10 4\nr.dat 16\n', 'record'],
  ])('%j is refused at its %s', async (text, field) => {
    const { place } = await refusal(() => readWfdbHeader(text));
    expect(place.field).toBe(field);
    expect(place.row).toBeGreaterThan(0);
  });

  it('of any text is read or refused in our words', () => {
    const pieces = fc.array(
      fc.constantFrom(
        'r',
        '100.dat',
        ' ',
        '\n',
        '16',
        '212x4',
        ':3',
        '+9',
        '200(0)/mV',
        '#',
        '-1',
        '1e9',
        'x',
        '/',
        '.',
      ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          pieces.map((parts) => parts.join('')),
          fc.string(),
        ),
        (text) => {
          try {
            readWfdbHeader(text);
          } catch (error) {
            expect(error).toBeInstanceOf(TwinwardError);
          }
        },
      ),
      { numRuns: 2000, seed: 11 },
    );
  });
});

describe('annotations', () => {
  it('of any bytes are read or refused in our words', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          readWfdbAnnotations(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(TwinwardError);
        }
      }),
      { numRuns: 2000, seed: 13 },
    );
  });

  it('with long pauses, texts, channels and numbers are read', () => {
    const word = (code: number, value: number): number[] => [value & 0xff, (code << 2) | (value >> 8)];
    const bytes = [
      ...[...word(28, 5), ...word(63, 3), ...[...'(AF'].map((c) => c.charCodeAt(0)), 0],
      ...[...word(59, 0), 1, 0, 2, 0, ...word(5, 7), ...word(62, 1), ...word(60, 3)],
      ...[...word(1, 100), 0, 0],
    ];
    const read = readWfdbAnnotations(Uint8Array.from(bytes));
    expect(read.map(({ frame, kind, text }) => [frame, kind, text])).toEqual([
      [5, '+', '(AF'],
      [5 + 65_538 + 7, 'V', null],
      [5 + 65_538 + 107, 'N', null],
    ]);
    expect(read[2]).toMatchObject({ channel: 1, number: 3 });
  });
});
