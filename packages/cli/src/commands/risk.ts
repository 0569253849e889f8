import { TwinwardError } from '@twinward/contract';
import type { CardiovascularReply, ProgressionReply } from '@twinward/server';
import { Command } from 'commander';
import { type LinkOptions, OPTION } from '../defaults.ts';
import { readJsonFile } from '../read-json-file.ts';
import { linkServer } from '../server-link.ts';
import { openTerminal } from '../terminal.ts';

interface RiskOptions extends LinkOptions {
  readonly of: string;
  readonly change?: readonly string[];
}

const OUTCOMES = [
  ['totalCvd', 'any cardiovascular event'],
  ['ascvd', 'atherosclerotic'],
  ['heartFailure', 'heart failure'],
  ['coronary', 'coronary heart disease'],
  ['stroke', 'stroke'],
] as const;

/** `twinward risk`: published risk equations for a person in a file, as things stand and under changes; nothing is kept. */
export function riskCommand(): Command {
  return new Command('risk')
    .description(
      'risk of a first cardiovascular event (PREVENT), or what becomes of type 2 diabetes (UKPDS-OM2), as things stand and under changes',
    )
    .argument('<file>', 'JSON of the person, as POST /api/v1/risk/cardiovascular or /progression takes it')
    .option('--of <equation>', 'heart or diabetes', 'heart')
    .option('--change <ids...>', 'changes from GET /api/v1/risk/changes, for example atorvastatin-40')
    .addOption(OPTION.data())
    .addOption(OPTION.url())
    .addOption(OPTION.json())
    .action(async (file: string, options: RiskOptions) => {
      if (options.of !== 'heart' && options.of !== 'diabetes') {
        throw new TwinwardError('usage', `there is no equation "${options.of}"`, {
          field: 'of',
          remedy: 'choose heart or diabetes',
        });
      }
      const person = await readJsonFile(file, 'the person');
      const link = await linkServer(options.data, options.url);
      const body = { person, ...(options.change === undefined ? {} : { changes: options.change }) };
      const { out } = openTerminal(false);
      if (options.of === 'heart') {
        const reply = await link.post<CardiovascularReply>('/risk/cardiovascular', body);
        if (options.json) return out(JSON.stringify(reply));
        for (const line of heartLines(reply)) out(line);
        return;
      }
      const reply = await link.post<ProgressionReply>('/risk/progression', body);
      if (options.json) return out(JSON.stringify(reply));
      for (const line of progressionLines(reply)) out(line);
    });
}

function heartLines({ horizons, intervals, source }: CardiovascularReply): readonly string[] {
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  return [
    ...horizons.flatMap(({ years, usual, changed }) => [
      `within ${years} years`,
      ...OUTCOMES.map(([outcome, words]) => {
        const now = percent(usual[outcome]);
        if (changed === null) return `  ${words} ${now}`;
        const { risk, low, high } = changed[outcome];
        return `  ${words} ${now}, with the changes ${percent(risk)} (${percent(low)} to ${percent(high)})`;
      }),
    ]),
    `  ${intervals}`,
    `  ${source}`,
  ];
}

function progressionLines({
  lives,
  usual,
  difference,
  outsideValidity,
  source,
}: ProgressionReply): readonly string[] {
  const told = ({ mean, error }: { readonly mean: number; readonly error: number }): string =>
    `${mean.toFixed(2)} (Monte-Carlo error ${error.toFixed(2)})`;
  return [
    `years of life ${told(usual.lifeYears)}, over ${lives} lives`,
    ...(difference === null ? [] : [`  gained by the changes ${told(difference.lifeYears)}`]),
    ...outsideValidity.map((words) => `  outside the range of the equations: ${words}`),
    `  ${source}`,
  ];
}
