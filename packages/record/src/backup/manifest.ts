// What a backup consists of: every file with its size and hash, and the PostgreSQL that can read them.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TwinwardError } from '@twinward/contract';

/** One file of a backup. */
export interface BackedUpFile {
  /** Below the backup folder, with `/` between folders. */
  readonly path: string;
  readonly size: number;
  /** 64 hexadecimal digits. */
  readonly sha256: string;
}

/** The contents of a backup folder; written last, so that a folder without it is no backup. */
export interface Manifest {
  readonly format: 1;
  /** ISO 8601, UTC. */
  readonly madeAt: string;
  readonly postgres: { readonly major: number; readonly version: string };
  /** Positions in PostgreSQL's own log between which the files were copied. */
  readonly from: string;
  readonly to: string;
  /** All folders, the empty ones too. */
  readonly folders: readonly string[];
  readonly files: readonly BackedUpFile[];
}

/** The manifest's file in a backup folder. */
export const MANIFEST = 'manifest.json';

/** The manifest with its own hash, as it is written. */
export function encodeManifest(manifest: Manifest): string {
  return `${JSON.stringify({ sha256: hash(manifest), manifest }, null, 1)}\n`;
}

/** Reads and checks a backup's manifest; throws `record.corrupt` when it is missing, altered or names files outside the backup. */
export async function readManifest(folder: string): Promise<Manifest> {
  let text: string;
  try {
    text = await readFile(join(folder, MANIFEST), 'utf8');
  } catch {
    throw corrupt(`${folder} holds no complete backup: it has no ${MANIFEST}`);
  }
  try {
    const { sha256, manifest } = JSON.parse(text) as { sha256: string; manifest: Manifest };
    const paths = [...manifest.folders, ...manifest.files.map((file) => file.path)];
    if (manifest.format === 1 && sha256 === hash(manifest) && paths.every(isInside)) return manifest;
  } catch {
    // Told below.
  }
  throw corrupt(`the ${MANIFEST} of ${folder} is damaged or of a newer version`);
}

/** The backup cannot be trusted. */
export function corrupt(message: string): TwinwardError {
  return new TwinwardError('record.corrupt', message, { field: 'from', remedy: 'restore an older backup' });
}

function hash(manifest: Manifest): string {
  return createHash('sha256').update(JSON.stringify(manifest)).digest('hex');
}

function isInside(path: string): boolean {
  return (
    path !== '' &&
    !/^[/\\]|[\\:\0]/.test(path) &&
    path.split('/').every((name) => name !== '' && name !== '..')
  );
}
