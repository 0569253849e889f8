import { TwinwardError } from '@twinward/contract';
import { SampleFile } from './sample-file.ts';
import type { WfdbHeader } from './wfdb-header.ts';

/** A stretch of a record, all signals at once. */
export interface WfdbBlock {
  /** Number of the first frame. */
  readonly first: number;
  readonly frames: number;
  /** Physical values of each signal of the header [frames x samples per frame], NaN where no sample was taken. */
  readonly signals: readonly Float64Array[];
}

/** Frames of a block unless the reader asks otherwise. */
const BLOCK = 4096;

/**
 * Streams the samples of a record, holding no more than a block and what the files send at once. `open` gives the bytes of a file named
 * in the header. Throws `file.invalid` when a file ends early or, once all is read, when samples do not add up to their checksum.
 *
 * @example
 * const header = readWfdbHeader('r 1 4 3\nr.dat 16 100(0)/mV\n');
 * const open = async function* () { yield Uint8Array.of(100, 0, 0, 128, 156, 255); };
 * const blocks = [];
 * for await (const block of readWfdb(header, open)) blocks.push(block);
 * blocks[0].signals[0].join(' '); // '1 NaN -1'
 */
export async function* readWfdb(
  header: WfdbHeader,
  open: (file: string) => AsyncIterable<Uint8Array>,
  block: number = BLOCK,
): AsyncGenerator<WfdbBlock> {
  const names = [...new Set(header.signals.map(({ file }) => file))];
  const sources = names.map((name) => ({
    bytes: open(name)[Symbol.asyncIterator](),
    samples: new SampleFile(header.signals.filter(({ file }) => file === name)),
    done: false,
  }));
  if (sources.length === 0) return;
  let first = 0;
  for (;;) {
    for (const source of sources) {
      while (!source.done && source.samples.ready < block) {
        const next = await source.bytes.next();
        if (next.done === true) {
          source.done = true;
          source.samples.end(header.frames);
        } else source.samples.push(next.value);
      }
    }
    const left = header.frames === null ? Infinity : header.frames - first;
    const frames = Math.min(block, left, ...sources.map(({ samples }) => samples.ready));
    if (frames === 0) break;
    const taken = new Map(sources.map(({ samples }, i) => [names[i]!, [...samples.take(frames)]]));
    yield { first, frames, signals: header.signals.map(({ file }) => taken.get(file)!.shift()!) };
    first += frames;
  }
  for (const { bytes, done } of sources) if (!done) await bytes.return?.();
  const counts = sources.map(({ samples }) => samples.check(header.frames));
  if (header.frames === null && new Set(counts).size > 1) {
    throw new TwinwardError(
      'file.invalid',
      `the files of ${header.record} hold ${counts.join(' and ')} frames`,
      {
        field: 'files',
      },
    );
  }
}
