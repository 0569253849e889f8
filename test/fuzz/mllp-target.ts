import { acknowledgement, FrameReader, frameOf } from '@twinward/connect/mllp';
import { instant } from '@twinward/contract';
import fc from 'fast-check';
import { type FuzzTarget, readOrRefused } from './fuzz-target.ts';

const VT = 0x0b;
const FS = 0x1c;
const LARGEST = 400;

/** MLLP framing: frames cut anywhere come out whole, noise is refused, and nothing keeps more than is allowed. */
export const mllpTarget: FuzzTarget = {
  name: 'mllp',
  property: fc.property(
    fc
      .record({
        frames: fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 6 }),
        noise: fc.array(fc.record({ at: fc.nat(), byte: fc.constantFrom(VT, FS, 0x0d, 0x0a, 0, 65, 255) }), {
          maxLength: 3,
        }),
        cuts: fc.array(fc.nat(), { maxLength: 12 }),
      })
      .map(({ frames, noise, cuts }) =>
        JSON.stringify({ frames: frames.map((frame) => [...frame]), noise, cuts }),
      ),
    (text) => {
      const { frames, noise, cuts } = JSON.parse(text) as {
        readonly frames: readonly (readonly number[])[];
        readonly noise: readonly { readonly at: number; readonly byte: number }[];
        readonly cuts: readonly number[];
      };
      const clean = frames.map((bytes) =>
        Uint8Array.from(bytes.filter((byte) => byte !== VT && byte !== FS)),
      );
      const stream = [...Buffer.concat(clean.map((bytes) => frameOf(bytes)))];
      for (const { at, byte } of noise) stream.splice(at % (stream.length + 1), 0, byte);
      const reader = new FrameReader(LARGEST);
      const found: Uint8Array[] = [];
      const places = [...new Set([0, ...cuts.map((cut) => cut % (stream.length + 1)), stream.length])].sort(
        (a, b) => a - b,
      );
      const outcome = readOrRefused(() => {
        for (let i = 1; i < places.length; i++)
          found.push(...reader.push(Uint8Array.from(stream.slice(places[i - 1], places[i]))));
      }, /./);
      for (const frame of found) {
        if (frame.length > LARGEST) throw new Error('a frame is larger than is taken');
        // Whatever is answered is a frame itself.
        acknowledgement(frame, { code: 'AE', id: 'x', at: instant(0), text: 'no' });
      }
      if (noise.length > 0) return;
      if (outcome !== 'read' || found.length !== clean.length) throw new Error('a frame was lost at a cut');
      for (const [i, frame] of found.entries())
        if (Buffer.compare(frame, clean[i]!) !== 0)
          throw new Error('a frame came out otherwise than it went in');
    },
  ),
};
