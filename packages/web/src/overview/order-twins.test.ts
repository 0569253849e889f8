import { describe, expect, it } from 'vitest';
import type { TwinSummary } from '../generated/types.ts';
import { mergeTwins } from '../live/live-store.ts';
import { ageOf } from './age-of.ts';
import { mainRisks } from './main-risks.ts';
import { needsAttention, orderTwins } from './order-twins.ts';

const risk = (side: 'below' | 'above', limit: number, probability: number): TwinSummary['risks'][number] => ({
  name: `${side}-${limit}`,
  words: `go ${side} ${limit} mg/dL`,
  of: 'glucose',
  side,
  limit,
  unit: 'mg/dL',
  source: 'test',
  probability,
  count: Math.round(probability * 50),
  typicalAt: null,
});

const twin = (id: string, part: Partial<TwinSummary> = {}): TwinSummary => ({
  id,
  subject: `Patient/${id}`,
  label: id,
  origin: 'recorded',
  attribution: null,
  kind: 'patient',
  model: 'm',
  modelVersion: '1.0.0',
  modelTitle: 'Model',
  openedAt: '2026-01-01T00:00:00.000Z',
  closedAt: null,
  seq: 1,
  fit: { kind: 'fits', reason: null, since: null },
  readUntil: null,
  latest: null,
  risks: [],
  track: null,
  drift: 1,
  recent: { at: [], median: [] },
  ...part,
});

const ward = [
  twin('calm'),
  twin('risky', { risks: [risk('below', 70, 0.6)] }),
  twin('silent', { fit: { kind: 'abstains', reason: 'stale', since: null } }),
  twin('drifting', { drift: 3 }),
  twin('young', { fit: { kind: 'warming-up', reason: null, since: null } }),
  twin('closed', {
    closedAt: '2026-01-02T00:00:00.000Z',
    fit: { kind: 'abstains', reason: 'closed', since: null },
  }),
];
const all = { text: '', show: 'all', origin: 'all', order: 'attention' } as const;

describe('the overview', () => {
  it('shows who abstains or drifts before anyone, then by risk', () => {
    expect(orderTwins(ward, all).map((one) => one.id)).toEqual([
      'silent',
      'drifting',
      'risky',
      'calm',
      'young',
      'closed',
    ]);
    expect(ward.filter(needsAttention).map((one) => one.id)).toEqual(['silent', 'drifting']);
  });

  it('finds twins by all words typed', () => {
    expect(orderTwins(ward, { ...all, text: 'patient RISK' }).map((one) => one.id)).toEqual(['risky']);
    expect(orderTwins(ward, { ...all, text: 'nobody' })).toEqual([]);
  });

  it('shows the first threshold on either side', () => {
    const risks = [
      risk('below', 54, 0),
      risk('below', 70, 0.1),
      risk('above', 250, 0),
      risk('above', 180, 0.3),
    ];
    expect(mainRisks(risks).map((one) => one.limit)).toEqual([70, 180]);
    expect(mainRisks([])).toEqual([]);
  });

  it('orders ten thousand twins', () => {
    const many = Array.from({ length: 10_000 }, (_, i) =>
      twin(`t${i}`, { risks: [risk('below', 70, ((i * 7919) % 1000) / 1000)] }),
    );
    const ordered = orderTwins(many, all);
    expect(ordered).toHaveLength(10_000);
    expect(ordered[0]!.risks[0]!.probability).toBe(0.999);
  });

  it('calls a picture stale by how often its readings usually come', () => {
    const at = (minutes: number): string => new Date(Date.UTC(2026, 0, 1, 0, minutes)).toISOString();
    const latest = {
      observable: 'g',
      label: 'G',
      unit: '1',
      value: 1,
      censored: null,
      at: at(10),
      perMinute: null,
    };
    const sensor = twin('s', { latest, recent: { at: [at(0), at(5), at(10)], median: [1, 1, 1] } });
    expect(ageOf(sensor, Date.parse(at(20)))).toEqual({ age: 600_000, stale: false });
    expect(ageOf(sensor, Date.parse(at(40)))?.stale).toBe(true);
    expect(ageOf(twin('none'), 0)).toBeNull();
  });

  it('takes in what changed and who is new, and leaves the rest as it was', () => {
    const merged = mergeTwins(
      { twins: ward },
      new Map([
        ['calm', twin('calm', { seq: 9 })],
        ['new', twin('new')],
      ]),
    );
    expect(merged.twins).toHaveLength(ward.length + 1);
    expect(merged.twins[0]!.seq).toBe(9);
    expect(merged.twins[1]).toBe(ward[1]);
  });
});
