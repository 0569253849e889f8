// The lab's models open, run and can be stopped; what cannot be read is named.
import { describe, expect, it } from 'vitest';
import oralDose from './examples/oral-dose.xml?raw';
import outbreak from './examples/outbreak.xml?raw';
import repressilator from './examples/repressilator.xml?raw';
import type { MemberOrder, MemberReport } from './lab-messages.ts';
import { LabThreads } from './lab-threads.ts';
import { openModel } from './open-model.ts';
import { runEnsemble } from './run-ensemble.ts';
import { simulateMembers } from './simulate-members.ts';

const always = { goesOn: async (): Promise<boolean> => true, now: () => 0 };
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
    const result = await runEnsemble(model, { ...request, differing }, always);
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
    const together = await runEnsemble(model, asked, always);
    const singly = await runEnsemble({ ...model, ensemble: null }, asked, always);
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

  it.each([
    ['two at a time', repressilator, 300],
    ['one by one', oralDose, 48],
  ])('gives the numbers of one thread on three, members going %s', async (_, text, end) => {
    const model = openModel(text);
    const differing = model.view.parameters.filter(({ differs }) => differs).map(({ name }) => name);
    const asked = { ...request, end, members: 70, differing };
    const alone = await runEnsemble(model, asked, always);
    let clock = 0;
    const given: number[] = [];
    const threads = new LabThreads(3, () => new LaterThread(given));
    threads.open(text);
    const steps: number[] = [];
    const together = await runEnsemble(model, asked, {
      now: () => (clock += 30),
      goesOn: async (done) => steps.push(done) > 0,
      threads,
    });
    expect(together!.fans).toEqual(alone!.fans);
    expect([alone!.threads, together!.threads]).toEqual([1, 3]);
    expect(given.length).toBeGreaterThan(2);
    expect(steps.at(-1)).toBe(70);
    expect([...steps].sort((a, b) => a - b)).toEqual(steps);
  });

  it('ends on all threads when told, and says why a thread cannot go on', async () => {
    const model = openModel(oralDose);
    const asked = { ...request, members: 500, differing: [] };
    const threads = new LabThreads(2, () => new LaterThread([]));
    let clock = 0;
    const now = (): number => (clock += 30);
    const goesOn = async (done: number): Promise<boolean> => done < 20;
    threads.open(oralDose);
    expect(await runEnsemble(model, asked, { now, goesOn, threads })).toBeNull();
    threads.open('<sbml');
    await expect(runEnsemble(model, asked, { ...always, now, threads })).rejects.toThrow(/line/);
  });

  it('says why members go one by one', () => {
    expect(openModel(oralDose).view.oneByOne).toBe('it has events');
    expect(openModel(repressilator).view.oneByOne).toBeNull();
  });

  it('gives a second tablet after twelve hours, and not the numbers of events to chance', async () => {
    const model = openModel(oralDose);
    const names = model.view.parameters.filter(({ differs }) => differs).map(({ name }) => name);
    expect(names).toEqual(['ka', 'CL', 'V1', 'Q', 'V2']);
    const result = await runEnsemble(model, { ...request, differing: names }, always);
    expect(result!.events.map(({ at }) => Math.round(at))).toEqual([12, 24, 36, 48]);
  });

  it('keeps the draws while a number is moved, and stops when told', async () => {
    const model = openModel(outbreak);
    const at = async (moved: Readonly<Record<string, number>>) =>
      runEnsemble(model, { ...request, moved, differing: ['latent_days'] }, always);
    const [first, again] = [await at({}), await at({})];
    expect(first).toEqual(again);
    const stopped = await runEnsemble(
      model,
      { ...request, differing: [] },
      { ...always, goesOn: async (done) => done < 3 },
    );
    expect(stopped).toBeNull();
  });

  it('names the line of what it cannot read', () => {
    expect(() => openModel('<sbml')).toThrow(/line/);
    expect(() => openModel(outbreak.replace('<ci>R0</ci>', '<ci>R9</ci>'))).toThrow(/R9/);
  });
});

type Listener = (event: MessageEvent<MemberReport>) => void;

/** A thread that answers a little later, as a Web Worker does. */
class LaterThread {
  readonly #given: number[];
  #text = '';
  #listener: Listener = () => {};

  constructor(given: number[]) {
    this.#given = given;
  }

  addEventListener(type: string, listener: (event: never) => void): void {
    if (type === 'message') this.#listener = listener as Listener;
  }

  postMessage(order: MemberOrder): void {
    if (order.kind === 'open') {
      this.#text = order.text;
      return;
    }
    this.#given.push(order.last - order.first + 1);
    queueMicrotask(() => this.#listener({ data: this.#answer(order) } as MessageEvent<MemberReport>));
  }

  #answer({ request: asked, first, last }: Extract<MemberOrder, { readonly kind: 'members' }>): MemberReport {
    try {
      return { kind: 'members', rows: simulateMembers(openModel(this.#text), asked, first, last) };
    } catch (error) {
      return { kind: 'fault', why: (error as Error).message };
    }
  }
}
