import { describe, expect, test } from 'vitest';
import type { Trace } from './activity-log.ts';
import { processMap } from './process-map.ts';
import { processTreeText } from './process-tree.ts';

const MINUTE = 60;
const trace = (caseId: string, names: string): Trace => ({
  caseId,
  activities: [...names].map((name, i) => ({
    name,
    start: i * 10 * MINUTE,
    complete: (i * 10 + 4) * MINUTE,
    resource: null,
  })),
});
const many = (names: string, count: number): Trace[] =>
  Array.from({ length: count }, (_, i) => trace(`${names}${i}`, names));

describe('a process map', () => {
  const traces = [...many('abc', 18), ...many('ac', 1), trace('NA', 'acb')];
  const map = processMap({ traces, open: 0 }, 0.2);

  test('shows where the rare cases leave the process that most of them keep to', () => {
    expect(processTreeText(map.tree)).toBe('→(a, b, c)');
    expect(map.fitting).toBe(18 / 20);
    const [a, b, c] = map.activities.toSorted((x, y) => (x.name < y.name ? -1 : 1));
    expect(a).toMatchObject({ starts: 20, ends: 0, skipped: 0, unforeseen: 0 });
    expect(b).toMatchObject({ name: 'b', count: 19, cases: 19, ends: 1 });
    // the case that swaps b and c has one of them too late, and so once too few
    expect(b!.skipped + c!.skipped).toBe(2);
    expect(b!.unforeseen + c!.unforeseen).toBe(1);
  });

  test('tells every case by its variant, one called NA among them', () => {
    const na = map.cases.find(({ caseId }) => caseId === 'NA')!;
    expect(map.variants[na.variant]).toMatchObject({ activities: ['a', 'c', 'b'], count: 1 });
    expect(na.span).toBe(24 * MINUTE);
  });

  test('times activities and what lies between them', () => {
    expect(map.activities[0]!.lasting).toEqual({ q25: 240, q50: 240, q75: 240 });
    expect(map.edges[0]).toMatchObject({ from: 'a', to: 'b', count: 18, medianGap: 360 });
  });

  test('of nothing is refused', () => {
    expect(() => processMap({ traces: [], open: 3 }, 0)).toThrow(/no case/);
  });
});
