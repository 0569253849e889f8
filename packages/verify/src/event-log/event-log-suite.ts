// `verify event-log`: what a log holds, and whether a process fitted to it gives the same flows when it is mined again.
import { ProcessSimulation } from '@twinward/simulate';
import {
  type ActivityLog,
  activityLog,
  conformance,
  directlyFollows,
  discoverProcess,
  fitPathway,
  processTreeText,
  readLogTable,
  readXes,
  runLog,
  variantsOf,
} from '@twinward/twins/hospital';
import { readInput } from '../read-input.ts';
import { repositoryPath } from '../repository-path.ts';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { readTable } from '../table.ts';

/** Relative difference of an edge's share of the cases. */
const BAR = 0.05;
/** Standard errors that chance may add to it: rare edges are few in the log and in the run. */
const CHANCE = 3;
/** Cases simulated at least. */
const CASES = 40_000;
/** Shown in full up to so many. */
const MOST_SHOWN = 40;

/** For each log: replay on the discovered model with nothing passed over, and every edge of the fitted process when mined again. */
export const eventLogSuite: Suite = {
  name: 'event-log',
  title: 'Event logs mined, fitted, simulated and mined again: flows within 5 %',
  takes: 'an event log as CSV or XES, as data/hospital/event-log.csv',
  options: {},
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const files = call.files.length > 0 ? call.files : [repositoryPath('data', 'hospital', 'event-log.csv')];
    const failed: CaseNote[] = [];
    const figures: Record<string, number | string> = { seed: call.seed };
    let cases = 0;
    for (const [index, file] of files.entries()) {
      const log = readLog(await readInput(file), file);
      const prefix = files.length > 1 ? `${file}: ` : '';
      const { traces } = log;
      const follows = directlyFollows(traces);
      figures[`${prefix}cases`] = traces.length;
      figures[`${prefix}activities`] = follows.activities.size;
      figures[`${prefix}activity instances`] = [...follows.activities.values()].reduce((a, b) => a + b, 0);
      figures[`${prefix}variants`] = variantsOf(traces).length;
      figures[`${prefix}directly-follows edges`] = follows.edges.length;
      if (log.open > 0) figures[`${prefix}starts never completed`] = log.open;
      const tree = discoverProcess(traces);
      figures[`${prefix}discovered`] = processTreeText(tree).slice(0, 400);
      const { fitness } = conformance(tree, traces);
      figures[`${prefix}fitness of the log on what was discovered (1)`] = fitness;
      cases += 1;
      if (fitness < 1) failed.push({ name: `${prefix}replay`, why: `fitness ${fitness}` });
      const again = simulated(log, call);
      figures[`${prefix}cases simulated`] = again.traces.length;
      const found = new Map(
        directlyFollows(again.traces).edges.map(({ from, to, count }) => [`${from} -> ${to}`, count]),
      );
      for (const [place, { from, to, count }] of follows.edges.entries()) {
        cases += 1;
        const name = `${from} -> ${to}`;
        const observed = count / traces.length;
        const share = (found.get(name) ?? 0) / again.traces.length;
        const off = share / observed - 1;
        const chance = Math.sqrt(1 / (observed * again.traces.length));
        const words = `${count} of ${traces.length}; simulated ${(share * traces.length).toFixed(1)}, ${(100 * off).toFixed(2)} %`;
        if (place < MOST_SHOWN) figures[`${prefix}${name}`] = words;
        if (Math.abs(off) > BAR + (chance > BAR / CHANCE ? CHANCE * chance : 0))
          failed.push({ name: `${prefix}${name}`, why: words });
      }
      const known = new Set(follows.edges.map(({ from, to }) => `${from} -> ${to}`));
      cases += 1;
      for (const name of found.keys())
        if (!known.has(name))
          failed.push({ name: `${prefix}${name}`, why: 'an edge that the log does not have' });
      call.progress(index + 1, files.length, 'event logs');
    }
    const wrong = new Set(failed.map(({ name }) => name)).size;
    return { cases, passed: cases - wrong, failed, unsupported: [], figures };
  },
};

function readLog(text: string, file: string): ActivityLog {
  return activityLog(
    text.trimStart().startsWith('<') ? readXes(text) : readLogTable(readTable(text, [], file)),
  );
}

function simulated(log: ActivityLog, call: SuiteCall): ActivityLog {
  const pathway = fitPathway(log.traces);
  const run = new ProcessSimulation(pathway.model, { seed: call.seed, log: true });
  const begins = log.traces.map(({ activities }) => activities[0]!.start);
  const span = (begins[begins.length - 1]! - begins[0]!) / 60;
  // the fitted rates hold for as long as the log lasted; twice the cases that are asked for are sure to come
  run.advance((span * 1.5 * CASES) / log.traces.length);
  return runLog(pathway, run.takeLog());
}
