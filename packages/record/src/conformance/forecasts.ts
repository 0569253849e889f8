// What the forecast store promises.
import { type TwinId, twinId } from '@twinward/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IssuedForecast, Score } from '../ports/forecast-store.ts';
import type { Subject } from './record-conformance.ts';
import { minute, somebody } from './sample-events.ts';

/** Declares the claims about the forecasts of a record. */
export function describeForecasts(opened: () => Subject): void {
  const store = () => opened().record.forecasts;

  describe('forecasts', () => {
    it('finds the forecasts with a lead that falls due, newest first', async () => {
      const twin = someTwin();
      const all = [0, 10, 20, 30].map((at) => forecast(twin, at));
      await store().issue(all);
      await store().issue(all.slice(0, 2));
      const ids = async (from: number, to: number, limit?: number) =>
        (await store().due(twin, minute(from), minute(to), limit)).map((f) => f.from);
      expect(await ids(40, 40)).toEqual([minute(10)]);
      expect(await ids(30, 60)).toEqual([30, 20, 10, 0].map(minute));
      expect(await ids(30, 60, 2)).toEqual([30, 20].map(minute));
      expect(await ids(31, 39)).toEqual([]);
      expect(await store().issued(twin, 3)).toEqual([all[3], all[2], all[1]]);
      expect(await store().due(someTwin(), minute(0), minute(99))).toEqual([]);
    });

    it('sums up its scores as their definition says', async () => {
      const score = fc.record({
        lead: fc.constantFrom(1800, 3600),
        from: fc.integer({ min: 0, max: 9 }),
        error: fc.double({ min: -80, max: 80, noNaN: true }),
        persistenceError: fc.double({ min: -80, max: 80, noNaN: true }),
        crps: fc.double({ min: 0, max: 40, noNaN: true }),
        pit: fc.oneof(fc.constantFrom(0, 0.1, 0.3, 0.7, 1), fc.double({ min: 0, max: 1, noNaN: true })),
        inside50: fc.boolean(),
        inside90: fc.boolean(),
      });
      await fc.assert(
        fc.asyncProperty(
          fc.array(score, { maxLength: 30 }),
          fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }),
          async (made, since) => {
            const twin = someTwin();
            const scores = made.map((s, i): Score => {
              const forecastId = `${twin}-${i}`;
              const mode = i % 3 === 0 ? ('live' as const) : ('hindcast' as const);
              const known = { forecast: forecastId, twin, truthSeq: i, truth: 120, mode };
              return { ...s, ...known, from: minute(s.from) };
            });
            await store().score(scores.map((s) => ({ ...s, error: 1e6 })));
            await store().score(scores);
            const found = await store().trackRecord(twin, since === undefined ? undefined : minute(since));
            const counted = scores.filter((s) => since === undefined || s.from >= minute(since));
            const leads = [...new Set(counted.map((s) => s.lead))].sort((a, b) => a - b);
            expect(found.map((row) => row.lead)).toEqual(leads);
            for (const row of found) {
              const own = counted.filter((s) => s.lead === row.lead);
              const mean = (of: (s: Score) => number) => own.reduce((sum, s) => sum + of(s), 0) / own.length;
              expect(row.scored).toBe(own.length);
              expect(row.live).toBe(own.filter((s) => s.mode === 'live').length);
              expect(row.rmse).toBeCloseTo(Math.sqrt(mean((s) => s.error ** 2)), 9);
              expect(row.persistenceRmse).toBeCloseTo(Math.sqrt(mean((s) => s.persistenceError ** 2)), 9);
              expect(row.crps).toBeCloseTo(
                mean((s) => s.crps),
                9,
              );
              expect(row.coverage50).toBeCloseTo(own.filter((s) => s.inside50).length / own.length, 12);
              expect(row.coverage90).toBeCloseTo(own.filter((s) => s.inside90).length / own.length, 12);
              const bins = Array.from({ length: 10 }, (_, bin) =>
                own.filter((s) => Math.min(9, Math.floor(s.pit * 10)) === bin),
              );
              expect(row.pit).toEqual(bins.map((bin) => bin.length));
            }
          },
        ),
        { numRuns: 25 },
      );
    });

    it('takes back the scores whose truth was none', async () => {
      const twin = someTwin();
      const base = {
        twin,
        lead: 1800,
        from: minute(0),
        mode: 'hindcast' as const,
        truth: 100,
        crps: 1,
        pit: 0.5,
      };
      const rest = { error: 2, persistenceError: 3, inside50: true, inside90: true };
      await store().score(
        [1, 2, 3].map((truthSeq) => ({ ...base, ...rest, truthSeq, forecast: `${twin}-${truthSeq}` })),
      );
      const scored = await store().scoresOf([`${twin}-3`, `${twin}-1`, 'unknown']);
      expect(scored.map((s) => s.truthSeq)).toEqual([1, 3]);
      expect(scored[0]).toEqual({ ...base, ...rest, truthSeq: 1, forecast: `${twin}-1` });
      await store().unscore(twin, [2, 77]);
      expect((await store().trackRecord(twin))[0]?.scored).toBe(2);
      await store().unscore(twin, [1, 3]);
      expect(await store().trackRecord(twin)).toEqual([]);
    });

    it('tells coverage in stretches of time, by lead, without what was made before', async () => {
      const twin = someTwin();
      const known = {
        twin,
        mode: 'live' as const,
        truth: 100,
        error: 1,
        persistenceError: 1,
        crps: 1,
        pit: 0.5,
      };
      const made = (from: number, lead: number, inside50: boolean, inside90: boolean): Score => {
        const id = `${twin}-${from}`;
        return { ...known, forecast: id, truthSeq: from, from: minute(from), lead, inside50, inside90 };
      };
      await store().score([
        made(4, 1800, true, true),
        made(5, 1800, true, true),
        made(14, 1800, false, true),
        made(15, 1800, false, false),
        made(35, 1800, true, true),
        made(6, 3600, false, false),
      ]);
      const counts = (lead: number, from: number, scored: number, inside50: number, inside90: number) => ({
        lead,
        from: minute(from),
        scored,
        inside50,
        inside90,
      });
      expect(await store().coverage(twin, minute(5), 600)).toEqual([
        counts(1800, 5, 2, 1, 2),
        counts(1800, 15, 1, 0, 0),
        counts(1800, 35, 1, 1, 1),
        counts(3600, 5, 1, 0, 0),
      ]);
      expect(await store().coverage(someTwin(), minute(0), 600)).toEqual([]);
    });
  });
}

function someTwin(): TwinId {
  return twinId(somebody().slice('Patient/'.length));
}

function forecast(twin: TwinId, at: number): IssuedForecast {
  const lead = (seconds: number) => ({
    lead: seconds,
    mean: 120.5,
    quantiles: [90, 110, 120, 130, 150],
    sample: Array.from({ length: 50 }, (_, i) => 90 + i / 3),
  });
  return {
    id: `${twin}-${at}`,
    twin,
    model: 'glucose',
    modelVersion: '1.0.0',
    seq: at,
    from: minute(at),
    issuedAt: minute(at + 1),
    seed: '0123456789abcdef',
    mode: 'live',
    observable: 'cgm',
    persistence: 118,
    leads: [lead(1800), lead(3600)],
  };
}
