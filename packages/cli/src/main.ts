// The `twinward` command: start the platform, feed it, ask it, prove it.
import { enableCompileCache } from 'node:module';

// A reader that has seen enough (`twinward forecast ... | head`) closes the pipe; that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

// What was compiled once is not compiled again: the next start takes half the time. Only what is imported after this line is kept.
enableCompileCache();
const { runCli } = await import('./run-cli.ts');

process.exitCode = await runCli(process.argv.slice(2));
