import { openAsBlob } from 'node:fs';
import { TwinwardError } from '@twinward/contract';
import { Command } from 'commander';
import { type LinkOptions, OPTION } from '../defaults.ts';
import { EXIT } from '../exit.ts';
import type { SetExit } from '../program.ts';
import { linkServer } from '../server-link.ts';
import { openTerminal } from '../terminal.ts';

interface ImportOptions extends LinkOptions {
  readonly subject: string;
  readonly format?: string;
  readonly unit?: string;
  readonly zone?: string;
  readonly person?: string;
  readonly dayFirst?: boolean;
  readonly monthFirst?: boolean;
  readonly preview?: boolean;
  readonly acceptGood?: boolean;
}

interface ImportReport {
  readonly format: string;
  readonly rows: number;
  readonly readings: number;
  readonly interventions: number;
  readonly duplicates?: number;
  readonly problemCount: number;
  readonly problems: readonly {
    readonly row?: number;
    readonly field?: string;
    readonly detail: string;
    readonly remedy?: string;
  }[];
}

/** `twinward import`: a wearable's file into the record, all of it, its good rows, or nothing. */
export function importCommand(setExit: SetExit): Command {
  return new Command('import')
    .description(
      'import a file of Dexcom Clarity, LibreView, Apple Health (export.xml), Open mHealth, or a table',
    )
    .argument('<file>', 'the file')
    .requiredOption('--subject <reference>', 'whose data it is, e.g. Patient/p-17')
    .option('--format <name>', 'clarity, libreview, generic or recording; recognised otherwise')
    .option('--unit <unit>', 'mg/dL or mmol/L, where the file does not say')
    .option('--zone <zone>', 'IANA time zone of the file, e.g. Europe/Dublin, where it does not say')
    .option('--person <id>', 'whose rows, in a file of several people')
    .option('--day-first', 'dates are day-month-year')
    .option('--month-first', 'dates are month-day-year')
    .option('--preview', 'look only; keep nothing')
    .option('--accept-good', 'import the good rows of a file that has bad ones')
    .addOption(OPTION.data())
    .addOption(OPTION.url())
    .addOption(OPTION.json())
    .action(async (file: string, options: ImportOptions) => {
      const terminal = openTerminal(options.json === true);
      const link = await linkServer(options.data, options.url);
      const blob = await openAsBlob(file).catch(() => {
        throw new TwinwardError('usage', `${file} cannot be read`, {
          field: 'file',
          remedy: 'check the path',
        });
      });
      const query = {
        subject: options.subject,
        format: options.format,
        unit: options.unit,
        zone: options.zone,
        person: options.person,
        dayFirst: options.dayFirst ? 'true' : options.monthFirst ? 'false' : undefined,
      };
      terminal.say(`reading ${file} (${(blob.size / 1e6).toFixed(1)} MB)`);
      const preview = await link.upload<ImportReport>('/imports/preview', blob, query);
      const refuse = preview.problemCount > 0 && options.acceptGood !== true;
      const report =
        options.preview || refuse
          ? preview
          : await link.upload<ImportReport>('/imports', blob, {
              ...query,
              acceptGood: options.acceptGood ? 'true' : undefined,
            });
      if (options.json) terminal.out(JSON.stringify(report));
      else print(report, terminal.out);
      if (refuse && !options.preview) {
        terminal.say('nothing was imported: mend the rows above, or import the good ones with --accept-good');
        setExit(EXIT.failed);
      }
    });
}

function print(report: ImportReport, out: (line: string) => void): void {
  out(
    `${report.format}: ${report.rows} rows, ${report.readings} readings, ${report.interventions} interventions, ${report.duplicates ?? 0} known already, ${report.problemCount} problems`,
  );
  for (const problem of report.problems.slice(0, 20)) {
    out(
      `  row ${problem.row ?? '?'}, ${problem.field ?? 'file'}: ${problem.detail}${problem.remedy === undefined ? '' : `; ${problem.remedy}`}`,
    );
  }
  if (report.problemCount > 20) out(`  ... and ${report.problemCount - 20} more`);
}
