// What the resource store promises.
import type { IndexEntry, Instant, ResourceQuery, ResourceTest } from '@twinward/contract';
import { describe, expect, it } from 'vitest';
import type { ResourceStore, ResourceWrite } from '../ports/resource-store.ts';
import type { Subject } from './record-conformance.ts';
import { minute, reading, somebody } from './sample-events.ts';

const [CODE, NAME, WHEN, ABOUT, PAIR] = [11, 12, 13, 14, 15];
let named = 0;
const fresh = (): string => {
  named += 1;
  return `r-${process.pid}-${named}`;
};
const token = (param: number, system: string, code: string, group = 0): IndexEntry => ({
  kind: 'token',
  param,
  system,
  code,
  group,
});
const range = (param: number, low: number, high: number, unit = '', group = 0): IndexEntry => ({
  kind: 'range',
  param,
  low,
  high,
  unit,
  group,
});
const write = (
  type: string,
  id: string,
  index: readonly IndexEntry[] = [],
  expects?: number,
): ResourceWrite => ({
  type,
  id,
  ...(expects === undefined ? {} : { expects }),
  body: (version) => JSON.stringify({ resourceType: type, id, version }),
  index,
});

/** Declares the claims about the resources of a record. */
export function describeResources(opened: () => Subject): void {
  const store = (): ResourceStore => opened().record.resources;
  const ids = async (type: string, test: ResourceTest, more: Partial<ResourceQuery> = {}) =>
    (await store().search({ type, test, order: [], limit: 100, offset: 0, ...more })).resources.map(
      ({ id }) => id,
    );

  describe('resources', () => {
    it('keep every version, and say that they were deleted', async () => {
      const id = fresh();
      expect(await store().commit({ writes: [write('Basic', id)] })).toMatchObject([
        { version: 1, created: true },
      ]);
      expect(await store().commit({ writes: [write('Basic', id)] })).toMatchObject([
        { version: 2, created: false },
      ]);
      await store().commit({ writes: [{ type: 'Basic', id, body: null, index: [] }] });
      expect(await store().read('Basic', id)).toMatchObject({ version: 3, deleted: true, body: '' });
      expect(JSON.parse((await store().readVersion('Basic', id, 2))!.body)).toMatchObject({ version: 2 });
      expect((await store().history({ type: 'Basic', id, limit: 9 })).map(({ version }) => version)).toEqual([
        3, 2, 1,
      ]);
      expect(await store().readMany([{ type: 'Basic', id }])).toEqual([]);
      expect(await store().commit({ writes: [write('Basic', id)] })).toMatchObject([
        { version: 4, created: true },
      ]);
      expect(await store().read('Basic', fresh())).toBeNull();
    });

    it('refuse a write that expected another version, and nothing of its change is kept', async () => {
      const [one, two] = [fresh(), fresh()];
      const person = somebody();
      await store().commit({ writes: [write('Basic', one, [], 0)] });
      const change = {
        writes: [write('Basic', two), write('Basic', one, [], 7)],
        events: [reading(person, 'x', minute(1))],
      };
      await expect(store().commit(change)).rejects.toMatchObject({ code: 'resource.conflict' });
      expect(await store().read('Basic', two)).toBeNull();
      expect(await opened().record.events.readSubject(person)).toEqual([]);
    });

    it('become durable with the events and audit rows that belong to them, and listeners hear of both', async () => {
      const id = fresh();
      const person = somebody();
      const heard: string[] = [];
      const stop = store().onChange((changes) =>
        heard.push(...changes.map((one) => `${one.id} ${one.version}`)),
      );
      const at = minute(3);
      const row = {
        at,
        actor: id,
        role: 'r',
        action: 'create',
        target: `Basic/${id}`,
        allowed: true,
        reason: 'x',
        request: 'q',
      };
      await store().commit({
        writes: [write('Basic', id)],
        events: [reading(person, 'x', at)],
        audit: [row],
      });
      stop();
      expect(heard).toEqual([`${id} 1`]);
      expect(await opened().record.events.readSubject(person)).toHaveLength(1);
      expect(await opened().record.events.auditTrail({ actor: id, limit: 5 })).toEqual([row]);
    });

    it('are found by codes, words, ranges, and what they refer to', async () => {
      const [patient, a, b, c] = [fresh(), fresh(), fresh(), fresh()];
      const words: IndexEntry = {
        kind: 'string',
        param: NAME,
        text: 'Müller_X',
        plain: 'muller_x',
        group: 0,
      };
      await store().commit({
        writes: [
          write('Patient', patient, [words]),
          write('Observation', a, [
            token(CODE, 's', a),
            range(WHEN, 10, 20),
            token(ABOUT, 'Patient', patient),
            token(PAIR, 's', a, 1),
            range(PAIR, 5, 5, '=g', 1),
          ]),
          write('Observation', b, [
            token(CODE, 't', a),
            range(WHEN, 20, 30),
            token(PAIR, 's', a, 1),
            range(PAIR, 5, 5, '=g', 2),
          ]),
          write('Observation', c, [token(CODE, '', c)]),
        ],
      });
      const among: ResourceTest = { kind: 'id', ids: [a, b, c] };
      const all = (...of: ResourceTest[]): ResourceTest => ({ kind: 'all', of: [among, ...of] });
      const coded: ResourceTest = { kind: 'token', param: CODE, code: a };
      expect((await ids('Observation', coded)).sort()).toEqual([a, b].sort());
      expect(await ids('Observation', { ...coded, system: 't' })).toEqual([b]);
      expect((await ids('Observation', all({ kind: 'not', of: coded }))).sort()).toEqual([c]);
      expect(
        await ids('Observation', all({ kind: 'range', param: WHEN, relation: 'eq', low: 10, high: 25 })),
      ).toEqual([a]);
      expect(
        await ids('Observation', all({ kind: 'range', param: WHEN, relation: 'sa', low: 0, high: 20 })),
      ).toEqual([b]);
      expect(await ids('Observation', all({ kind: 'present', param: ABOUT }))).toEqual([a]);
      expect(await ids('Patient', { kind: 'string', param: NAME, text: 'muller_', how: 'starts' })).toContain(
        patient,
      );
      expect(
        await ids('Patient', {
          kind: 'all',
          of: [
            { kind: 'id', ids: [patient] },
            { kind: 'string', param: NAME, text: 'muller%', how: 'contains' },
          ],
        }),
      ).toEqual([]);
      const who: ResourceTest = {
        kind: 'all',
        of: [
          { kind: 'id', ids: [patient] },
          { kind: 'string', param: NAME, text: 'Müller_X', how: 'exact' },
        ],
      };
      expect(await ids('Observation', { kind: 'points-to', param: ABOUT, type: 'Patient', to: who })).toEqual(
        [a],
      );
      expect(
        await ids('Patient', { kind: 'pointed-at', type: 'Observation', param: ABOUT, by: coded }),
      ).toEqual([patient]);
      const pair: ResourceTest = {
        kind: 'together',
        of: [
          { kind: 'token', param: PAIR, code: a },
          { kind: 'range', param: PAIR, relation: 'ge', low: 5, high: 5, units: ['=g'] },
        ],
      };
      expect(await ids('Observation', pair)).toEqual([a]);
      expect(await store().count('Observation', all())).toBe(3);
    });

    it('come in the order asked for, page by page, and are found no more by what they no longer say', async () => {
      const [a, b, c] = [fresh(), fresh(), fresh()];
      const group = fresh();
      const entry = (place: number): IndexEntry[] => [token(CODE, 'g', group), range(WHEN, place, place + 1)];
      await store().commit({
        writes: [
          write('Basic', a, entry(2)),
          write('Basic', b, entry(1)),
          write('Basic', c, [token(CODE, 'g', group)]),
        ],
      });
      const test: ResourceTest = { kind: 'token', param: CODE, system: 'g', code: group };
      const order = (descending: boolean) => ({
        order: [{ by: { param: WHEN, kind: 'range' as const }, descending }],
      });
      expect(await ids('Basic', test, order(false))).toEqual([b, a, c]);
      expect(await ids('Basic', test, order(true))).toEqual([a, b, c]);
      expect(await ids('Basic', test, { ...order(false), limit: 1, offset: 1 })).toEqual([a]);
      const page = await store().search({ type: 'Basic', test, order: [], limit: 2, offset: 0 });
      expect(page.more).toBe(true);
      await store().commit({ writes: [write('Basic', a), { type: 'Basic', id: b, body: null, index: [] }] });
      expect(await ids('Basic', test)).toEqual([c]);
    });

    it('are changed by many at once without a version lost, and conditions are looked up one after the other', async () => {
      const id = fresh();
      await Promise.all(Array.from({ length: 20 }, () => store().commit({ writes: [write('Basic', id)] })));
      expect((await store().read('Basic', id))?.version).toBe(20);
      const group = fresh();
      const test: ResourceTest = { kind: 'token', param: CODE, code: group };
      const create = () =>
        store().exclusively([`Basic?code=${group}`], async () => {
          if ((await store().count('Basic', test)) > 0) return;
          await store().commit({ writes: [write('Basic', fresh(), [token(CODE, '', group)])] });
        });
      await Promise.all(Array.from({ length: 10 }, create));
      expect(await store().count('Basic', test)).toBe(1);
    });

    it('reads all of a type through page by page, deleted ones told apart, from a change on', async () => {
      const { resources } = opened().record;
      const ids = Array.from({ length: 7 }, fresh);
      const type = `Walked${'ABCDEFGHIJ'[named % 10]}${process.pid % 2 === 0 ? 'x' : 'y'}`;
      await resources.commit({ writes: ids.map((id) => write(type, id)) });
      await resources.commit({ writes: [{ ...write(type, ids[2]!), body: null }] });
      const walked: string[] = [];
      let gone = '';
      let last: { readonly updatedAt: Instant; readonly id: string } | undefined;
      for (;;) {
        const page = await resources.standing({
          type,
          limit: 3,
          ...(last === undefined ? {} : { after: last }),
        });
        if (page.length === 0) break;
        for (const one of page) {
          walked.push(one.id);
          if (one.deleted) gone = one.id;
        }
        last = page.at(-1);
      }
      expect([...walked].sort()).toEqual([...ids].sort());
      expect(gone).toBe(ids[2]);
      const later = { type, limit: 10, since: (last!.updatedAt + 1) as Instant };
      expect(await resources.standing(later)).toEqual([]);
    });
  });
}
