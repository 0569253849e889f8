// Which files of a PostgreSQL data directory belong in a base backup (PostgreSQL manual 26.3.4, "Backing Up The Data Directory").
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Folders kept, but empty: their contents are of the running server only, or are copied apart (`pg_wal`). */
const EMPTIED = new Set([
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
]);

const LEFT_OUT =
  /^(postmaster\.(pid|opts)|backup_label(\.old)?|tablespace_map(\.old)?|.*pg_internal\.init(\.\d+)?|pgsql_tmp.*|current_logfiles)$/;

/** The folders and files of a data directory, as paths below it with `/`. */
export async function clusterFiles(cluster: string): Promise<{ folders: string[]; files: string[] }> {
  const found = { folders: [] as string[], files: [] as string[] };
  await collect(cluster, '', found);
  found.folders.push('pg_wal/archive_status');
  return found;
}

async function collect(
  cluster: string,
  below: string,
  found: { folders: string[]; files: string[] },
): Promise<void> {
  for (const entry of await readdir(join(cluster, below), { withFileTypes: true })) {
    if (LEFT_OUT.test(entry.name)) continue;
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isFile()) found.files.push(path);
    if (!entry.isDirectory()) continue;
    found.folders.push(path);
    if (!EMPTIED.has(path)) await collect(cluster, path, found);
  }
}
