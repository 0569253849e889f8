// The mechanics of breathing, against what can be worked out by hand.
import { describe, expect, it } from 'vitest';
import { Chest, type ChestLoad } from './chest.ts';
import { FRC, healthyMechanics } from './healthy-mechanics.ts';

const rest = (opening: number): ChestLoad => ({ muscles: 0, opening, flow: 0 });
const three = (load: ChestLoad) => [load, load, load] as const;

describe('a chest', () => {
  it('rests at 2400 mL with -5 cmH2O around the lungs', () => {
    const chest = new Chest(healthyMechanics(), 'generated');
    expect(chest.volume).toBeCloseTo(FRC, 9);
    expect(chest.moments[2].pleural).toBeCloseTo(-5, 12);
  });

  it('blown up by 10 cmH2O holds 10 times its compliance more, larynx included', () => {
    const chest = new Chest(healthyMechanics(), 'generated');
    for (let i = 0; i < 200; i++) chest.step(0.1, false, three(rest(10)));
    const inChest = 1 / (1 / (2.38 + 13.1 + 200) + 1 / 244.5);
    expect(chest.volume - FRC).toBeCloseTo(10 * (inChest + 1.27), 7);
  });

  it('one step of a second is the same as a thousand of a millisecond', () => {
    const pull = (t: number): ChestLoad => ({ muscles: -5 * t, opening: 0, flow: 0 });
    const [coarse, fine] = [0, 1].map(() => new Chest(healthyMechanics(), 'generated'));
    coarse!.step(1, false, [pull(0), pull(0.5), pull(1)]);
    for (let i = 0; i < 1000; i++) {
      const at = i / 1000;
      fine!.step(0.001, false, [pull(at), pull(at + 0.0005), pull(at + 0.001)]);
    }
    expect(coarse!.volume).toBeCloseTo(fine!.volume, 7);
    expect(coarse!.moments[2].pleural).toBeCloseTo(fine!.moments[2].pleural, 7);
  });

  it('takes in exactly what a ventilator gives', () => {
    const chest = new Chest(healthyMechanics({ resistance: 5 }), 'generated');
    chest.step(1, true, three({ muscles: 0, opening: 0, flow: 500 }));
    expect(chest.volume - FRC).toBeCloseTo(500, 7);
  });
});
