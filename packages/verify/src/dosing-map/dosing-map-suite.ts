// `verify dosing-map`: the most probable individual against NONMEM's POSTHOC step and Monolix.
import { existsSync } from 'node:fs';
import { TwinwardError } from '@twinward/contract';
import { type MapEstimate, mapEstimate } from '@twinward/estimate';
import {
  individualProblem,
  individualValues,
  type ObservedCourse,
  type PopulationModel,
  typicalValues,
} from '@twinward/twins/patient';
import { readInput } from '../read-input.ts';
import { repositoryPath } from '../repository-path.ts';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import type { WrittenModel } from './model-text.ts';
import { isPosthocTable, type PosthocRow, readNonmemData, readPosthocTable } from './nonmem-tables.ts';
import { type MapCase, readWrittenCases } from './written-cases.ts';

/** Of eta (absolute), and of its covariance and the objective (relative to the largest entry, and to the value). */
const [ETA, COVARIANCE, OBJECTIVE] = [1e-4, 1e-3, 1e-3];
const MILLISECONDS = 20;
const ROUNDS = 15;
const CASES = ['data', 'pk', 'map-reference-cases.json'];
const BESIDE = ['map-run001-data-1to4.csv', 'map-run001-nonmem-phi-1to4.csv'].map((name) =>
  repositoryPath('..', 'shared', 'data', 'patient', 'pk', name),
);

interface Judged {
  readonly name: string;
  readonly figure: string;
  readonly why: string | null;
}

/** Written cases, and NONMEM tables under the first model without a case of its own. */
export const dosingMapSuite: Suite = {
  name: 'dosing-map',
  title: 'Individual estimates (MAP) against NONMEM: eta 1e-4, covariance and objective 1e-3; Monolix: 1 %',
  takes: 'cases as data/pk/map-reference-cases.json, and a NONMEM data set with its table of estimates (CSV)',
  options: {},
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const given = call.files.length > 0;
    const beside = BESIDE.every((path) => existsSync(path));
    const files = given ? call.files : [repositoryPath(...CASES), ...(beside ? BESIDE : [])];
    const texts = await Promise.all(files.map(async (file) => ({ file, text: await readInput(file) })));
    const written = texts
      .filter(({ file }) => file.endsWith('.json'))
      .map(({ file, text }) => readWrittenCases(text, file));
    const tables = texts.filter(({ file }) => !file.endsWith('.json'));
    const failed: CaseNote[] = [];
    const unsupported: CaseNote[] = [];
    const figures: Record<string, number | string> = {};
    if (!given && !beside) figures['NONMEM tables of run001'] = 'not present';
    const clock = new Clock();
    const judged: (() => Judged)[] = [];
    const names: string[] = [];
    for (const { name, read } of written.flatMap(({ cases }) => cases)) {
      names.push(name);
      judged.push(() => judgeWritten(read(), clock));
    }
    if (tables.length > 0) {
      const own = written.flatMap(({ models }) => models)[0];
      const model = own ?? readWrittenCases(await readInput(repositoryPath(...CASES)), 'data/pk').models[0]!;
      for (const patient of patientsOf(tables)) {
        names.push(`patient ${patient.row.id}`);
        judged.push(() => judgePatient(model(), patient, clock));
      }
    }
    for (const [index, judge] of judged.entries()) {
      try {
        const { name, figure, why } = judge();
        figures[name] = figure;
        if (why !== null) failed.push({ name, why });
      } catch (error) {
        if (!(error instanceof TwinwardError) || error.code === 'usage') throw error;
        unsupported.push({ name: names[index]!, why: error.message });
      }
      call.progress(index + 1, judged.length, 'patients');
    }
    figures[
      `milliseconds an estimate, best of ${ROUNDS} rounds, the slowest case (at most ${MILLISECONDS})`
    ] = clock.slowest();
    const passed = judged.length - failed.length - unsupported.length;
    return { cases: judged.length, passed, failed, unsupported, figures };
  },
};

/** Times estimates: the fastest of some rounds of each case, so that other work on the machine is not counted. */
class Clock {
  readonly #fastest: number[] = [];

  estimate(model: PopulationModel, course: ObservedCourse): MapEstimate {
    let fastest = Number.POSITIVE_INFINITY;
    let found: MapEstimate | undefined;
    for (let round = 0; round < ROUNDS; round++) {
      const started = performance.now();
      found = mapEstimate(individualProblem(model, course));
      fastest = Math.min(fastest, performance.now() - started);
    }
    this.#fastest.push(fastest);
    return found!;
  }

  slowest(): number {
    return Math.round(Math.max(0, ...this.#fastest) * 100) / 100;
  }
}

function judgeWritten(test: MapCase, clock: Clock): Judged {
  const { model, names } = test.written;
  const { x } = clock.estimate(model, test.course);
  const last = test.course.covariates.at(-1) ?? {};
  const values = individualValues(model, typicalValues(model, last), x);
  let worst = 0;
  const why: string[] = [];
  for (const [name, expected] of Object.entries(test.expected)) {
    const place = names.indexOf(name);
    if (place < 0) {
      why.push(`${name} is not in the model`);
      continue;
    }
    const ours = test.expects === 'eta' ? x[place]! : values[model.parameters[place]!.name]!;
    const off = test.expects === 'eta' ? Math.abs(ours - expected) : Math.abs(ours / expected - 1);
    worst = Math.max(worst, off);
    if (!(off <= test.tolerance)) why.push(`${name} ${ours.toPrecision(6)}, ${test.software} ${expected}`);
  }
  const kind = test.expects === 'eta' ? 'eta' : 'parameters, relative';
  return {
    name: test.name,
    figure: `${kind}: ${worst.toExponential(1)} from ${test.software} (at most ${test.tolerance})`,
    why: why.length > 0 ? why.join('; ') : null,
  };
}

interface Patient {
  readonly row: PosthocRow;
  readonly course: ObservedCourse;
}

function patientsOf(tables: readonly { readonly file: string; readonly text: string }[]): readonly Patient[] {
  const estimates = tables.filter(({ text }) => isPosthocTable(text));
  const sets = tables.filter(({ text }) => !isPosthocTable(text));
  if (estimates.length !== 1 || sets.length !== 1) {
    throw new TwinwardError('usage', 'a NONMEM data set and its table of estimates go together', {
      field: 'FILE',
      remedy: 'give one of each',
    });
  }
  const courses = readNonmemData(sets[0]!.text, sets[0]!.file);
  return readPosthocTable(estimates[0]!.text, estimates[0]!.file).map((row) => {
    const course = courses.get(row.id);
    if (course !== undefined) return { row, course };
    throw new TwinwardError('usage', `${sets[0]!.file} has no patient ${row.id}`, { field: 'ID' });
  });
}

function judgePatient({ model }: WrittenModel, { row, course }: Patient, clock: Clock): Judged {
  const found = clock.estimate(model, course);
  const n = found.x.length;
  const eta = row.eta.reduce((worst, value, i) => Math.max(worst, Math.abs(found.x[i]! - value)), 0);
  const scale = Math.max(...row.covariance.map(([, , value]) => Math.abs(value)));
  const covariance = row.covariance.reduce(
    (worst, [i, j, value]) => Math.max(worst, Math.abs(found.covariance[i * n + j]! - value) / scale),
    0,
  );
  const objective = Math.abs(found.marginal / row.objective - 1);
  const bad = [
    eta <= ETA ? [] : [`eta ${eta.toExponential(1)} off`],
    covariance <= COVARIANCE ? [] : [`covariance ${covariance.toExponential(1)} off`],
    objective <= OBJECTIVE ? [] : [`objective ${objective.toExponential(1)} off`],
  ].flat();
  const [a, b, c] = [eta, covariance, objective].map((value) => value.toExponential(1));
  return {
    name: `patient ${row.id}`,
    figure: `eta ${a}, covariance ${b}, objective ${c} from NONMEM`,
    why: bad.length > 0 ? bad.join('; ') : null,
  };
}
