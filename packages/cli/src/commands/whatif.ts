import { setTimeout } from 'node:timers/promises';
import { type ErrorCode, TwinwardError } from '@twinward/contract';
import type { ComparisonRunView, ComparisonView } from '@twinward/runtime';
import { Command } from 'commander';
import { type LinkOptions, OPTION } from '../defaults.ts';
import { linkServer, type ServerLink } from '../server-link.ts';
import { openTerminal } from '../terminal.ts';
import { wholeNumber } from '../whole-number.ts';

interface WhatifOptions extends LinkOptions {
  readonly do: readonly string[];
  readonly at?: string;
  readonly minutes?: number;
  readonly keep?: string;
}

/** Milliseconds between two looks at how far a run is. */
const POLL = 400;

/** `twinward whatif`: a branch with interventions beside its baseline, with the same draws; of one twin, or of all of a subject. */
export function whatifCommand(): Command {
  return new Command('whatif')
    .description(
      'branch a twin, or all of a subject, with interventions and compare with the baseline, same draws',
    )
    .argument('<twin>', 'twin id, or a subject such as Patient/p-17 for all of its twins')
    .requiredOption(
      '--do <what...>',
      'interventions as [twin/]type:amount=number[,amount=number][@minutes], e.g. carbohydrate:grams=15@10',
    )
    .option('--at <instant>', 'branch from the belief of an instant')
    .option('--minutes <n>', 'how far ahead', wholeNumber(5, 10_080))
    .option('--keep <name>', 'keep it as a scenario of that name')
    .addOption(OPTION.data())
    .addOption(OPTION.url())
    .addOption(OPTION.json())
    .action(async (twin: string, options: WhatifOptions) => {
      const interventions = options.do.map(readIntervention);
      const link = await linkServer(options.data, options.url);
      if (twin.includes('/')) return compareOrgans(link, twin, interventions, options);
      const view = await link.post<ComparisonView>(`/twins/${encodeURIComponent(twin)}/scenarios`, {
        interventions,
        ...(options.at === undefined ? {} : { at: options.at }),
        ...(options.minutes === undefined ? {} : { minutes: options.minutes }),
        ...(options.keep === undefined ? {} : { keep: true, name: options.keep }),
      });
      const { out } = openTerminal(false);
      if (options.json) return out(JSON.stringify(view));
      out(view.words);
      for (const effect of view.effects) {
        out(
          `  ${effect.what} ${effect.label}: ${effect.q50.toFixed(1)} (${effect.q05.toFixed(1)} to ${effect.q95.toFixed(1)}) ${effect.unit}`,
        );
      }
    });
}

/** What a what-if across organs comes to: its words, then each outcome with its interval and what it means for its range. */
async function compareOrgans(
  link: ServerLink,
  subject: string,
  interventions: readonly ReturnType<typeof readIntervention>[],
  options: WhatifOptions,
): Promise<void> {
  if (options.at !== undefined) {
    throw new TwinwardError('usage', 'a what-if of a whole subject stands at the present', {
      field: 'at',
      remedy: 'leave it out, or name one twin',
    });
  }
  const run = await followed(
    link,
    await link.post<ComparisonRunView>(`/subjects/${encodeURIComponent(subject)}/comparison-runs`, {
      interventions,
      ...(options.minutes === undefined ? {} : { minutes: options.minutes }),
    }),
  );
  const view = run.result!;
  if (options.keep !== undefined) {
    await link.post(`/comparison-runs/${run.id}/keep`, { name: options.keep });
  }
  const { out } = openTerminal(false);
  if (options.json) return out(JSON.stringify(view));
  out(view.words);
  for (const { twin, quantities } of view.twins) {
    for (const { of, moves, label, unit, effects, benefit, harm } of quantities) {
      if (of !== 'output' || moves === 'none') continue;
      const { q05, q50, q95 } = effects.find(({ what }) => what === 'mean')!;
      const share = (p: number | null): string => (p === null ? '-' : `${Math.round(100 * p)} %`);
      const range = benefit === null ? '' : `, benefit ${share(benefit)}, harm ${share(harm)}`;
      out(`  ${twin} ${label}: ${q50.toFixed(2)} (${q05.toFixed(2)} to ${q95.toFixed(2)}) ${unit}${range}`);
    }
  }
  for (const { words } of view.warnings) out(`  ${words}`);
}

/** A run until it is done, with its progress. Throws what it failed with. */
async function followed(link: ServerLink, begun: ComparisonRunView): Promise<ComparisonRunView> {
  const terminal = openTerminal(false);
  let run = begun;
  while (run.state === 'running') {
    await setTimeout(POLL);
    run = await link.get<ComparisonRunView>(`/comparison-runs/${run.id}`);
    if (run.of > 0) terminal.progress(run.done, run.of, 'simulating the organs together');
  }
  terminal.settle();
  if (run.result !== null) return run;
  throw new TwinwardError(
    run.problem === null ? 'run.cancelled' : (run.problem.code as ErrorCode),
    run.problem?.detail ?? 'the run was cancelled',
    { field: 'do', ...(run.problem?.remedy == null ? {} : { remedy: run.problem.remedy }) },
  );
}

/** Reads `[twin/]type:amount=number[,amount=number][@minutes]`. */
export function readIntervention(text: string): {
  readonly type: string;
  readonly twin?: string;
  readonly inMinutes: number;
  readonly amounts: Readonly<Record<string, number>>;
} {
  const match = /^(?:([a-z0-9][a-z0-9.-]*)\/)?([a-z-]+)(?::([^@]*))?(?:@(\d+))?$/.exec(text);
  const amounts: Record<string, number> = {};
  for (const part of (match?.[3] ?? '').split(',').filter((piece) => piece !== '')) {
    const [name, value] = part.split('=');
    if (name === undefined || value === undefined || value === '' || !Number.isFinite(Number(value))) {
      throw new TwinwardError('usage', `"${part}" is not amount=number`, {
        field: 'do',
        remedy: 'e.g. carbohydrate:grams=15@10',
      });
    }
    amounts[name] = Number(value);
  }
  if (match === null) {
    throw new TwinwardError('usage', `"${text}" is not an intervention`, {
      field: 'do',
      remedy: 'e.g. carbohydrate:grams=15@10',
    });
  }
  const [, twin, type, , minutes] = match;
  return { type: type!, ...(twin === undefined ? {} : { twin }), inMinutes: Number(minutes ?? 0), amounts };
}
