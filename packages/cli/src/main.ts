// The `twinward` command: start the platform, feed it, ask it, prove it.
import { runCli } from './run-cli.ts';

// A reader that has seen enough (`twinward forecast ... | head`) closes the pipe; that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await runCli(process.argv.slice(2));
