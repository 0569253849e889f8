// A record is taken in whole and sound, or not at all.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TwinwardError } from '@twinward/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repositoryPath } from '../repository-path.ts';
import { makeRecord } from '../testing/make-record.ts';
import { RecordingShelf } from './recording-shelf.ts';

let folder = '';
let shelf: RecordingShelf;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinward-shelf-'));
  shelf = new RecordingShelf(repositoryPath('data', 'signals'), folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const values = Float64Array.from({ length: 500 }, (_, i) => Math.sin(i / 9));
const record = (name = 'own'): Map<string, Uint8Array> =>
  new Map(makeRecord(name, 50, [{ name: 'II', unit: 'mV', values }]));
const header = (files: ReadonlyMap<string, Uint8Array>, change: (text: string) => string): Uint8Array =>
  new TextEncoder().encode(change(new TextDecoder().decode(files.get('own.hea'))));

describe('a record that is brought in', () => {
  it.each([
    ['without its samples', 'file.invalid', 'own.dat', (f: Map<string, Uint8Array>) => f.delete('own.dat')],
    ['without its header', 'file.invalid', 'header', (f: Map<string, Uint8Array>) => f.delete('own.hea')],
    [
      'with a sample changed',
      'file.invalid',
      'II',
      (f: Map<string, Uint8Array>) =>
        f.set(
          'own.dat',
          f.get('own.dat')!.map((byte, i) => (i === 20 ? byte ^ 1 : byte)),
        ),
    ],
    [
      'cut short',
      'file.invalid',
      'own.dat',
      (f: Map<string, Uint8Array>) => f.set('own.dat', f.get('own.dat')!.slice(0, 100)),
    ],
    [
      'in a format that is not read',
      'request.unsupported',
      'format',
      (f: Map<string, Uint8Array>) =>
        f.set(
          'own.hea',
          header(f, (text) => text.replace('.dat 16', '.dat 516')),
        ),
    ],
    [
      'that leads out of its folder',
      'file.invalid',
      'file',
      (f: Map<string, Uint8Array>) =>
        f.set(
          'own.hea',
          header(f, (text) => text.replace('own.dat', '../own.dat')),
        ),
    ],
    [
      'with torn annotations',
      'file.invalid',
      'annotations',
      (f: Map<string, Uint8Array>) => f.set('own.atr', Uint8Array.of(1)),
    ],
    [
      'under the name of another',
      'file.invalid',
      'header',
      (f: Map<string, Uint8Array>) =>
        f.set(
          'own.hea',
          header(f, (text) => text.replace(/^own/, 'other')),
        ),
    ],
  ] as const)('%s is refused with %s at %s, and nothing is kept', async (_claim, code, field, spoil) => {
    const files = record();
    spoil(files);
    const refused = await shelf.add(files, {}).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(TwinwardError);
    const { place, code: given } = refused as TwinwardError;
    expect([given, place.field]).toEqual([code, field]);
    expect(await readdir(folder)).toEqual([]);
  });

  it('sound is listed with what was said of it, once', async () => {
    const kept = await shelf.add(record('own-1'), { title: 'Mine', attribution: 'I', licence: 'CC0' });
    expect(kept).toMatchObject({
      name: 'own-1',
      title: 'Mine',
      attribution: 'I',
      licence: 'CC0',
      seconds: 10,
    });
    expect((await shelf.list()).map(({ name }) => name)).toContain('own-1');
    await expect(shelf.add(record('own-1'), {})).rejects.toMatchObject({ code: 'resource.conflict' });
    await expect(shelf.open('../signals/100')).rejects.toMatchObject({ code: 'resource.missing' });
  });
});
