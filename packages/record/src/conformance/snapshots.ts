// What the snapshot store promises.
import { createHash } from 'node:crypto';
import { twinId } from '@twinward/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../ports/snapshot-store.ts';
import type { Subject } from './record-conformance.ts';
import { minute, somebody } from './sample-events.ts';

/** Declares the claims about the snapshots of a record. */
export function describeSnapshots(opened: () => Subject): void {
  const store = () => opened().record.snapshots;

  describe('snapshots', () => {
    it('finds the latest not after an instant and not above a sequence', async () => {
      const place = fc.record({ at: fc.integer({ min: 0, max: 8 }), seq: fc.integer({ min: 0, max: 8 }) });
      const bound = fc.record(
        { at: fc.integer({ min: 0, max: 8 }), seq: fc.integer({ min: 0, max: 8 }) },
        { requiredKeys: [] },
      );
      await fc.assert(
        fc.asyncProperty(fc.array(place, { maxLength: 12 }), bound, async (places, asked) => {
          const twin = someTwin();
          await store().put(places.map(({ at, seq }) => snapshot(twin, at, seq)));
          const within = places
            .filter(({ at }) => asked.at === undefined || at <= asked.at)
            .filter(({ seq }) => asked.seq === undefined || seq <= asked.seq)
            .sort((a, b) => b.at - a.at || b.seq - a.seq)[0];
          const found = await store().latest(twin, {
            ...(asked.at === undefined ? {} : { at: minute(asked.at) }),
            ...(asked.seq === undefined ? {} : { seq: asked.seq }),
          });
          expect(found).toEqual(within === undefined ? null : snapshot(twin, within.at, within.seq));
        }),
        { numRuns: 25 },
      );
    });

    it('replaces a snapshot of the same place, and forgets those after an instant', async () => {
      const twin = someTwin();
      await store().put([snapshot(twin, 1, 1), snapshot(twin, 2, 2), snapshot(twin, 3, 3)]);
      const rebuilt = { ...snapshot(twin, 1, 1), modelVersion: '2.0.0' };
      await store().put([rebuilt]);
      await store().dropAfter(twin, minute(1));
      expect(await store().latest(twin)).toEqual(rebuilt);
    });

    it('thins what is older than a day to the last of each hour, older than 31 days to the last of each day', async () => {
      const twin = someTwin();
      const quarters = Array.from({ length: 4 * 24 * 2 }, (_, i) => i * 15);
      for (const at of quarters) await store().put([snapshot(twin, at, at)]);
      const kept = async (from: number, to: number): Promise<number> => {
        const found = new Set<number>();
        for (let at = from; at < to; at += 15) {
          const hit = await store().latest(twin, { at: minute(at) });
          if (hit !== null && hit.at >= minute(from)) found.add(hit.at);
        }
        return found.size;
      };
      expect(await kept(24 * 60, 48 * 60)).toBe(96);
      expect(await kept(0, 23 * 60)).toBe(23);
      const later = 34 * 24 * 60;
      await store().put([snapshot(twin, later, later)]);
      expect(await kept(0, 24 * 60)).toBe(1);
      expect(await store().latest(twin)).toEqual(snapshot(twin, later, later));
    });

    it('refuses a snapshot whose bytes do not match its hash', async () => {
      const twin = someTwin();
      const forged = { ...snapshot(twin, 1, 1), state: new Uint8Array([9]) };
      await expect(store().put([forged])).rejects.toMatchObject({ code: 'record.corrupt' });
      expect(await store().latest(twin)).toBeNull();
    });
  });
}

function someTwin() {
  return twinId(somebody().slice('Patient/'.length));
}

function snapshot(twin: Snapshot['twin'], at: number, seq: number): Snapshot {
  const state = new Uint8Array([at, seq, 0, 255]);
  const sha256 = createHash('sha256').update(state).digest('hex');
  return { twin, at: minute(at), seq, model: 'glucose', modelVersion: '1.0.0', state, sha256 };
}
