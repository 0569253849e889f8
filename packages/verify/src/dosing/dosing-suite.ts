// `verify dosing`: every kind of dosing record against the concentrations NONMEM gives.
import { access } from 'node:fs/promises';
import { TwinwardError } from '@twinward/contract';
import { followRecords, type Kinetics } from '@twinward/twins/patient';
import { readInput } from '../read-input.ts';
import { repositoryPath } from '../repository-path.ts';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { type DosingCase, ENGINES, readDosingCases } from './dosing-case.ts';

/** NONMEM prints five digits. */
const BAR = 1e-4;
/** How far the solver may be from the closed form, relative. */
const ENGINES_BAR = 1e-8;
/** Copyleft files lie beside the repository, not in it. */
const BESIDE = ['..', 'shared', 'data', 'patient', 'pk', 'nonmem-dosing-1001-odd.csv'];

/**
 * Concentrations at every row of every course, by both engines, compared relative to NONMEM's and the solver's with those in closed
 * form; amounts are mg, concentrations ug/L.
 */
export const dosingSuite: Suite = {
  name: 'dosing',
  title:
    'Dosing records (bolus, infusion, lag, bioavailability, steady state, reset) by two engines against NONMEM, 1e-4',
  takes: 'a CSV of courses in the columns of mrgsolve/nmtests (dosing), with NONMEM_CP',
  options: {},
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const files = call.files.length > 0 ? call.files : [await beside()];
    const failed: CaseNote[] = [];
    const unsupported: CaseNote[] = [];
    const figures: Record<string, number | string> = {};
    let [cases, rows, worst, apart, solved] = [0, 0, 0, 0, 0];
    for (const file of files) {
      const courses = readDosingCases(await readInput(file), file);
      for (const [index, course] of courses.entries()) {
        cases += 1;
        const name = `course ${course.name}`;
        try {
          const closed = levelsOf(course, ENGINES['closed form']);
          const equations = levelsOf(course, ENGINES['differential equations']);
          const { error, at } = furthest(closed, course.expected, course);
          const second = furthest(equations, course.expected, course);
          const between = furthest(equations, closed, course);
          rows += course.records.length;
          worst = Math.max(worst, error, second.error);
          apart = Math.max(apart, between.error);
          if (second.error <= BAR && between.error <= ENGINES_BAR) solved += 1;
          figures[`${name}: largest relative difference from NONMEM; of the solver from the closed form`] =
            `${error.toExponential(2)}; ${between.error.toExponential(2)}`;
          const why = [
            error <= BAR ? [] : [`${error.toExponential(2)} off at hour ${at}`],
            second.error <= BAR
              ? []
              : [`the solver ${second.error.toExponential(2)} off at hour ${second.at}`],
            between.error <= ENGINES_BAR
              ? []
              : [`the engines ${between.error.toExponential(2)} apart at hour ${between.at}`],
          ].flat();
          if (why.length > 0) failed.push({ name, why: why.join('; ') });
        } catch (problem) {
          if (!(problem instanceof TwinwardError) || problem.code === 'usage') throw problem;
          unsupported.push({ name, why: `${problem.message}: ${problem.place.remedy ?? ''}` });
        }
        call.progress(index + 1, courses.length, 'courses');
      }
    }
    figures['rows compared'] = rows;
    figures['largest relative difference from NONMEM (at most 1e-4)'] = Number(worst.toPrecision(3));
    figures['courses passed by the solver as a second engine'] = `${solved} of ${cases}`;
    figures['largest relative difference of the solver from the closed form (at most 1e-8)'] = Number(
      apart.toPrecision(3),
    );
    return { cases, passed: cases - failed.length - unsupported.length, failed, unsupported, figures };
  },
};

/** Levels at every row, ug/L. */
function levelsOf(course: DosingCase, kinetics: Kinetics): readonly number[] {
  const levels: number[] = [];
  followRecords(
    course.records,
    (index) => ({ kinetics, entries: course.entries[index]! }),
    (_, amounts) => levels.push(1000 * kinetics.level(amounts)),
  );
  return levels;
}

/** The largest relative difference of levels from others, and its hour. */
function furthest(
  levels: readonly number[],
  from: readonly number[],
  { records }: DosingCase,
): { readonly error: number; readonly at: number } {
  let [error, at] = [0, 0];
  levels.forEach((level, index) => {
    const off = level === from[index] ? 0 : Math.abs(level - from[index]!) / Math.abs(from[index]!);
    if (off > error || Number.isNaN(off)) [error, at] = [off, records[index]!.time];
  });
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
