import { resolve } from 'node:path';
import { restore } from '@twinward/record';
import { Command } from 'commander';
import { type LinkOptions, OPTION } from '../defaults.ts';
import { openTerminal } from '../terminal.ts';

/** `twinward restore`: a backup into an empty data folder, every file checked. */
export function restoreCommand(): Command {
  return new Command('restore')
    .description('bring a backup into an empty data folder, every file checked')
    .argument('<backup>', 'folder that `twinward backup` made')
    .addOption(OPTION.data())
    .addOption(OPTION.json())
    .action(async (backup: string, options: LinkOptions) => {
      const terminal = openTerminal(options.json === true);
      const report = await restore({
        from: resolve(backup),
        to: resolve(options.data),
        onProgress: terminal.say,
      });
      if (options.json) terminal.out(JSON.stringify(report));
      else
        terminal.out(`restored into ${options.data}; start it with \`npm start -- --data ${options.data}\``);
    });
}
