import { readdir, readFile } from 'node:fs/promises';
import { readJson } from '@twinward/connect/json';
import { TwinwardError } from '@twinward/contract';
import {
  type BottleneckScore,
  type BpmnValues,
  compareScenarios,
  exportBpmn,
  type FigureChange,
  type HospitalModel,
  type HospitalResult,
  importBpmn,
  type RunOptions,
  rankBottlenecks,
  readHospital,
  runHospital,
  stressReport,
  URGENT_CARE,
  urgentCareHospital,
} from '@twinward/twins/hospital';
import { repositoryPath } from '../repository-path.ts';
import { type DrawingValues, drawingValuesSchema } from '../schemas/drawing-schema.ts';
import type { ReplayView } from '../schemas/hospital-run-schema.ts';
import { type CalibrationLine, calibrationLines } from './calibration-lines.ts';
import { replayOf } from './replay-of.ts';

/** A hospital that was read, and what can be done with it. */
export interface OpenHospital {
  readonly model: HospitalModel;
  run(options: RunOptions): HospitalResult;
  /** A scenario less the model as it is; every figure that both have unless some are named. */
  compare(scenario: string, figures: readonly string[], options: RunOptions): readonly FigureChange[];
  bottlenecks(figure: string, options: RunOptions): readonly BottleneckScore[];
  /** Reported figures beside what the model gives. */
  calibration(options: RunOptions): readonly CalibrationLine[];
  report(result?: HospitalResult): string;
  /** The first replication of a seed, as it happened. */
  replay(scenario: string | null, seed: string): ReplayView;
  /** As a BPMN 2.0 file. */
  bpmn(): Promise<string>;
}

/** The published centre, whose model is written in code: `verify urgent-care` holds it to an independent simulation. */
const CENTRE = 'urgent-care';

/** The names of the hospitals that come with the platform. */
export async function hospitalNames(): Promise<readonly string[]> {
  const files = await readdir(repositoryPath('data', 'hospital', 'models'));
  const named = files.filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -'.json'.length));
  return [CENTRE, ...named.sort()];
}

/**
 * Opens a hospital by the name of one that comes with the platform, or by the path of its JSON file. Throws `usage` when there is
 * no such file, `file.invalid` when it is no JSON, `model.invalid` when it is no hospital that can be run. `values` is the path of a JSON
 * file of what a drawing from another tool needs, `{unit, until, amounts}`.
 */
export async function openHospital(name: string, values?: string): Promise<OpenHospital> {
  if (name === CENTRE) return opened(urgentCareHospital(URGENT_CARE, { hourly: await centreArrivals() }));
  const path = /\.(json|bpmn)$/.test(name)
    ? name
    : repositoryPath('data', 'hospital', 'models', `${name}.json`);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    throw new TwinwardError('usage', `there is no hospital "${name}"`, {
      field: 'model',
      remedy: `use one of ${(await hospitalNames()).join(', ')}, or the path of a JSON file`,
    });
  }
  return opened(
    await readHospitalText(text, name, values === undefined ? undefined : await valuesFrom(values)),
  );
}

/**
 * A hospital from the text of its JSON or BPMN 2.0 file. Throws `file.invalid` when it is neither, `model.invalid` by field when it is no hospital
 * that can be run, such as a drawing to which the values are missing.
 */
export async function readHospitalText(
  text: string,
  name: string,
  values?: BpmnValues,
): Promise<HospitalModel> {
  return isDrawing(text)
    ? await importBpmn(text, values)
    : readHospital(readJson(text, { what: name, field: 'model', remedy: 'mend the file' }));
}

/** Whether the text of a hospital's file is BPMN rather than JSON. */
export function isDrawing(text: string): boolean {
  return text.trimStart().startsWith('<');
}

function opened(model: HospitalModel): OpenHospital {
  return {
    model,
    run: (options) => runHospital(model, options),
    compare: (scenario, figures, options) => {
      const { scenario: _as, precision: _until, ...rest } = options;
      const base = runHospital(model, rest);
      const changed = runHospital(model, { ...rest, scenario });
      const both = Object.keys(base.figures).filter(
        (figure) =>
          base.figures[figure]!.why === undefined &&
          changed.figures[figure]?.why === undefined &&
          figure in changed.figures,
      );
      return compareScenarios(base, changed, figures.length > 0 ? figures : both);
    },
    bottlenecks: (figure, options) => rankBottlenecks(model, figure, options),
    calibration: (options) => calibration(model, options),
    report: (result) => stressReport(model, result),
    replay: (scenario, seed) => replayOf(model, scenario, seed),
    bpmn: () => exportBpmn(model),
  };
}

function calibration(model: HospitalModel, options: RunOptions): readonly CalibrationLine[] {
  const { scenario: _as, ...rest } = options;
  const base = runHospital(model, rest);
  const { precision: _until, ...fixed } = rest;
  const { replications } = base;
  return calibrationLines(model, base, (scenario) =>
    runHospital(model, { ...fixed, replications, scenario }),
  );
}

/** Arrivals an hour, from 06:00 on. */
async function centreArrivals(): Promise<readonly number[]> {
  const text = await readFile(repositoryPath('data', 'hospital', 'urgent-care-arrivals.csv'), 'utf8');
  const [, ...lines] = text.trim().split('\n');
  return lines.map((line) => Number(line.split(',')[1]));
}

async function valuesFrom(path: string): Promise<BpmnValues> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new TwinwardError('usage', `there is no file "${path}"`, { field: 'values' });
  });
  const read = drawingValuesSchema.safeParse(
    readJson(text, { what: path, field: 'values', remedy: 'mend the file' }),
  );
  if (read.success) return bpmnValues(read.data);
  const { path: at, message } = read.error.issues[0]!;
  throw new TwinwardError('file.invalid', `${path}: ${message}`, {
    field: ['values', ...at].join('.'),
    remedy: 'give {"unit": "min", "until": 10080, "amounts": {"time of triage": 5}}',
  });
}

/** What was given with a drawing, as the parameters of its model. */
export function bpmnValues({ unit, until, amounts }: DrawingValues): BpmnValues {
  const parameters = Object.entries(amounts).map(
    ([name, value]) => [name, { value, basis: 'assumed', source: 'given with the drawing' }] as const,
  );
  return { time: { unit }, run: { until }, parameters: Object.fromEntries(parameters) };
}
