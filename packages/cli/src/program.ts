import { Command } from 'commander';
import { backupCommand } from './commands/backup.ts';
import { benchCommand } from './commands/bench.ts';
import { chambersCommand } from './commands/chambers.ts';
import { completionCommand } from './commands/completion.ts';
import { deviceCommand } from './commands/device.ts';
import { forecastCommand } from './commands/forecast.ts';
import { hospitalCommand } from './commands/hospital.ts';
import { importCommand } from './commands/import.ts';
import { personCommand } from './commands/person.ts';
import { replayCommand } from './commands/replay.ts';
import { restoreCommand } from './commands/restore.ts';
import { riskCommand } from './commands/risk.ts';
import { startCommand } from './commands/start.ts';
import { twinsCommand } from './commands/twins.ts';
import { verifyCommand } from './commands/verify.ts';
import { whatifCommand } from './commands/whatif.ts';

/** Tells the exit code of a command that ended without an error but not well. */
export type SetExit = (code: number) => void;

/** The whole command line. */
export function buildProgram(setExit: SetExit): Command {
  const program = new Command('twinward')
    .description('Digital twins for health care. Research use; not a medical device.')
    .showHelpAfterError()
    .exitOverride();
  for (const build of [
    startCommand,
    importCommand,
    deviceCommand,
    twinsCommand,
    personCommand,
    forecastCommand,
    whatifCommand,
    chambersCommand,
    riskCommand,
    hospitalCommand,
    replayCommand,
    verifyCommand,
    benchCommand,
    backupCommand,
    restoreCommand,
  ]) {
    program.addCommand(build(setExit).exitOverride().showHelpAfterError());
  }
  program.addCommand(completionCommand(program));
  return program;
}
