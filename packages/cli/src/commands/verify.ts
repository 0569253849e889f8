import { randomBytes } from 'node:crypto';
import { TwinwardError } from '@twinward/contract';
import { recordEvidence, runSuite, type SuiteResult, suites } from '@twinward/verify';
import { Command } from 'commander';
import { OPTION } from '../defaults.ts';
import { EXIT } from '../exit.ts';
import type { SetExit } from '../program.ts';
import { openTerminal } from '../terminal.ts';

interface VerifyOptions {
  readonly list?: boolean;
  readonly json?: boolean;
  readonly seed?: string;
  readonly record?: boolean;
}

/** `twinward verify`: reruns a model's evidence. */
export function verifyCommand(setExit: SetExit): Command {
  return new Command('verify')
    .description('rerun the evidence behind a model, on the data of the repository or on yours')
    .argument('[suite]', 'name of the suite')
    .argument('[arguments...]', 'files, and options of the suite as --name value')
    .option('--list', 'list the suites')
    .addOption(OPTION.json())
    .option('--seed <hex>', '16 hexadecimal digits for randomised suites (drawn and printed otherwise)')
    .option('--record', 'keep the result as the evidence that model cards show')
    .passThroughOptions(false)
    .allowUnknownOption()
    .action(async (name: string | undefined, rest: readonly string[], options: VerifyOptions) => {
      const terminal = openTerminal(false);
      if (options.list || name === undefined) {
        list(options.json === true, terminal.out);
        if (!options.list) setExit(EXIT.usage);
        return;
      }
      const suite = suites.find((candidate) => candidate.name === name);
      if (suite === undefined) {
        throw new TwinwardError('usage', `there is no suite "${name}"`, {
          field: 'suite',
          remedy: 'see verify --list',
        });
      }
      const { files, given } = split(rest);
      const seed = options.seed ?? randomBytes(8).toString('hex');
      if (!/^[0-9a-f]{16}$/.test(seed)) {
        throw new TwinwardError('usage', '--seed takes 16 hexadecimal digits', {
          field: 'seed',
          remedy: 'e.g. 00000000000000aa',
        });
      }
      const cancel = new AbortController();
      process.once('SIGINT', () => cancel.abort());
      const result = await runSuite(suite, {
        files,
        seed,
        options: given,
        progress: terminal.progress,
        signal: cancel.signal,
      });
      terminal.settle();
      if (options.record) terminal.say(`recorded in ${await recordEvidence(result)}`);
      if (options.json) terminal.out(JSON.stringify(result));
      else print(result, seed, terminal.out);
      setExit(result.failed.length === 0 ? EXIT.ok : EXIT.failed);
    });
}

function split(rest: readonly string[]): {
  readonly files: string[];
  readonly given: Record<string, string>;
} {
  const files: string[] = [];
  const given: Record<string, string> = {};
  for (let i = 0; i < rest.length; i++) {
    const word = rest[i]!;
    if (!word.startsWith('--')) files.push(word);
    else if (word.includes('=')) given[word.slice(2, word.indexOf('='))] = word.slice(word.indexOf('=') + 1);
    else {
      const value = rest[++i];
      if (value === undefined) {
        throw new TwinwardError('usage', `${word} needs a value`, {
          field: word.slice(2),
          remedy: `write ${word} VALUE`,
        });
      }
      given[word.slice(2)] = value;
    }
  }
  return { files, given };
}

function list(json: boolean, out: (line: string) => void): void {
  if (json) {
    out(JSON.stringify({ suites: suites.map(({ name, title, takes }) => ({ name, title, takes })) }));
    return;
  }
  const width = Math.max(...suites.map((suite) => suite.name.length));
  for (const suite of suites) out(`${suite.name.padEnd(width)}  ${suite.title} (FILE: ${suite.takes})`);
}

function print(result: SuiteResult, seed: string, out: (line: string) => void): void {
  for (const [name, value] of Object.entries(result.figures)) {
    out(`  ${name}: ${Array.isArray(value) ? value.join(', ') : value}`);
  }
  for (const note of result.unsupported) out(`  unsupported: ${note.name}: ${note.why}`);
  for (const note of result.failed) out(`  FAILED: ${note.name}: ${note.why}`);
  out(
    `${result.suite}: ${result.passed} passed, ${result.failed.length} failed, ${result.unsupported.length} unsupported of ${result.cases} cases in ${result.seconds.toFixed(1)} s (seed ${seed})`,
  );
}
