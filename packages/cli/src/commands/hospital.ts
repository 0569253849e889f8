import { randomBytes } from 'node:crypto';
import { TwinwardError } from '@twinward/contract';
import { hospitalJsonSchema, hospitalNames, openHospital } from '@twinward/server';
import { Command } from 'commander';
import { OPTION } from '../defaults.ts';
import { openTerminal } from '../terminal.ts';

interface HospitalOptions {
  readonly values?: string;
  readonly scenario?: string;
  readonly replications?: string;
  readonly until?: string;
  readonly precision?: string;
  readonly figure?: string;
  readonly seed?: string;
  readonly json?: boolean;
}

type Action = 'list' | 'run' | 'compare' | 'bottlenecks' | 'report' | 'bpmn' | 'schema';
const ACTIONS: readonly Action[] = ['list', 'run', 'compare', 'bottlenecks', 'report', 'bpmn', 'schema'];

/** `twinward hospital`: runs a hospital that is written as data. */
export function hospitalCommand(): Command {
  return new Command('hospital')
    .description('run a hospital written as data: list, run, compare, bottlenecks, report, bpmn, schema')
    .argument('<action>', ACTIONS.join(', '))
    .argument('[model]', 'urgent-care, mater, gloucestershire, hatyai, or the path of a JSON or BPMN file')
    .option(
      '--values <file>',
      'what a drawing from another tool does not say: JSON of {unit, until, amounts}',
    )
    .option('--scenario <name>', 'a scenario of the model')
    .option('--replications <n>', 'replications; otherwise as many as the model says')
    .option('--until <time>', "length of a run, in the model's unit")
    .option('--precision <share>', 'replications until --figure is known to this share of its mean')
    .option('--figure <name>', 'the figure that matters')
    .option('--seed <hex>', '16 hexadecimal digits (drawn and printed otherwise)')
    .addOption(OPTION.json())
    .action(async (action: string, name: string | undefined, options: HospitalOptions) => {
      const terminal = openTerminal(options.json === true);
      const show = (lines: readonly string[], all: unknown): void => {
        terminal.settle();
        if (options.json) terminal.out(JSON.stringify(all));
        else for (const line of lines) terminal.out(line);
      };
      if (action === 'list') return show(await hospitalNames(), { hospitals: await hospitalNames() });
      if (action === 'schema') return terminal.out(JSON.stringify(hospitalJsonSchema(), null, 2));
      if (!ACTIONS.includes(action as Action))
        throw usage('action', `there is no "${action}"`, `use ${ACTIONS.join(', ')}`);
      if (name === undefined) throw usage('model', 'no model is named', 'name one, see hospital list');
      const hospital = await openHospital(name, options.values);
      if (action === 'bpmn') return terminal.out(await hospital.bpmn());
      const cancel = new AbortController();
      process.once('SIGINT', () => cancel.abort());
      const run = {
        ...readOptions(options),
        signal: cancel.signal,
        progress: (done: number, of: number) => terminal.progress(done, of, 'replications'),
      };
      const unit = hospital.model.time.unit;
      if (action === 'report')
        return show([hospital.report(hospital.run(run))], { report: hospital.report(hospital.run(run)) });
      if (action === 'compare') {
        if (options.scenario === undefined)
          throw usage('scenario', 'no scenario is named', 'name one with --scenario');
        const figures = options.figure === undefined ? [] : [options.figure];
        const changes = hospital.compare(options.scenario, figures, run);
        const lines = changes.map(
          ({ figure, base, changed, difference, low, high }) =>
            `${figure}: ${short(base)} to ${short(changed)}: ${short(difference)} (${short(low)} to ${short(high)})`,
        );
        return show(
          [
            ...lines,
            `paired differences with 95 % intervals together, of what has a mean in both; seed ${run.seed}`,
          ],
          {
            changes,
            seed: run.seed,
          },
        );
      }
      if (action === 'bottlenecks') {
        if (options.figure === undefined)
          throw usage('figure', 'no figure is named', 'name one with --figure');
        const scores = hospital.bottlenecks(options.figure, run);
        const lines = scores.map(
          ({ resource, difference, low, high }) =>
            `one more ${resource}: ${short(difference)} (${short(low)} to ${short(high)})`,
        );
        return show([`${options.figure}, by one more unit of each resource:`, ...lines], {
          scores,
          seed: run.seed,
        });
      }
      const result = hospital.run(run);
      const targets =
        options.scenario === undefined
          ? hospital.calibration({ ...run, replications: result.replications })
          : [];
      const figures = Object.entries(result.figures).map(
        ([figure, { mean, low, high, why, bound }]) =>
          `  ${figure}: ${why === undefined ? `${short(mean)} (${short(low)} to ${short(high)})${bound === undefined ? '' : ' *'}` : 'grows, no mean'}`,
      );
      const bounds = new Set(Object.values(result.figures).flatMap(({ bound }) => bound ?? []));
      const loads = result.loads
        .filter(({ ratio }) => ratio >= 0.7)
        .map(
          ({ resource, load, capacity, ratio }) =>
            `  load on ${resource}: ${short(load)} of ${short(capacity)} (${(100 * ratio).toFixed(0)} %)`,
        );
      const calibrated = targets.map(
        ({ name: target, reported, basis, note, mean, low, high }) =>
          `  ${target}: ${short(mean)} (${short(low)} to ${short(high)}); reported ${[reported].flat().join(' to ')} (${basis})${note === null ? '' : `; ${note}`}`,
      );
      show(
        [
          `${result.model}${result.scenario === null ? '' : `, ${result.scenario}`}: ${result.replications} replications of ${result.until} ${unit}, 95 % intervals`,
          ...figures,
          ...[...bounds].map((words) => `* ${words}`),
          ...loads,
          ...(calibrated.length > 0 ? ['beside the figures reported:', ...calibrated] : []),
          ...result.warnings.map(({ text }) => `warning: ${text}`),
          `seed ${result.seed}`,
        ],
        { ...result, samples: undefined, targets },
      );
    });
}

function readOptions(options: HospitalOptions): {
  readonly seed: string;
  readonly scenario?: string;
  readonly replications?: number;
  readonly until?: number;
  readonly precision?: { readonly figure: string; readonly relative: number };
} {
  const { seed = randomBytes(8).toString('hex'), scenario, figure } = options;
  if (!/^[0-9a-f]{16}$/.test(seed))
    throw usage('seed', '--seed takes 16 hexadecimal digits', 'e.g. 00000000000000aa');
  const [replications, until, relative] = [
    positive(options, 'replications'),
    positive(options, 'until'),
    positive(options, 'precision'),
  ];
  if (replications !== undefined && !(Number.isInteger(replications) && replications >= 2))
    throw usage(
      'replications',
      'an interval takes two replications at least',
      'give a whole number from 2 on',
    );
  if (relative !== undefined && figure === undefined)
    throw usage('figure', 'a precision is of a figure', 'name it with --figure');
  return {
    seed,
    ...(scenario === undefined ? {} : { scenario }),
    ...(replications === undefined ? {} : { replications }),
    ...(until === undefined ? {} : { until }),
    ...(relative === undefined ? {} : { precision: { figure: figure!, relative } }),
  };
}

function positive(
  options: HospitalOptions,
  name: 'replications' | 'until' | 'precision',
): number | undefined {
  const given = options[name];
  if (given === undefined) return undefined;
  const value = Number(given);
  if (value > 0 && Number.isFinite(value)) return value;
  throw usage(name, `--${name} ${given} is no number above 0`, 'give a number above 0');
}

function usage(field: string, what: string, remedy: string): TwinwardError {
  return new TwinwardError('usage', what, { field, remedy });
}

function short(x: number): string {
  return Number.isNaN(x) ? '-' : String(Number(x.toPrecision(4)));
}
