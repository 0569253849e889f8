import { describe, expect, it } from 'vitest';
import type { FanView, ForecastView, HistoryView } from '../generated/types.ts';
import { readRibbon, ribbonStops } from './read-ribbon.ts';
import { gatherRibbon, type RibbonSources } from './ribbon.ts';
import { ribbonTable } from './ribbon-table.ts';

const T0 = Date.UTC(2026, 2, 1, 12);
const iso = (minutes: number): string => new Date(T0 + minutes * 60_000).toISOString();
const level = (value: number): number[] => [value, value, value];

const history: HistoryView = {
  twin: 't',
  from: iso(-20),
  to: iso(15),
  readings: [
    [-10, 100, null, null],
    [-5, null, null, 'sensor-error'],
    [0, 40, 'below', null],
    [5, 90, null, null],
  ].map(([minutes, value, censored, absent], seq) => ({
    seq,
    at: iso(minutes as number),
    recordedAt: iso(minutes as number),
    observable: 'glucose',
    value: value as number | null,
    unit: 'mg/dL',
    censored: censored as 'below' | null,
    absent: absent as string | null,
    status: 'final',
    source: 'test',
    sourceId: String(seq),
    doubts: [],
  })),
  interventions: [],
  estimates: [{ at: iso(0), observable: 'glucose', mean: 45, sd: 2 }],
};
const fan: FanView = {
  name: 'glucose',
  label: 'Glucose',
  unit: 'mg/dL',
  of: 'observable',
  mean: level(80),
  q05: level(60),
  q25: level(70),
  q50: level(80),
  q75: level(90),
  q95: level(100),
  paths: [level(81)],
};
const forecast: ForecastView = {
  twin: 't',
  model: 'm',
  modelVersion: '1.0.0',
  seq: 3,
  from: iso(0),
  issuedAt: iso(0),
  seed: '0',
  size: 100,
  times: [iso(5), iso(10), iso(15)],
  fans: [fan],
  risks: [],
  fit: { kind: 'fits', reason: null, since: null },
};
const sources: RibbonSources = {
  quantity: { name: 'glucose', label: 'Glucose', unit: 'mg/dL' },
  history,
  forecast,
  branch: null,
  proposed: [],
  thresholds: [],
  range: 20 * 60_000,
  ahead: 60 * 60_000,
  now: T0,
};
const MGDL = { unit: 'mg/dL', factor: 1, decimals: 0 };

describe('the ribbon', () => {
  it('tells what was known from what came later', () => {
    const ribbon = gatherRibbon(sources);
    expect(ribbon.readings).toHaveLength(3);
    expect(ribbon.later.map((reading) => reading.value)).toEqual([90]);
  });

  it('opens the fan from where the twin stood, with its spread', () => {
    const opened = gatherRibbon(sources).baseline!;
    expect(opened.at[0]).toBe(T0);
    expect(opened.q50[0]).toBe(45);
    expect(opened.q95[0]! - opened.q05[0]!).toBeCloseTo(2 * 1.645 * 2, 2);
    expect(opened.paths[0]).toHaveLength(4);
  });

  it('of a twin that abstains has no fan and still reaches ahead', () => {
    const ribbon = gatherRibbon({ ...sources, forecast: { ...forecast, times: [], fans: [] } });
    expect(ribbon.baseline).toBeNull();
    expect(ribbon.to).toBe(T0 + sources.ahead);
  });

  it('reads what it shows at an instant: the truth beside the forecast', () => {
    const shown = readRibbon(gatherRibbon(sources), T0 + 5 * 60_000);
    expect(shown.reading?.value).toBe(90);
    expect(shown.baseline?.q50).toBe(80);
    expect(readRibbon(gatherRibbon(sources), T0 - 10 * 60_000).baseline).toBeNull();
  });

  it('holds in its table every instant that the chart has, with censored and absent readings named', () => {
    const ribbon = gatherRibbon(sources);
    const table = ribbonTable(ribbon, MGDL);
    expect(table.rows).toHaveLength(ribbonStops(ribbon).length);
    expect(table.rows.map((row) => row[2])).toContain('sensor-error');
    expect(table.rows.map((row) => row[2])).toContain('below');
    for (const row of table.rows) expect(row).toHaveLength(table.header.length);
  });

  it('adds the what-if to the table when there is one', () => {
    const table = ribbonTable(gatherRibbon({ ...sources, branch: [fan] }), MGDL);
    expect(table.header).toContain('What-if, median');
    for (const row of table.rows) expect(row).toHaveLength(table.header.length);
  });
});
