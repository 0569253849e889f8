// What the documents of services promise.
import { describe, expect, it } from 'vitest';
import type { ResourceWrite } from '../ports/resource-store.ts';
import type { Subject } from './record-conformance.ts';

/** Declares the claims about documents of services. */
export function describeStates(opened: () => Subject): void {
  describe('states', () => {
    it('keep the last word of each key, list keys in order within bounds, and forget what is cleared', async () => {
      const { states } = opened().record;
      const put = (key: string, value: unknown) => ({ kind: 'thing', key, value });
      await states.put([
        put('a|2', { n: 2 }),
        put('a|1', { n: 1, text: 'two\nlines, "quoted" \\' }),
        put('b|1', []),
      ]);
      await states.put([put('a|2', { n: 3 }), { kind: 'other', key: 'a|1', value: true }]);
      expect(await states.get('thing', 'a|1')).toEqual({ n: 1, text: 'two\nlines, "quoted" \\' });
      expect((await states.list('thing')).map(({ key, value }) => [key, value])).toEqual([
        ['a|1', { n: 1, text: 'two\nlines, "quoted" \\' }],
        ['a|2', { n: 3 }],
        ['b|1', []],
      ]);
      expect(await states.list('thing', { from: 'a|2', before: 'b|1', limit: 5 })).toHaveLength(1);
      expect(await states.list('thing', { limit: 2 })).toHaveLength(2);
      await states.put([put('a|1', null)]);
      expect(await states.get('thing', 'a|1')).toBeNull();
      await states.clear('thing', { from: 'a|', before: 'a}' });
      expect((await states.list('thing')).map(({ key }) => key)).toEqual(['b|1']);
      expect(await states.get('other', 'a|1')).toBe(true);
    });

    it('are kept in the commit of the resources they tell of, the last word of each key, or not at all', async () => {
      const { states, resources } = opened().record;
      const write: ResourceWrite = {
        type: 'Basic',
        id: 'kept-with-a-state',
        expects: 0,
        body: () => '{"resourceType":"Basic"}',
        index: [],
      };
      const come = (key: string, value: unknown) => ({ kind: 'progress', key, value });
      const [kept, refused, alone] = await Promise.allSettled([
        resources.commit({ writes: [write], states: [come('a', 1), come('b', 2)] }),
        resources.commit({ writes: [{ ...write, expects: 7 }], states: [come('a', 3), come('c', 4)] }),
        resources.commit({ writes: [], states: [come('b', 5), come('b', 6)] }),
      ]);
      expect([kept?.status, refused?.status, alone?.status]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect((await states.list('progress')).map(({ key, value }) => [key, value])).toEqual([
        ['a', 1],
        ['b', 6],
      ]);
      await resources.commit({ writes: [], states: [come('a', null)] });
      expect(await states.get('progress', 'a')).toBeNull();
    });
  });
}
