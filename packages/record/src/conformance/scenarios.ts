// What the scenario store promises.
import { twinId } from '@twinward/contract';
import { expect, it } from 'vitest';
import type { KeptScenario } from '../ports/scenario-store.ts';
import type { Subject } from './record-conformance.ts';
import { minute, somebody } from './sample-events.ts';

/** Declares the claims about the kept scenarios of a record. */
export function describeScenarios(opened: () => Subject): void {
  it('keeps scenarios, newest first, and gives each back whole', async () => {
    const { scenarios } = opened().record;
    const twin = twinId(somebody().slice('Patient/'.length));
    const kept = (id: string, at: number): KeptScenario => ({
      id: `${twin}-${id}`,
      twin,
      name: `forty grams at ${at}`,
      createdBy: 'ann',
      createdAt: minute(at),
      scenario: {
        twin,
        seq: 7,
        from: minute(0),
        interventions: [],
        length: 3600,
        step: 300,
        size: 100,
        seed: 'ab',
      },
      result: { difference: [1.5, null, 'low'] },
    });
    await scenarios.keep(kept('a', 1));
    await scenarios.keep(kept('b', 2));
    await scenarios.keep({ ...kept('a', 1), name: 'renamed' });
    expect(await scenarios.list(twin)).toEqual([kept('b', 2), { ...kept('a', 1), name: 'renamed' }]);
    expect(await scenarios.byId(`${twin}-b`)).toEqual(kept('b', 2));
    expect(await scenarios.byId('nowhere')).toBeNull();
  });
}
