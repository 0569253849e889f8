// `verify flow`: the process language: scenarios with known times, random models that must add up, and saved runs.
import { Worker } from 'node:worker_threads';
import { TwinwardError } from '@twinward/contract';
import { ProcessSimulation, seedFrom } from '@twinward/simulate';
import { compileHospital, readHospital } from '@twinward/twins/hospital';
import { readInput } from '../read-input.ts';
import { repositoryPath } from '../repository-path.ts';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { wholeOption } from '../whole-option.ts';
import { auditRun } from './audit-run.ts';
import { randomHospital } from './random-hospital.ts';
import { hashOf, type SavedPoints, savedPoints } from './saved-points.ts';
import { type Scenario, scenarioFault } from './scenario.ts';

const MODELS = 10_000;
const POINTS = 200;
const RICH_MODELS = 5;

/** Every scenario, the random models, and the points at which a run is saved, with one worker and with two. */
export const flowSuite: Suite = {
  name: 'flow',
  title:
    'The process language: scenarios with known times, random models that must add up, runs saved and restored',
  takes: 'a JSON list of scenarios, as data/hospital/flow-scenarios.json',
  options: { models: `random models (${MODELS})`, points: `points at which a run is saved (${POINTS})` },
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const files =
      call.files.length > 0 ? call.files : [repositoryPath('data', 'hospital', 'flow-scenarios.json')];
    const models = wholeOption(call, 'models', MODELS);
    const points = wholeOption(call, 'points', POINTS);
    const failed: CaseNote[] = [];
    let cases = 0;
    for (const file of files) {
      for (const scenario of await readScenarios(file)) {
        cases += 1;
        const why = scenarioFault(scenario);
        if (why !== null) failed.push({ name: scenario.name, why });
      }
    }
    const scenarios = cases;
    const rows = auditRandom(models, call, failed);
    const saved = await savedWithWorkers(points, call, failed);
    cases += models + saved.cases;
    return {
      cases,
      passed: cases - failed.length,
      failed,
      unsupported: [],
      figures: {
        seed: call.seed,
        'scenarios with known times': scenarios,
        'random models audited': models,
        'events in them': rows.events,
        'interrupted in them': rows.interrupts,
        'violations (0)': rows.violations,
        'runs saved and restored with the same events, one worker': `${saved.alike} of ${points}`,
        'the same with two workers': saved.same ? 'yes' : 'no',
      },
    };
  },
};

async function readScenarios(file: string): Promise<readonly Scenario[]> {
  try {
    const given: unknown = JSON.parse(await readInput(file));
    if (Array.isArray(given) && given.every((one) => typeof one?.name === 'string' && 'model' in one))
      return given as readonly Scenario[];
  } catch (error) {
    if (error instanceof TwinwardError) throw error;
  }
  throw new TwinwardError('file.invalid', `${file} is no JSON list of scenarios`, {
    field: 'FILE',
    remedy: 'give a list of { name, model, leaves | refused | deadlock | stops }',
  });
}

function auditRandom(
  count: number,
  call: SuiteCall,
  failed: CaseNote[],
): { readonly events: number; readonly interrupts: number; readonly violations: number } {
  let [events, interrupts, violations] = [0, 0, 0];
  for (let n = 0; n < count; n++) {
    if (call.signal.aborted)
      throw new TwinwardError('run.cancelled', `cancelled at model ${n}`, { field: 'signal' });
    const hospital = randomHospital(call.seed, n);
    const faults: string[] = [];
    try {
      const { until } = hospital.run;
      const model = compileHospital(readHospital(hospital));
      const run = new ProcessSimulation(model, { seed: seedFrom(call.seed, 'random', n), log: true });
      run.advance(until);
      const log = run.takeLog();
      events += log.time.length;
      interrupts += log.event.filter((event) => event === 5).length;
      faults.push(...auditRun({ model, log, summary: run.summary(), inside: run.inside, until }));
    } catch (error) {
      faults.push(String(error));
    }
    if (faults.length > 0) {
      violations += faults.length;
      failed.push({ name: `random model ${n}`, why: faults.slice(0, 3).join('; ') });
    }
    if (n % 200 === 0) call.progress(n, count, 'random models');
  }
  return { events, interrupts, violations };
}

/** The models with most kinds of steps among the first random ones are saved at random points. */
async function savedWithWorkers(
  points: number,
  call: SuiteCall,
  failed: CaseNote[],
): Promise<{ readonly cases: number; readonly alike: number; readonly same: boolean }> {
  const hospitals = Array.from({ length: 200 }, (_, n) => randomHospital(call.seed, n));
  hospitals.sort((a, b) => variety(b.nodes) - variety(a.nodes));
  const works = hospitals.slice(0, RICH_MODELS).map((hospital, i): SavedPoints => {
    const first = Math.floor((i * points) / RICH_MODELS);
    const count = Math.floor(((i + 1) * points) / RICH_MODELS) - first;
    const model = compileHospital(readHospital(hospital));
    return { model, seed: call.seed, until: hospital.run.until, first, count };
  });
  const half = (count: number): number => Math.ceil(count / 2);
  const [early, late] = await Promise.all([
    inThread(works.map((work) => ({ ...work, count: half(work.count) }))),
    inThread(
      works.map((work) => ({
        ...work,
        first: work.first + half(work.count),
        count: work.count - half(work.count),
      })),
    ),
  ]);
  let [alike, same] = [0, true];
  for (const [i, work] of works.entries()) {
    const whole = new ProcessSimulation(work.model, { seed: call.seed, log: true });
    whole.advance(work.until);
    const truth = hashOf([whole]);
    const alone = savedPoints(work);
    alone.forEach((hash, n) => {
      if (hash === truth) alike += 1;
      else
        failed.push({
          name: `${hospitals[i]!.name} saved at point ${work.first + n}`,
          why: 'goes on with other events',
        });
    });
    if ([...early[i]!, ...late[i]!].join() === alone.join()) continue;
    same = false;
    failed.push({ name: `${hospitals[i]!.name} with two workers`, why: 'other events than with one' });
  }
  return { cases: points + RICH_MODELS, alike, same };
}

function variety(nodes: Readonly<Record<string, { readonly do: string }>>): number {
  const kinds = new Set(Object.values(nodes).map((node) => node.do));
  return kinds.size * 100 + Object.keys(nodes).length;
}

function inThread(work: readonly SavedPoints[]): Promise<readonly (readonly string[])[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./saved-points-worker.ts', import.meta.url), { workerData: work });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}
