// Which PostgreSQL serves a data folder: the preferred one, or for an existing folder the one of the version that made it.
import { TwinwardError } from '@twinward/contract';
import { findBinaries, OLDEST_POSTGRES, type PostgresBinaries } from './binaries.ts';
import { clusterMajor } from './initialise-cluster.ts';

/**
 * The binaries for a data folder. Throws `record.unavailable` when there are none, or none of the major version the folder was
 * made by: PostgreSQL reads only data directories of its own major version.
 */
export async function chooseBinaries(dataFolder: string): Promise<PostgresBinaries> {
  const [candidates, major] = [await findBinaries(), await clusterMajor(dataFolder)];
  const first = candidates.find((candidate) => major === null || candidate.major === major);
  if (first !== undefined) return first;
  if (major === null) {
    throw new TwinwardError('record.unavailable', 'no PostgreSQL was found', {
      remedy: `install PostgreSQL ${OLDEST_POSTGRES} or later, set DATABASE_URL, or install again with optional dependencies`,
    });
  }
  const have = candidates.map((candidate) => candidate.version).join(', ') || 'none';
  throw new TwinwardError(
    'record.unavailable',
    `${dataFolder} was made by PostgreSQL ${major}, and this machine has ${have}`,
    {
      field: 'data',
      remedy: `install PostgreSQL ${major}, or start with another data folder`,
    },
  );
}
