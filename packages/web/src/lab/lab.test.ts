// The lab's models open, run and can be stopped; what cannot be read is named.
import { describe, expect, it } from 'vitest';
import oralDose from './examples/oral-dose.xml?raw';
import outbreak from './examples/outbreak.xml?raw';
import repressilator from './examples/repressilator.xml?raw';
import { openModel } from './open-model.ts';
import { runEnsemble } from './run-ensemble.ts';

const always = async (): Promise<boolean> => true;
const request = { run: 1, moved: {}, end: 48, members: 12, spread: 0.2 };

describe('the lab', () => {
  it.each([
    ['a dose by mouth', oralDose],
    ['the repressilator', repressilator],
    ['an outbreak', outbreak],
  ])('opens %s and fans it out', async (_name, text) => {
    const model = openModel(text);
    const differing = model.view.parameters.filter(({ differs }) => differs).map((one) => one.name);
    expect(differing.length).toBeGreaterThan(1);
    const result = await runEnsemble(model, { ...request, differing }, always, () => 0);
    expect(result!.failed).toBe(0);
    for (const { quantiles, nominal } of result!.fans) {
      const [low, , median, , high] = quantiles.map((one) => one.at(-1)!);
      expect(Number.isFinite(nominal.at(-1))).toBe(true);
      expect(low! <= median! && median! <= high!).toBe(true);
    }
  });

  it('simulates members together where nothing jumps, as it would one by one', async () => {
    const model = openModel(repressilator);
    const differing = model.view.parameters.filter(({ differs }) => differs).map(({ name }) => name);
    const asked = { ...request, end: 300, members: 20, differing };
    const together = await runEnsemble(model, asked, always, () => 0);
    const singly = await runEnsemble({ ...model, ensemble: null }, asked, always, () => 0);
    expect(model.ensemble).not.toBeNull();
    expect(openModel(oralDose).ensemble).toBeNull();
    together!.fans.forEach(({ paths }, q) => {
      paths.forEach((path, m) => {
        const other = singly!.fans[q]!.paths[m]!;
        path.forEach((value, i) => {
          expect(Math.abs(value - other[i]!)).toBeLessThan(2e-3 * (1 + Math.abs(value)));
        });
      });
    });
  });

  it('gives a second tablet after twelve hours, and not the numbers of events to chance', async () => {
    const model = openModel(oralDose);
    const names = model.view.parameters.filter(({ differs }) => differs).map(({ name }) => name);
    expect(names).toEqual(['ka', 'CL', 'V1', 'Q', 'V2']);
    const result = await runEnsemble(model, { ...request, differing: names }, always, () => 0);
    expect(result!.events.map(({ at }) => Math.round(at))).toEqual([12, 24, 36, 48]);
  });

  it('keeps the draws while a number is moved, and stops when told', async () => {
    const model = openModel(outbreak);
    const at = async (moved: Readonly<Record<string, number>>) =>
      runEnsemble(model, { ...request, moved, differing: ['latent_days'] }, always, () => 0);
    const [first, again] = [await at({}), await at({})];
    expect(first).toEqual(again);
    const stopped = await runEnsemble(
      model,
      { ...request, differing: [] },
      async (done) => done < 3,
      () => 0,
    );
    expect(stopped).toBeNull();
  });

  it('names the line of what it cannot read', () => {
    expect(() => openModel('<sbml')).toThrow(/line/);
    expect(() => openModel(outbreak.replace('<ci>R0</ci>', '<ci>R9</ci>'))).toThrow(/R9/);
  });
});
