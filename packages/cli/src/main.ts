// The `twinward` command: start the platform, feed it, ask it, prove it.
import { runCli } from './run-cli.ts';

process.exitCode = await runCli(process.argv.slice(2));
