import type { ForecastView } from '@twinward/runtime';
import { Command } from 'commander';
import { type LinkOptions, OPTION } from '../defaults.ts';
import { printForecast } from '../print-forecast.ts';
import { linkServer } from '../server-link.ts';
import { openTerminal } from '../terminal.ts';
import { wholeNumber } from '../whole-number.ts';

interface ForecastOptions extends LinkOptions {
  readonly at?: string;
  readonly minutes?: number;
}

/** `twinward forecast`: what a twin expects, with its uncertainty. */
export function forecastCommand(): Command {
  return new Command('forecast')
    .description('what a twin expects, with its uncertainty')
    .argument('<twin>', 'twin id')
    .option('--at <instant>', 'as it was at an instant, e.g. 2026-03-01T08:00:00Z')
    .option('--minutes <n>', 'how far ahead', wholeNumber(5, 10_080))
    .addOption(OPTION.data())
    .addOption(OPTION.url())
    .addOption(OPTION.json())
    .action(async (twin: string, options: ForecastOptions) => {
      const link = await linkServer(options.data, options.url);
      const view = await link.get<ForecastView>(`/twins/${encodeURIComponent(twin)}/forecast`, {
        at: options.at,
        minutes: options.minutes,
      });
      const { out } = openTerminal(false);
      if (options.json) out(JSON.stringify(view));
      else printForecast(view, out);
    });
}
