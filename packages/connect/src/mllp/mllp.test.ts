import { instant } from '@twinward/contract';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { acknowledgement, FrameReader, frameOf } from './index.ts';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

it('finds every frame however the stream is cut', () => {
  const message = fc
    .uint8Array({ minLength: 1, maxLength: 40 })
    .map((bytes) => bytes.filter((byte) => byte !== 0x1c));
  fc.assert(
    fc.property(
      fc.array(message, { maxLength: 8 }),
      fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }),
      (messages, cuts) => {
        const stream = Buffer.concat(messages.map(frameOf));
        const reader = new FrameReader();
        const frames: string[] = [];
        for (let at = 0, turn = 0; at < stream.length; turn++) {
          const size = cuts[turn % cuts.length]!;
          frames.push(...reader.push(stream.subarray(at, at + size)).map(text));
          at += size;
        }
        expect(frames).toEqual(messages.map(text));
      },
    ),
  );
});

it('keeps an FS that no CR follows, and skips what stands between frames', () => {
  const reader = new FrameReader();
  expect(reader.push(Buffer.from('noise\r\n\x0bA\x1cB\x1c\r\n\x0bC')).map(text)).toEqual(['A\x1cB']);
  expect([reader.skipped, reader.unfinished]).toEqual([5, true]);
  expect(() => new FrameReader(3).push(Buffer.from('\x0bABCD'))).toThrow(/larger than 3 bytes/);
});

it('answers with the control id, to whoever sent', () => {
  const sent = Buffer.from('MSH|^~\\&|LAB|H|TW|W|20260301||ORU^R01|m-1|P|2.5\r');
  const answer = text(acknowledgement(sent, { code: 'AE', id: 'a-1', at: instant(0), text: 'no|PID' }));
  expect(answer).toBe(
    'MSH|^~\\&|TW|W|LAB|H|19700101000000.000+0000||ACK^R01^ACK|a-1|P|2.5\rMSA|AE|m-1|no PID\r',
  );
  expect(text(acknowledgement(Buffer.from('hello'), { code: 'AR', id: 'a-2', at: instant(0) }))).toContain(
    'MSA|AR||',
  );
});
