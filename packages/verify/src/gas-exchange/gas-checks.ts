import {
  type Breath,
  BreathingLungs,
  bloodContents,
  bloodPressures,
  HEALTHY_LUNGS,
  type VentilatorSettings,
} from '@twinward/twins/patient';

/** One thing that is known of lungs and blood, what ours make of it, and between what it must lie. */
export interface GasCheck {
  readonly name: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** mL/s: 5.4 L/min. */
const FLOW = 90;
const DRY = 713;
const INSPIRED = { O2: 0.210379, CO2: 0.000421 } as const;
const QUOTIENT = 0.84;
const CONTROL: VentilatorSettings = {
  mode: 'volume-control',
  tidalVolume: 500,
  rate: 14,
  peep: 5,
  oxygen: 0.4,
  expiratory: 2,
};

const check = (name: string, value: number, low: number, high: number): GasCheck => ({
  name,
  value,
  low,
  high,
});

/** Checks one after the other, each worked out when it is asked for. */
export function* gasChecks(): Generator<GasCheck> {
  yield check(
    'saturation at 95 and 40 mmHg (Spencer 1979 as in Albanese 2016: 0.968)',
    bloodContents(95, 40).saturation,
    0.9675,
    0.9685,
  );
  yield check(
    'greatest difference of saturation from the standard curve, 20 to 150 mmHg (Severinghaus 1979)',
    fromStandard(),
    0,
    0.03,
  );
  yield check('pressures read back from contents, greatest relative error', readBack(), 0, 1e-6);
  yield* atRest();
  yield check(
    'rise of ventilation per mmHg of carbon dioxide, L/min (West, Respiratory Physiology: 2 to 3)',
    hypercapnia(),
    2,
    3,
  );
  yield* hypoxia();
  yield* onVentilator();
  yield* balance();
}

/** S = 1 / (23400 / (P^3 + 150 P) + 1), at pH 7.4 (Severinghaus 1979, J. Appl. Physiol. 46:599-602). */
function fromStandard(): number {
  let worst = 0;
  for (let P = 20; P <= 150; P += 5) {
    const standard = 1 / (23_400 / (P * P * P + 150 * P) + 1);
    worst = Math.max(worst, Math.abs(bloodContents(P, 40).saturation - standard));
  }
  return worst;
}

function readBack(): number {
  let worst = 0;
  for (const pO2 of [15, 30, 60, 95, 150]) {
    for (const pCO2 of [10, 25, 40, 80, 120]) {
      const held = bloodContents(pO2, pCO2);
      const back = bloodPressures(held.O2, held.CO2);
      worst = Math.max(worst, Math.abs(back.O2 / pO2 - 1), Math.abs(back.CO2 / pCO2 - 1));
    }
  }
  return worst;
}

function* atRest(): Generator<GasCheck> {
  const rest = afterBreathing(new BreathingLungs(HEALTHY_LUNGS, 'generated'), 3600);
  const expected = DRY * INSPIRED.O2 - (rest.alveolarCO2 - DRY * INSPIRED.CO2) / QUOTIENT;
  yield check('alveolar oxygen less the alveolar gas equation, mmHg', rest.alveolarO2 - expected, -0.5, 0.5);
  yield check('arterial oxygen at rest, mmHg (adults 80 to 100)', rest.arterialO2, 80, 100);
  yield check('arterial carbon dioxide at rest, mmHg (adults 35 to 45)', rest.arterialCO2, 35, 45);
  yield check('mixed venous oxygen at rest, mmHg (adults 35 to 45)', rest.venousO2, 35, 45);
  yield check(
    'arterial less end-tidal carbon dioxide, mmHg (adults, at most 5)',
    rest.arterialCO2 - rest.endTidalCO2,
    0,
    5,
  );
}

/** Between 3 and 5 % of carbon dioxide breathed in, once breathing has come to rest. */
function hypercapnia(): number {
  const [low, high] = [0.03, 0.05].map((dioxide) => {
    const lungs = new BreathingLungs(HEALTHY_LUNGS, 'generated');
    lungs.surround(0.21, 760, dioxide);
    return afterBreathing(lungs, 3000);
  }) as [Breath, Breath];
  return (ventilation(high) - ventilation(low)) / (high.arterialCO2 - low.arterialCO2);
}

/** Hypoxia hardly drives breathing until alveolar oxygen has fallen to about 60 mmHg (West, Respiratory Physiology). */
function* hypoxia(): Generator<GasCheck> {
  const [air, mild, severe] = [0.2104, 0.17, 0.1].map((oxygen) => {
    const lungs = new BreathingLungs(HEALTHY_LUNGS, 'generated');
    lungs.surround(oxygen);
    return afterBreathing(lungs, 1800);
  }) as [Breath, Breath, Breath];
  yield check(
    'ventilation breathing 17 % of oxygen, of that breathing air (West: little increase)',
    ventilation(mild) / ventilation(air),
    1,
    1.2,
  );
  yield check(
    'ventilation breathing 10 % of oxygen, of that breathing 17 % (more)',
    ventilation(severe) / ventilation(mild),
    1.1,
    4,
  );
}

function* onVentilator(): Generator<GasCheck> {
  const lungs = new BreathingLungs(HEALTHY_LUNGS, 'generated');
  lungs.ventilate(CONTROL);
  const breath = afterBreathing(lungs, 300);
  const { C_tr, C_b, C_A, C_cw, R_ml, R_lt, R_tb, R_bA } = HEALTHY_LUNGS.mechanics;
  const compliance = 1 / (1 / (C_tr + C_b + C_A) + 1 / C_cw);
  yield check(
    'plateau less total PEEP, of tidal volume over compliance',
    ((breath.plateau - breath.totalPeep) * compliance) / 500,
    0.98,
    1.02,
  );
  const flow = 500 / (0.9 * (60 / 14 / 3));
  const resistive = (breath.peakPressure - breath.plateau) / (flow * (R_ml + R_lt + R_tb + R_bA));
  yield check('peak less plateau, of flow times resistance', resistive, 0.9, 1.05);
}

function* balance(): Generator<GasCheck> {
  const lungs = new BreathingLungs({ ...HEALTHY_LUNGS, shunt: 0.15, deadShare: 0.2 }, 'generated');
  const gases = ['O2', 'CO2'] as const;
  const sums = () =>
    gases.map((gas) => {
      const { stored, taken, used } = lungs.balance[gas];
      return stored - taken + used;
    });
  const before = sums();
  for (const change of [
    () => lungs.surround(0.12),
    () => lungs.surround(0.21, 500),
    () => lungs.ventilate(CONTROL),
    () => lungs.ventilate({ mode: 'pressure-support', pressure: 8, peep: 12, oxygen: 1 }),
    () => lungs.ventilate(null),
  ]) {
    change();
    afterBreathing(lungs, 600);
  }
  const after = sums();
  for (const [i, gas] of gases.entries()) {
    const drift = Math.abs(after[i]! - before[i]!) / Math.abs(lungs.balance[gas].used);
    yield check(`balance of ${gas}: drift over 50 min of changes, of what was used or made`, drift, 0, 1e-6);
  }
}

const ventilation = ({ tidalVolume, period }: Breath): number => (tidalVolume * 60) / period / 1000;

function afterBreathing(lungs: BreathingLungs, seconds: number): Breath {
  const until = lungs.time + seconds;
  let breath = lungs.breathe(() => FLOW);
  while (lungs.time < until) breath = lungs.breathe(() => FLOW);
  return breath;
}
