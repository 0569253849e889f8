import { cp, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { TwinwardError } from '@twinward/contract';
import { Command } from 'commander';
import { type LinkOptions, OPTION } from '../defaults.ts';
import { linkServer } from '../server-link.ts';
import { openTerminal } from '../terminal.ts';

interface BackupReply {
  readonly folder: string;
  readonly files: number;
  readonly bytes: number;
}

/** `twinward backup`: a copy of the running record that `restore` brings back. */
export function backupCommand(): Command {
  return new Command('backup')
    .description('copy the running record, with a checksum of every file')
    .argument('<folder>', 'where to; must be new or empty')
    .addOption(OPTION.data())
    .addOption(OPTION.json())
    .action(async (folder: string, options: LinkOptions) => {
      const target = resolve(folder);
      const there = await readdir(target).catch(() => []);
      if (there.length > 0) {
        throw new TwinwardError('usage', `${folder} is not empty`, {
          field: 'folder',
          remedy: 'name a new folder',
        });
      }
      const terminal = openTerminal(options.json === true);
      const link = await linkServer(options.data, undefined);
      terminal.say('copying the record ...');
      const reply = await link.post<BackupReply>('/backups', {});
      await mkdir(dirname(target), { recursive: true });
      await rm(target, { recursive: true, force: true });
      await rename(reply.folder, target).catch(async () => {
        await cp(reply.folder, target, { recursive: true });
        await rm(reply.folder, { recursive: true });
      });
      if (options.json) terminal.out(JSON.stringify({ ...reply, folder: target }));
      else terminal.out(`${reply.files} files, ${(reply.bytes / 1e6).toFixed(1)} MB in ${target}`);
    });
}
