import { readWfdb, readWfdbAnnotations, readWfdbHeader } from '@twinward/connect/wfdb';
import fc from 'fast-check';
import { type FuzzTarget, streamOrRefused } from './fuzz-target.ts';

/** A record in the three formats, as it may lie on a disk; bytes are the characters of a Latin-1 text. */
const RECORD: Readonly<Record<string, string>> = {
  'r.hea':
    'r 4 125/250(3) 6 17:27:45 15/08/1994\na.dat 212x2 200(0)/mV 12 0 1 3 0 MLII\na.dat 212 12.84(-1605)/mmHg 12 0 -943 0 0 ABP\n' +
    'b.dat 16:1+4 2000 16 0 -304 631 0 RESP\nc.dat 80 1/NU 8 0 0 7 0 Pleth\n# 69 M\n',
  'a.dat': '\u0001\u0000\u0002\u0003\u0010\u0004\u00ff\u00f7\u0080\u0000\u0008\u0000'.repeat(3),
  'b.dat': '####\u0001\u0000\u0002\u0000\u0000\u0080\u0003\u0000\u00ff\u00ff\u0001\u0001',
  'c.dat': '\u0080\u0081\u0000\u00ff\u0080\u007f',
  'r.atr':
    '\u0012p\u0003\u00fc(N\u0000\u0000\u0005\u0004\u0000\u00ec\u0001\u0000\u0002\u0000\u0007\u0014\u0003\u00f0\u0000\u0000',
};

const ODD = [
  ...[
    '',
    ' ',
    '\n',
    '0',
    '-1',
    '1e999',
    '1e-300',
    '99999999999999999999',
    '212',
    '16',
    '80',
    '516',
    'x',
    'x999999999',
    ':9',
    '+9',
    '/',
    '(',
  ],
  ...[
    ')',
    '#',
    '\u0000',
    '\u00ff\u00ff',
    '\u0000\u00ec\u00ff\u00ff\u00ff\u007f',
    '\u00ff\u00ff\u00ff',
    'a.dat',
    '../r.hea',
    '__proto__',
    'r/3',
    '1',
    '4',
  ],
];

/** Whatever is read this much cannot have come from so small a record. */
const MOST = 200_000;

/** Records whose header, samples and annotations are changed in a few words and bytes. */
export const wfdbTarget: FuzzTarget = {
  name: 'wfdb',
  property: fc.asyncProperty(
    fc
      .array(
        fc.record({
          file: fc.constantFrom(...Object.keys(RECORD), 'r.hea', 'r.hea'),
          at: fc.nat(),
          how: fc.constantFrom('set', 'drop', 'double', 'before', 'end'),
          odd: fc.constantFrom(...ODD),
        }),
        { minLength: 1, maxLength: 5 },
      )
      .map((changes) => {
        const files = { ...RECORD };
        for (const { file, at, how, odd } of changes) {
          const words = files[file]!.split(file === 'r.hea' ? /(\s|[x:+/()])/ : '');
          const k = at % Math.max(1, words.length);
          if (how === 'set') words[k] = odd;
          else if (how === 'drop') words[k] = '';
          else if (how === 'double') words[k] = `${words[k]}${words[k]}`;
          else if (how === 'end') words.length = k;
          else words[k] = `${odd}${words[k]}`;
          files[file] = words.join('');
        }
        return JSON.stringify(files);
      }),
    async (text) => {
      const files = JSON.parse(text) as Record<string, string>;
      await streamOrRefused(async () => {
        const header = readWfdbHeader(files['r.hea']!);
        let values = 0;
        for await (const { signals } of readWfdb(header, (name) => bytesOf(files, name), 2)) {
          values += signals.reduce((sum, { length }) => sum + length, 0);
          if (values > MOST) throw new Error(`${values} samples were read from so few bytes`);
          for (const [i, { length }] of signals.entries())
            if (
              length !==
              (signals[0]!.length / header.signals[0]!.samplesPerFrame) * header.signals[i]!.samplesPerFrame
            )
              throw new Error('signals of one block are not equally long');
        }
      }, /line \d|ends after|told in several formats|checksum|the files of/);
      await streamOrRefused(async () => {
        readWfdbAnnotations(Buffer.from(files['r.atr']!, 'latin1'));
      }, /byte \d/);
    },
  ),
};

async function* bytesOf(files: Readonly<Record<string, string>>, name: string): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(Object.hasOwn(files, name) ? files[name]! : '', 'latin1');
  for (let i = 0; i < bytes.length; i += 5) yield bytes.subarray(i, i + 5);
}
