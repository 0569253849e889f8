// `verify dosing`: every kind of dosing record against the concentrations NONMEM gives.
import { access } from 'node:fs/promises';
import { TwinwardError } from '@twinward/contract';
import { followRecords } from '@twinward/twins/patient';
import { readInput } from '../read-input.ts';
import { repositoryPath } from '../repository-path.ts';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { type DosingCase, KINETICS, readDosingCases } from './dosing-case.ts';

/** NONMEM prints five digits. */
const BAR = 1e-4;
/** Copyleft files lie beside the repository, not in it. */
const BESIDE = ['..', 'shared', 'data', 'patient', 'pk', 'nonmem-dosing-1001-odd.csv'];

/** Concentrations at every row of every course, compared relative to NONMEM's; amounts are mg, concentrations ug/L. */
export const dosingSuite: Suite = {
  name: 'dosing',
  title: 'Dosing records (bolus, infusion, lag, bioavailability, steady state, reset) against NONMEM, 1e-4',
  takes: 'a CSV of courses in the columns of mrgsolve/nmtests (dosing), with NONMEM_CP',
  options: {},
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const files = call.files.length > 0 ? call.files : [await beside()];
    const failed: CaseNote[] = [];
    const unsupported: CaseNote[] = [];
    const figures: Record<string, number | string> = {};
    let [cases, rows, worst] = [0, 0, 0];
    for (const file of files) {
      const courses = readDosingCases(await readInput(file), file);
      for (const [index, course] of courses.entries()) {
        cases += 1;
        const name = `course ${course.name}`;
        try {
          const { error, at } = largestError(course);
          rows += course.records.length;
          worst = Math.max(worst, error);
          figures[`${name}: largest relative difference from NONMEM`] = Number(error.toPrecision(3));
          if (!(error <= BAR)) failed.push({ name, why: `${error.toExponential(2)} off at hour ${at}` });
        } catch (problem) {
          if (!(problem instanceof TwinwardError) || problem.code === 'usage') throw problem;
          unsupported.push({ name, why: `${problem.message}: ${problem.place.remedy ?? ''}` });
        }
        call.progress(index + 1, courses.length, 'courses');
      }
    }
    figures['rows compared'] = rows;
    figures['largest relative difference from NONMEM (at most 1e-4)'] = Number(worst.toPrecision(3));
    return { cases, passed: cases - failed.length - unsupported.length, failed, unsupported, figures };
  },
};

function largestError(course: DosingCase): { readonly error: number; readonly at: number } {
  let [error, at] = [0, 0];
  followRecords(
    course.records,
    (index) => ({ kinetics: KINETICS, entries: course.entries[index]! }),
    (index, amounts) => {
      const ours = (1000 * amounts[KINETICS.central]!) / KINETICS.constants.V;
      const expected = course.expected[index]!;
      const off = ours === expected ? 0 : Math.abs(ours - expected) / Math.abs(expected);
      if (off > error || Number.isNaN(off)) [error, at] = [off, course.records[index]!.time];
    },
  );
  return { error, at };
}

async function beside(): Promise<string> {
  const path = repositoryPath(...BESIDE);
  await access(path).catch(() => {
    throw new TwinwardError('usage', 'the NONMEM courses are not present beside the repository', {
      field: 'FILE',
      remedy: 'name the file: they are GPL-2 and not shipped (mrgsolve/nmtests, dosing)',
    });
  });
  return path;
}
