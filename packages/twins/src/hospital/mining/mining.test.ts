import { philox } from '@twinward/simulate';
import { describe, expect, test } from 'vitest';
import { activityLog, type Trace } from './activity-log.ts';
import { alignTrace } from './align-trace.ts';
import { conformance } from './conformance.ts';
import { directlyFollows, variantsOf } from './directly-follows.ts';
import { discoverProcess } from './discover-process.ts';
import { fitPathway } from './fit-pathway.ts';
import { type ProcessTree, processTreeText } from './process-tree.ts';
import { readLogTable } from './read-log-table.ts';
import { readXes } from './read-xes.ts';
import { workflowNet } from './workflow-net.ts';

const traceOf = (names: string, caseId = names): Trace => ({
  caseId,
  activities: [...names].map((name, i) => ({ name, start: i * 60, complete: i * 60 + 30, resource: null })),
});
const discovered = (...cases: string[]): string =>
  processTreeText(discoverProcess(cases.map((names, i) => ({ ...traceOf(names), caseId: String(i) }))));

describe('rows become cases', () => {
  const start = { caseId: 'NA', activity: 'scan', time: 100, transition: 'start' } as const;

  test('a case called NA is a case, and two scans of one patient are told apart by their instance', () => {
    const rows = [
      { ...start, instance: '1' },
      { ...start, time: 110, instance: '2' },
      { ...start, time: 120, transition: 'complete' as const, instance: '2' },
      { ...start, time: 400, transition: 'complete' as const, instance: '1' },
    ];
    const [trace] = activityLog(rows).traces;
    expect(trace!.caseId).toBe('NA');
    expect(trace!.activities.map(({ start, complete }) => complete - start)).toEqual([300, 10]);
  });

  test('a stay that ends before it begins is refused by its row', () => {
    const rows = [start, { ...start, time: 90, transition: 'complete' as const }];
    expect(() => activityLog(rows)).toThrow(/row 2 .* before it starts in row 1/);
  });

  test('what has not ended is counted, not guessed', () => {
    const log = activityLog([start, { caseId: 'B', activity: 'talk', time: 5 }]);
    expect(log.open).toBe(1);
    expect(log.traces).toHaveLength(1);
  });

  test('a table whose time column cannot be told is refused by what is missing', () => {
    expect(() => readLogTable([{ patient: '1', activity: 'scan', when: 'noon' }])).toThrow(/hold the time/);
  });

  test('XES gives the same rows as a table', () => {
    const event = (transition: string, time: string): string =>
      `<event><string key="concept:name" value="scan"/><string key="lifecycle:transition" value="${transition}"/>` +
      `<date key="time:timestamp" value="${time}"/></event>`;
    const xes = `<log><trace><string key="concept:name" value="7"/>${event('start', '2026-01-05T08:00:00+01:00')}${event(
      'complete',
      '2026-01-05T08:30:00+01:00',
    )}</trace></log>`;
    const table = [
      { case: '7', activity: 'scan', start: '2026-01-05T07:00:00Z', end: '2026-01-05T07:30:00Z' },
    ];
    expect(activityLog(readXes(xes))).toEqual(activityLog(readLogTable(table)));
    expect(() => readXes('<!DOCTYPE log><log/>')).toThrow(/document types/);
  });
});

describe('discovery', () => {
  test('order, choice, side by side and repetition are told apart', () => {
    expect(discovered('abd', 'acd')).toBe('→(a, ×(b, c), d)');
    expect(discovered('abcd', 'acbd')).toBe('→(a, ∧(b, c), d)');
    expect(discovered('ab', 'abcab', 'abcabcab')).toBe('↺(→(a, b), c)');
    expect(discovered('abab', 'ab')).toBe('↺(→(a, b), τ)');
  });

  test('whatever the process, every case that it made can be replayed on what is discovered', () => {
    const draws = philox('00000000000000ab');
    for (let n = 0; n < 60; n++) {
      const tree = randomTree(n, 0, { next: 0 });
      const traces = Array.from({ length: 30 }, (_, i) => traceOf(play(tree, n * 100 + i), String(i)));
      const filled = traces.filter(({ activities }) => activities.length > 0);
      if (filled.length === 0) continue;
      expect(conformance(discoverProcess(filled), filled).fitness, processTreeText(tree)).toBe(1);
    }

    function randomTree(seed: number, depth: number, names: { next: number }): ProcessTree {
      const u = draws.draws(seed, depth, names.next).uniform();
      if (depth === 3 || u < 0.25)
        return { kind: 'activity', name: 'abcdefghijklmnopqrstuvwxyz'[names.next++ % 26]! };
      const kind = (['sequence', 'choice', 'parallel', 'loop'] as const)[Math.floor(u * 997) % 4]!;
      return { kind, children: [0, 1].map(() => randomTree(seed, depth + 1, names)) };
    }
    function play(tree: ProcessTree, seed: number): string {
      const random = draws.draws(seed, 99, 0);
      const run = (node: ProcessTree): string => {
        if (node.kind === 'activity') return node.name;
        if (node.kind === 'silent') return '';
        const [first, second] = node.children as [ProcessTree, ProcessTree];
        if (node.kind === 'choice') return run(random.uniform() < 0.5 ? first : second);
        if (node.kind === 'sequence') return run(first) + run(second);
        if (node.kind === 'loop') {
          let all = run(first);
          while (random.uniform() < 0.3) all += run(second) + run(first);
          return all;
        }
        let [a, b, all] = [run(first), run(second), ''];
        while (a !== '' || b !== '') {
          const fromA = b === '' || (a !== '' && random.uniform() < 0.5);
          all += fromA ? a[0]! : b[0]!;
          if (fromA) a = a.slice(1);
          else b = b.slice(1);
        }
        return all;
      };
      return run(tree);
    }
  });

  test('a rare detour is passed over when asked', () => {
    const cases = [...Array.from({ length: 98 }, () => 'abc'), 'acb', 'bac'];
    const traces = cases.map((names, i) => traceOf(names, String(i)));
    expect(processTreeText(discoverProcess(traces, { noise: 0.2 }))).toBe('→(a, b, c)');
    expect(conformance(discoverProcess(traces, { noise: 0.2 }), traces).fitting).toBe(0.98);
  });
});

describe('replay', () => {
  test('a step left out costs one move of the model, one too many one of the log', () => {
    const net = workflowNet(discoverProcess([traceOf('abc')]));
    expect(alignTrace(net, ['a', 'c']).moves.find(({ kind }) => kind === 'model')!.activity).toBe('b');
    expect(alignTrace(net, ['a', 'b', 'x', 'c']).moves.find(({ kind }) => kind === 'log')!.activity).toBe(
      'x',
    );
  });

  test('flows, gaps and variants are counted', () => {
    const traces = [traceOf('ab', '1'), traceOf('ab', '2'), traceOf('b', '3')];
    expect(directlyFollows(traces).edges).toEqual([
      { from: 'a', to: 'b', count: 2, meanGap: 30, medianGap: 30 },
    ]);
    expect(variantsOf(traces).map(({ count }) => count)).toEqual([2, 1]);
  });
});

describe('a fitted process', () => {
  test('has as many units as were busy at once, and leaves waiting for them to the queue', () => {
    const scan = (start: number): Trace['activities'] => [
      { name: 'book', start: 0, complete: 1, resource: null },
      { name: 'scan', start, complete: start + 600, resource: null },
    ];
    const traces = [0, 600, 1200].map((start, i) => ({ caseId: String(i), activities: scan(10 + start) }));
    const { model } = fitPathway(traces);
    expect(model.resources.scan!.capacity).toBe(1);
    const lag = model.sources.case!.process.steps.find(
      (step) => step.do === 'delay' && step.name?.startsWith('before scan'),
    );
    expect(lag).toMatchObject({ time: { values: [0, 0, 0.15] } });
  });
});
