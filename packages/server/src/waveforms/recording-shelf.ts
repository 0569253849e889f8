// The recordings that can be played: those of the product, and those brought in, each in a folder of its own.
import { randomBytes } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readWfdb, readWfdbAnnotations, readWfdbHeader, type WfdbHeader } from '@twinward/connect/wfdb';
import { TwinwardError } from '@twinward/contract';
import type { Recording } from './recording.ts';

/** What is said of a recording beside its header. */
export interface RecordingAbout {
  readonly title: string;
  readonly licence: string;
  readonly attribution: string;
}

const NAME = /^[A-Za-z0-9][\w-]{0,59}$/;
const UNSTATED = 'not stated';

/** The shelf of recordings. */
export class RecordingShelf {
  readonly #published: string;
  readonly #imported: string;

  /** `published` holds records side by side with `about.json`; in `imported` each has a folder of its name. */
  constructor(published: string, imported: string) {
    this.#published = published;
    this.#imported = imported;
  }

  /** Every recording, by name. */
  async list(): Promise<readonly Recording[]> {
    const published = (await readdir(this.#published).catch(() => []))
      .filter((file) => file.endsWith('.hea'))
      .map((file) => file.slice(0, -4));
    const imported = await readdir(this.#imported).catch(() => []);
    const names = [...new Set([...published, ...imported.filter((name) => NAME.test(name))])].sort();
    return Promise.all(names.map((name) => this.open(name)));
  }

  /** One recording. Throws `resource.missing`. */
  async open(name: string): Promise<Recording> {
    const own = join(this.#imported, name);
    const imported = NAME.test(name) && existsSync(join(own, `${name}.hea`));
    const folder = imported ? own : this.#published;
    if (!NAME.test(name) || !existsSync(join(folder, `${name}.hea`))) {
      throw new TwinwardError('resource.missing', `there is no recording ${name.slice(0, 60)}`, {
        field: 'recording',
        remedy: 'list the recordings, or import one',
      });
    }
    const header = readWfdbHeader(await readFile(join(folder, `${name}.hea`), 'utf8'));
    const abouts = JSON.parse(
      await readFile(join(folder, 'about.json'), 'utf8').catch(() => '{}'),
    ) as Readonly<Record<string, RecordingAbout>>;
    const about = abouts[name] ?? { title: name, licence: UNSTATED, attribution: UNSTATED };
    return {
      name,
      ...about,
      origin: imported ? 'imported' : 'published',
      header,
      annotated: existsSync(join(folder, `${name}.atr`)),
      seconds: header.frames === null ? null : header.frames / header.frequency,
      folder,
    };
  }

  /**
   * Takes a record in: exactly one header, the files it names, annotations if there are any. All of it is read first. Throws `file.invalid` for
   * a missing or torn file, a wrong checksum, annotations that cannot be read; `request.unsupported` for another format;
   * `resource.conflict` if the name is taken. Nothing is kept then.
   */
  async add(files: ReadonlyMap<string, Uint8Array>, about: Partial<RecordingAbout>): Promise<Recording> {
    const headers = [...files.keys()].filter((file) => file.endsWith('.hea'));
    if (headers.length !== 1)
      throw refused(
        `${headers.length} headers were sent`,
        'header',
        'send one record: NAME.hea and the files it names',
      );
    const name = headers[0]!.slice(0, -4);
    if (!NAME.test(name))
      throw refused('the name is not plain', 'header', 'name it with letters, digits, - and _');
    const header = readWfdbHeader(new TextDecoder().decode(files.get(headers[0]!)));
    const named = [...new Set(header.signals.map(({ file }) => file))];
    const missing = named.find((file) => !files.has(file));
    if (missing !== undefined)
      throw refused(
        `${missing}, which the header names, was not sent`,
        missing,
        'send it together with the header',
      );
    if (header.signals.length === 0)
      throw refused('it holds no signal', 'signals', 'send a record with waveforms');
    if (header.record !== name)
      throw refused(`the header is that of ${header.record}`, 'header', 'name the file as the record');
    await check(header, files);
    const marks = files.get(`${name}.atr`);
    if (marks !== undefined) readWfdbAnnotations(marks);
    await this.#keep(name, [headers[0]!, ...named, ...(marks === undefined ? [] : [`${name}.atr`])], files, {
      title: about.title ?? name,
      licence: about.licence ?? UNSTATED,
      attribution: about.attribution ?? UNSTATED,
    });
    return this.open(name);
  }

  async #keep(
    name: string,
    kept: readonly string[],
    files: ReadonlyMap<string, Uint8Array>,
    about: RecordingAbout,
  ): Promise<void> {
    const taken = new TwinwardError('resource.conflict', `a recording ${name} is there already`, {
      field: 'header',
      remedy: 'rename the record in its header and files',
    });
    if (existsSync(join(this.#imported, name)) || existsSync(join(this.#published, `${name}.hea`)))
      throw taken;
    const fresh = join(this.#imported, `.${randomBytes(8).toString('hex')}`);
    await mkdir(fresh, { recursive: true, mode: 0o700 });
    try {
      for (const file of kept) await writeFile(join(fresh, file), files.get(file)!, { mode: 0o600 });
      await writeFile(join(fresh, 'about.json'), `${JSON.stringify({ [name]: about })}\n`, { mode: 0o600 });
      await rename(fresh, join(this.#imported, name)).catch(() => {
        throw taken;
      });
    } finally {
      await rm(fresh, { recursive: true, force: true });
    }
  }
}

/** The bytes of a recording's file. */
export function openFile({ folder }: Recording, file: string): AsyncIterable<Uint8Array> {
  return createReadStream(join(folder, file));
}

async function check(header: WfdbHeader, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  const open = async function* (file: string): AsyncGenerator<Uint8Array> {
    const bytes = files.get(file)!;
    for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
  };
  let frames = 0;
  for await (const block of readWfdb(header, open)) frames += block.frames;
  if (frames === 0) throw refused('it holds no samples', 'signals', 'send a record with samples');
}

function refused(message: string, field: string, remedy: string): TwinwardError {
  return new TwinwardError('file.invalid', message, { field, remedy });
}
