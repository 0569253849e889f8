import { TwinwardError } from '@twinward/contract';
import type { ComparisonView } from '@twinward/runtime';
import { Command } from 'commander';
import { type LinkOptions, OPTION } from '../defaults.ts';
import { linkServer } from '../server-link.ts';
import { openTerminal } from '../terminal.ts';
import { wholeNumber } from '../whole-number.ts';

interface WhatifOptions extends LinkOptions {
  readonly do: readonly string[];
  readonly at?: string;
  readonly minutes?: number;
  readonly keep?: string;
}

/** `twinward whatif`: a branch with interventions beside its baseline, with the same draws. */
export function whatifCommand(): Command {
  return new Command('whatif')
    .description('branch a twin with interventions and compare with the baseline, same draws')
    .argument('<twin>', 'twin id')
    .requiredOption(
      '--do <what...>',
      'interventions as type:amount=number[,amount=number][@minutes], e.g. carbohydrate:grams=15@10',
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

/** Reads `type:amount=number[,amount=number][@minutes]`. */
export function readIntervention(text: string): {
  readonly type: string;
  readonly inMinutes: number;
  readonly amounts: Readonly<Record<string, number>>;
} {
  const match = /^([a-z-]+)(?::([^@]*))?(?:@(\d+))?$/.exec(text);
  const amounts: Record<string, number> = {};
  for (const part of (match?.[2] ?? '').split(',').filter((piece) => piece !== '')) {
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
  return { type: match[1]!, inMinutes: Number(match[3] ?? 0), amounts };
}
