import { describe, expect, it } from 'vitest';
import { blockLayout } from './block-layout.ts';
import { BEGIN, END, flowEdges, shownEdges, usualDetail } from './flow-detail.ts';
import { flowLayout } from './flow-layout.ts';

const quarters = { q25: 1, q50: 1, q75: 1 };
const activity = (name: string, starts = 0, ends = 0) => ({
  name,
  count: 10,
  cases: 10,
  starts,
  ends,
  lasting: quarters,
  skipped: 0,
  unforeseen: 0,
});
const edge = (from: string, to: string, count: number) => ({ from, to, count, meanGap: 60, medianGap: 30 });
const MAP = {
  activities: [activity('a', 10), activity('b'), activity('c', 0, 10), activity('__proto__')],
  edges: [
    edge('a', 'b', 8),
    edge('b', 'c', 8),
    edge('a', 'c', 2),
    edge('b', 'b', 1),
    edge('b', '__proto__', 1),
  ],
};

describe('a map with less detail', () => {
  const edges = flowEdges(MAP);

  it('keeps a way to and from every activity', () => {
    const shown = shownEdges(edges, 0);
    const names = MAP.activities.map(({ name }) => name);
    expect(names.filter((name) => !shown.some(({ to }) => to === name))).toEqual([]);
    expect(shown.some(({ from }) => from === BEGIN)).toBe(true);
    expect(shown.some(({ to }) => to === END)).toBe(true);
    expect(shown.length).toBeLessThan(edges.length);
  });

  it('shows everything at full detail, and draws it downwards without a node over another', () => {
    const shown = shownEdges(edges, 1);
    expect(shown).toEqual(edges);
    const { nodes, edges: drawn } = flowLayout(
      MAP.activities.map(({ name }) => name),
      shown,
      () => 3,
    );
    const y = new Map(nodes.map((node) => [node.id, node.y]));
    expect(y.get(BEGIN)!).toBeLessThan(y.get('a')!);
    expect(y.get('a')!).toBeLessThan(y.get('b')!);
    expect(y.get('c')!).toBeLessThan(y.get(END)!);
    for (const [i, one] of nodes.entries())
      for (const two of nodes.slice(i + 1))
        expect(
          Math.abs(one.x - two.x) >= (one.width + two.width) / 2 ||
            Math.abs(one.y - two.y) >= (one.height + two.height) / 2,
        ).toBe(true);
    for (const { points } of drawn) expect(points.length).toBeGreaterThan(1);
  });

  it('begins above everything and ends below, whatever leads back', () => {
    const way = (from: string, to: string) => ({ from, to, count: 5, medianGap: null, meanGap: null });
    const ways = [way(BEGIN, 'a'), way('a', 'b'), way('b', END), way('b', 'c'), way('c', 'd'), way('d', 'b')];
    const { nodes, edges: drawn } = flowLayout(['a', 'b', 'c', 'd'], ways, () => 3);
    const y = new Map(nodes.map((node) => [node.id, node.y]));
    for (const name of ['a', 'b', 'c', 'd']) {
      expect(y.get(name)!).toBeGreaterThan(y.get(BEGIN)!);
      expect(y.get(name)!).toBeLessThan(y.get(END)!);
    }
    expect(drawn.map(({ edge: one }) => one)).toEqual(ways);
  });

  it('shows all ways of a small log, and of a large one as many as can be told from each other', () => {
    expect(usualDetail(edges)).toBe(100);
    const names = Array.from({ length: 20 }, (_, i) => `step ${i}`);
    const many = flowEdges({
      activities: names.map((name, i) => activity(name, i === 0 ? 10 : 0, i === 19 ? 10 : 0)),
      edges: names.flatMap((from, i) => names.map((to, k) => edge(from, to, 1 + ((7 * i + 13 * k) % 50)))),
    });
    const detail = usualDetail(many);
    expect(shownEdges(many, detail / 100).length).toBeLessThanOrEqual(40);
    expect(shownEdges(many, (detail + 5) / 100).length).toBeGreaterThan(40);
  });
});

describe('a process drawn block by block', () => {
  it('draws each activity once, side by side in a sequence and one above the other in a choice', () => {
    const leaf = (name: string) => ({ kind: 'activity' as const, name, children: [] });
    const nodes = [
      { kind: 'sequence' as const, name: null, children: [1, 2] },
      leaf('a'),
      { kind: 'choice' as const, name: null, children: [3, 4] },
      leaf('b'),
      { kind: 'loop' as const, name: null, children: [5, 6] },
      leaf('c'),
      { kind: 'silent' as const, name: null, children: [] },
    ];
    const drawing = blockLayout(nodes);
    const place = new Map(drawing.boxes.map((box) => [box.name, box]));
    expect([...place.keys()]).toEqual(['a', 'b', 'c']);
    expect(place.get('a')!.x).toBeLessThan(place.get('b')!.x);
    expect(place.get('b')!.y).toBeLessThan(place.get('c')!.y);
    for (const { x, y } of drawing.boxes) {
      expect(x).toBeLessThan(drawing.width);
      expect(y).toBeLessThan(drawing.height);
    }
  });
});
