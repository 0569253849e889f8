import { TwinwardError } from '@twinward/contract';
import { CommanderError } from 'commander';
import { EXIT } from './exit.ts';
import { buildProgram } from './program.ts';

/** Runs the command line and returns its exit code; every failure is one clear line on standard error. */
export async function runCli(args: readonly string[]): Promise<number> {
  let exit: number = EXIT.ok;
  const program = buildProgram((code) => {
    exit = code;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exit;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    if (error instanceof Error && error.name === 'AbortError') return EXIT.cancelled;
    process.stderr.write(`twinward: ${describe(error)}\n`);
    return error instanceof TwinwardError && error.code === 'usage' ? EXIT.usage : EXIT.failed;
  }
}

function describe(error: unknown): string {
  if (!(error instanceof TwinwardError))
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  const { field, row, remedy } = error.place;
  const where = [field === undefined ? '' : field, row === undefined ? '' : `row ${row}`].filter(
    (part) => part !== '',
  );
  return `${error.message}${where.length > 0 ? ` (${where.join(', ')})` : ''}${remedy === undefined ? '' : `; ${remedy}`}`;
}
