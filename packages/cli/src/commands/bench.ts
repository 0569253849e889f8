import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { Command } from 'commander';
import { ROOT } from '../defaults.ts';
import type { SetExit } from '../program.ts';

/** `twinward bench`: speeds beside their competitors, on this machine, in one run. */
export function benchCommand(setExit: SetExit): Command {
  return new Command('bench')
    .description('measure a speed beside its competitor on this machine')
    .argument('[arguments...]', 'name of the bench and its options; none lists them')
    .allowUnknownOption()
    .action(async (args: readonly string[]) => {
      const child = spawn(process.execPath, [join(ROOT, 'bench', 'run.ts'), ...args], { stdio: 'inherit' });
      setExit(await new Promise<number>((resolve) => child.on('exit', (code) => resolve(code ?? 1))));
    });
}
