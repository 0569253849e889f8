// Lungs that breathe: what comes of it at rest, when gas or effort change, and on a ventilator.
import { TwinwardError } from '@twinward/contract';
import { describe, expect, it } from 'vitest';
import { AIR } from '../exchange/breath-equations.ts';
import { healthyMechanics } from '../mechanics/healthy-mechanics.ts';
import type { Breath } from './breath.ts';
import { BreathingLungs } from './breathing-lungs.ts';
import { HEALTHY_LUNGS, type LungPerson } from './lung-person.ts';
import type { VentilatorSettings } from './ventilator.ts';

/** mL/s: 5.4 L/min. */
const FLOW = 90;

/** The last breath after so many seconds. */
function after(
  seconds: number,
  person: Partial<LungPerson> = {},
  prepare?: (lungs: BreathingLungs) => void,
): Breath {
  const lungs = new BreathingLungs({ ...HEALTHY_LUNGS, ...person }, 'generated');
  prepare?.(lungs);
  return lungsAfter(lungs, seconds);
}

function lungsAfter(lungs: BreathingLungs, seconds: number): Breath {
  const until = lungs.time + seconds;
  let breath = lungs.breathe(() => FLOW);
  while (lungs.time < until) breath = lungs.breathe(() => FLOW);
  return breath;
}

const ventilation = ({ tidalVolume, period }: Breath): number => (tidalVolume * 60) / period / 1000;
const CONTROL: VentilatorSettings = {
  mode: 'volume-control',
  tidalVolume: 500,
  rate: 14,
  peep: 5,
  oxygen: 0.4,
  expiratory: 2,
};

const rest = after(1200);

describe('at rest', () => {
  it('gases are those of a healthy adult', () => {
    expect(rest.arterialO2).toBeGreaterThan(90);
    expect(rest.arterialO2).toBeLessThan(100);
    expect(rest.arterialCO2).toBeGreaterThan(38);
    expect(rest.arterialCO2).toBeLessThan(42);
    expect(rest.saturation).toBeCloseTo(0.968, 2);
    expect(rest.venousO2).toBeCloseTo(40, 0);
  });

  it('breathing is too: 12 breaths a minute of half a litre', () => {
    expect(60 / rest.period).toBeCloseTo(12, 0);
    expect(rest.tidalVolume).toBeGreaterThan(480);
    expect(rest.tidalVolume).toBeLessThan(560);
  });

  it('the alveolar gas equation holds: PAO2 = PIO2 - (PACO2 - PICO2) / RQ', () => {
    const dry = 713;
    const expected = dry * AIR.O2 - (rest.alveolarCO2 - dry * AIR.CO2) / 0.84;
    expect(Math.abs(rest.alveolarO2 - expected)).toBeLessThan(0.5);
  });

  it('what is taken in is what is used, within 1 %', () => {
    expect((rest.oxygenUptake * 60) / HEALTHY_LUNGS.oxygenNeed - 1).toBeLessThan(0.01);
  });
});

describe('balance of the gases', () => {
  it('is kept to 1e-6 of what has passed, through ventilator, hypoxia and altitude', () => {
    const lungs = new BreathingLungs({ ...HEALTHY_LUNGS, deadShare: 0.2, shunt: 0.15 }, 'generated');
    const sum = () =>
      (['O2', 'CO2'] as const).map((gas) => {
        const { stored, taken, used } = lungs.balance[gas];
        return stored - taken + used;
      });
    const before = sum();
    const flows = [90, 60, 150];
    for (let i = 0; i < 60; i++) {
      if (i === 10) lungs.surround(0.12);
      if (i === 20) lungs.surround(0.21, 480);
      if (i === 30) lungs.ventilate(CONTROL);
      if (i === 45) lungs.ventilate({ mode: 'pressure-support', pressure: 10, peep: 8, oxygen: 1 });
      lungs.breathe((at) => flows[Math.floor(at / 7) % 3]!);
    }
    const passed = (['O2', 'CO2'] as const).map((gas) => Math.abs(lungs.balance[gas].used));
    sum().forEach((value, i) => {
      expect(Math.abs(value - before[i]!) / passed[i]!).toBeLessThan(1e-6);
    });
  });
});

describe('the chemoreflex', () => {
  const rest = after(360);

  it('breathing 12 % oxygen makes one breathe more, and the carbon dioxide falls', () => {
    const hypoxic = after(600, {}, (lungs) => lungs.surround(0.12));
    expect(ventilation(hypoxic)).toBeGreaterThan(1.1 * ventilation(rest));
    expect(hypoxic.arterialCO2).toBeLessThan(rest.arterialCO2);
    expect(hypoxic.saturation).toBeLessThan(0.9);
  });

  it('an adult who makes half as much again of carbon dioxide breathes it off within 3 mmHg', () => {
    const working = after(1200, { oxygenNeed: 1.5 * HEALTHY_LUNGS.oxygenNeed });
    expect(ventilation(working)).toBeGreaterThan(1.3 * ventilation(rest));
    expect(working.arterialCO2 - rest.arterialCO2).toBeLessThan(3);
  });

  it('a drug that halves effort and rate lets carbon dioxide rise and saturation fall', () => {
    const drugged = after(900, {}, (lungs) => Object.assign(lungs.depression, { rate: 0.5, effort: 0.5 }));
    expect(drugged.arterialCO2).toBeGreaterThan(rest.arterialCO2 + 4);
    expect(drugged.saturation).toBeLessThan(rest.saturation);
  });
});

describe('disease', () => {
  it('oxygen mends low ventilation but hardly a shunt of a third', () => {
    const shunted = after(360, { shunt: 0.33 }, (lungs) => lungs.ventilate(CONTROL));
    expect(shunted.arterialO2).toBeLessThan(80);
    const dead = after(360, { deadShare: 0.33 }, (lungs) => lungs.ventilate(CONTROL));
    expect(dead.arterialO2).toBeGreaterThan(120);
  });

  it('alveoli without blood widen the gap between arterial and end-tidal carbon dioxide', () => {
    const [healthy, dead] = [0, 0.3].map((deadShare) => after(360, { deadShare }));
    expect(healthy!.arterialCO2 - healthy!.endTidalCO2).toBeLessThan(4);
    expect(dead!.arterialCO2 - dead!.endTidalCO2).toBeGreaterThan(10);
  });
});

describe('a ventilator', () => {
  it('gives the volume it is set to; the plateau is that volume over the compliance', () => {
    const breath = after(300, {}, (lungs) => lungs.ventilate(CONTROL));
    expect(breath.tidalVolume).toBeCloseTo(500, 6);
    const compliance = 1 / (1 / 215.48 + 1 / 244.5);
    expect(breath.plateau - breath.totalPeep).toBeCloseTo(500 / compliance, 1);
    expect(breath.peakPressure).toBeGreaterThan(breath.plateau);
    expect(breath.totalPeep).toBeCloseTo(5, 1);
  });

  it('stiff lungs need more pressure for the same volume; the same pressure gives them less', () => {
    const stiff = { mechanics: healthyMechanics({ lungCompliance: 0.2 }) };
    const [healthy, ards] = [{}, stiff].map((person) =>
      after(300, person, (lungs) => lungs.ventilate(CONTROL)),
    );
    expect(ards!.plateau - ards!.totalPeep).toBeGreaterThan(2.4 * (healthy!.plateau - healthy!.totalPeep));
    const pressed: VentilatorSettings = {
      mode: 'pressure-control',
      pressure: 12,
      rate: 14,
      peep: 5,
      oxygen: 0.4,
      expiratory: 2,
    };
    const [soft, hard] = [{}, stiff].map((person) => after(300, person, (lungs) => lungs.ventilate(pressed)));
    expect(hard!.tidalVolume).toBeLessThan(0.5 * soft!.tidalVolume);
  });

  it('narrow airways do not empty in a short expiration: pressure stays behind', () => {
    const narrow = { mechanics: healthyMechanics({ resistance: 10 }) };
    const fast: VentilatorSettings = { ...CONTROL, rate: 25, expiratory: 1 };
    const breath = after(300, narrow, (lungs) => lungs.ventilate(fast));
    expect(breath.totalPeep).toBeGreaterThan(7);
    expect(breath.endExpiratoryVolume).toBeGreaterThan(3000);
  });

  it('refuses settings that none takes, by name', () => {
    const lungs = new BreathingLungs(HEALTHY_LUNGS, 'generated');
    for (const [field, value] of [
      ['peep', 80],
      ['tidalVolume', 9000],
      ['oxygen', 40],
      ['rate', 0],
      ['expiratory', Number.NaN],
    ] as const) {
      let refused: unknown;
      try {
        lungs.ventilate({ ...CONTROL, [field]: value });
      } catch (error) {
        refused = error;
      }
      expect(refused).toBeInstanceOf(TwinwardError);
      expect((refused as TwinwardError).place.field).toBe(field);
    }
  });

  it('runs the same in WebAssembly, bit for bit', () => {
    const [a, b] = (['generated', 'wasm'] as const).map(
      (execution) => new BreathingLungs(HEALTHY_LUNGS, execution),
    );
    expect(lungsAfter(a!, 30)).toEqual(lungsAfter(b!, 30));
  });
});
