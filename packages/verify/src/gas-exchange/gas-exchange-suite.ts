// `verify gas-exchange`: what is known of lungs and blood, and what ours make of it.
import { setImmediate } from 'node:timers/promises';
import { bloodContents } from '@twinward/twins/patient';
import { readInput } from '../read-input.ts';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { numberIn, readTable } from '../table.ts';
import { type GasCheck, gasChecks } from './gas-checks.ts';

/** By how much a saturation may differ from a measured or published one. */
const BAR = 0.03;

/**
 * Published figures of dissociation, gas exchange, control of breathing and ventilation, and the balance of each gas. With FILE, saturations of
 * blood at given pressures instead: columns `pO2`, `pCO2` (mmHg) and `saturation` (0 to 1), at a base excess of 0.
 */
export const gasExchangeSuite: Suite = {
  name: 'gas-exchange',
  title: 'Lungs and blood (Albanese 2016) against published figures; each gas balanced to 1e-6',
  takes: 'CSVs with pO2, pCO2, saturation; without, the published figures',
  options: {},
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const failed: CaseNote[] = [];
    const figures: Record<string, number> = {};
    let cases = 0;
    for await (const { name, value, low, high } of call.files.length > 0
      ? saturations(call.files)
      : gasChecks()) {
      cases += 1;
      figures[`${name}; ${low} to ${high}`] = value;
      if (!(value >= low && value <= high)) failed.push({ name, why: `${value}; ${low} to ${high}` });
      call.progress(cases, cases, 'checks');
      await setImmediate();
    }
    return { cases, passed: cases - failed.length, failed, unsupported: [], figures };
  },
};

async function* saturations(files: readonly string[]): AsyncGenerator<GasCheck> {
  for (const file of files) {
    const rows = readTable(await readInput(file), ['pO2', 'pCO2', 'saturation'], file);
    for (const [index, row] of rows.entries()) {
      const [pO2, pCO2, saturation] = ['pO2', 'pCO2', 'saturation'].map((column) =>
        numberIn(row, column, index, file),
      ) as [number, number, number];
      const value = bloodContents(pO2, pCO2).saturation;
      const name = `${file} row ${index + 2}: saturation at ${pO2} and ${pCO2} mmHg`;
      yield { name, value, low: saturation - BAR, high: saturation + BAR };
    }
  }
}
