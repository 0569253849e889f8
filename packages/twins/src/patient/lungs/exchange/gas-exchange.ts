import { compile, type Execution, type RightHandSide } from '@twinward/simulate';
import { placeOf } from '../../place-of.ts';
import { type BloodContents, bloodContents } from '../blood/blood-contents.ts';
import type { ChestMoment } from '../mechanics/chest.ts';
import { CAPILLARY_BLOOD, TO_BODY } from './alveoli-terms.ts';
import { breathEquations } from './breath-equations.ts';
import { DelayLine } from './delay-line.ts';
import { TISSUES } from './tissues.ts';
import { Transit } from './transit.ts';

const { states, parameters, inputs, outputs } = breathEquations;
const STATE = placeOf(states);
const PARAMETER = placeOf(parameters);
const INPUT = placeOf(inputs);
const SEEN = placeOf(outputs);

/** Blood between lungs and tissues and back, mL: 18 and 10 s (Albanese et al. 2016, table 5) at 5.4 L/min. */
const TRANSIT = { arterial: 1620, venous: 900 } as const;
const KEPT = 2048;
/** Seconds by which the chemoreceptors trail the lungs (Albanese et al. 2016, table 6). */
const DELAY = { central: 8, peripheral: 7 } as const;
const NORMAL_FIRING = 3.7;

/** Amounts of one gas since the start, mL (STPD): what the body holds, what came in at the mouth, what was used up (or made, negative). */
export interface GasBalance {
  readonly stored: number;
  readonly taken: number;
  readonly used: number;
}

/** What blood and alveoli hold now: contents in mL/mL, pressures in mmHg, saturation 0 to 1, uptake in mL/s (STPD). */
export interface GasMoment {
  readonly alveolarO2: number;
  readonly alveolarCO2: number;
  readonly arterialContentO2: number;
  readonly arterialContentCO2: number;
  readonly venousContentO2: number;
  readonly venousContentCO2: number;
  readonly uptake: number;
  /** mmHg in the airways. */
  readonly airwayO2: number;
  readonly airwayCO2: number;
  /** mL/s (STPD) of carbon dioxide that come in at the mouth: negative when it goes out. */
  readonly exhaling: number;
}

/** `breathEquations` with the blood under way and the delays of the chemoreceptors, by the classical Runge-Kutta method. */
export class GasExchange {
  readonly #rhs: RightHandSide;
  readonly #observe: RightHandSide;
  readonly #y: Float64Array = new Float64Array(states.length);
  readonly #p: Float64Array = new Float64Array(parameters.length);
  readonly #u: readonly Float64Array[] = [0, 1, 2].map(() => new Float64Array(inputs.length));
  readonly #k: readonly Float64Array[] = [0, 1, 2, 3].map(() => new Float64Array(states.length));
  readonly #trial: Float64Array = new Float64Array(states.length);
  readonly #seen: Float64Array = new Float64Array(outputs.length);
  readonly #arteries: Transit;
  readonly #veins: Transit;
  readonly #central: DelayLine = new DelayLine(DELAY.central, KEPT, 40);
  readonly #peripheral: DelayLine = new DelayLine(DELAY.peripheral, KEPT, NORMAL_FIRING);
  #time = 0;

  /** Starts near the gases of a healthy adult at rest, in the chest at a moment. */
  constructor(person: Readonly<Record<string, number>>, chest: ChestMoment, execution: Execution) {
    const { rhs, observe } = compile(breathEquations, execution);
    this.#rhs = rhs;
    this.#observe = observe;
    this.set(person);
    const haemoglobin = 15 * person.Hb!;
    const arterial = bloodContents(95, 40, haemoglobin);
    const venous = bloodContents(40, 45, haemoglobin);
    this.#arteries = new Transit(TRANSIT.arterial, KEPT, arterial.O2, arterial.CO2);
    this.#veins = new Transit(TRANSIT.venous, KEPT, venous.O2, venous.CO2);
    this.#begin(chest, arterial, venous);
  }

  /** Changes parameters, by the names of `breathEquations`. */
  set(changed: Readonly<Record<string, number>>): void {
    for (const [name, value] of Object.entries(changed)) this.#p[PARAMETER[name]!] = value;
  }

  /** Changes the dry barometric pressure, mmHg: gas in the airways thins or thickens at its volume, and what that lets out or in is counted. */
  surround(dry: number): void {
    const before = { O2: this.#stored('O2'), CO2: this.#stored('CO2') };
    const y = this.#y;
    const [old, Hb] = [this.#p[PARAMETER.P_dry!]!, this.#p[PARAMETER.Hb!]!];
    if (old === dry) return;
    const held = (at: number) => bloodContents(y[STATE.F_O2_A!]! * at, y[STATE.F_CO2_A!]! * at, 15 * Hb);
    const [was, is] = [held(old), held(dry)];
    this.#p[PARAMETER.P_dry!] = dry;
    for (const gas of ['O2', 'CO2'] as const) {
      const blood = TO_BODY * CAPILLARY_BLOOD * (is[gas] / dry - was[gas] / old);
      y[STATE[`n_${gas}_A`]!] = y[STATE[`n_${gas}_A`]!]! + blood;
      y[STATE[`taken_${gas}`]!] = y[STATE[`taken_${gas}`]!]! + this.#stored(gas) - before[gas];
    }
  }

  /** The value of a state, by its name in `breathEquations`. */
  state(name: string): number {
    return this.#y[STATE[name]!]!;
  }

  /** Carries the gases on by `h` seconds while the chest moves through three moments and `flow` mL/s of blood passes. */
  step(h: number, moments: readonly [ChestMoment, ChestMoment, ChestMoment], flow: number): GasMoment {
    const y = this.#y;
    this.#arteries.draw(flow * h);
    this.#veins.draw(flow * h);
    const central = this.#central.current;
    const peripheral = this.#peripheral.current;
    moments.forEach((moment, i) => {
      this.#load(this.#u[i]!, moment, flow, central, peripheral);
    });
    const sums = SUMMED.map((at) => y[at]!);
    this.#advance(h);
    this.#time += h;
    const gone = SUMMED.map((at, i) => (y[at]! - sums[i]!) / h) as [number, number, number, number];
    this.#arteries.fill(flow * h, gone[0], gone[1]);
    this.#veins.fill(flow * h, gone[2], gone[3]);
    return this.#look();
  }

  /** Amounts of both gases; `stored - taken + used` stays what it was. */
  get balance(): { readonly O2: GasBalance; readonly CO2: GasBalance } {
    return {
      O2: { stored: this.#stored('O2'), taken: this.state('taken_O2'), used: this.state('used_O2') },
      CO2: { stored: this.#stored('CO2'), taken: this.state('taken_CO2'), used: -this.state('made_CO2') },
    };
  }

  #begin({ airways, alveoli }: ChestMoment, arterial: BloodContents, venous: BloodContents): void {
    const y = this.#y;
    const [dead, dry] = [this.#p[PARAMETER.dead!]!, this.#p[PARAMETER.P_dry!]!];
    const pressures = { O2: 100, CO2: 40 } as const;
    const capillary = bloodContents(pressures.O2, pressures.CO2, 15 * this.#p[PARAMETER.Hb!]!);
    for (const gas of ['O2', 'CO2'] as const) {
      const F = pressures[gas] / dry;
      y[STATE[`F_${gas}_A`]!] = F;
      y[STATE[`n_${gas}_D`]!] = airways * F;
      y[STATE[`n_${gas}_U`]!] = alveoli * F;
      y[STATE[`n_${gas}_A`]!] =
        (1 - dead) * alveoli * F + ((TO_BODY * CAPILLARY_BLOOD) / dry) * capillary[gas];
      for (const { name } of TISSUES) y[STATE[`C_${gas}_${name}`]!] = venous[gas];
    }
    y[STATE.seen_CO2!] = arterial.CO2;
    y[STATE.phi_c!] = NORMAL_FIRING;
  }

  #load(u: Float64Array, chest: ChestMoment, flow: number, central: number, peripheral: number): void {
    u[INPUT.V_in!] = chest.flow;
    u[INPUT.V_in_A!] = chest.alveolarFlow;
    u[INPUT.V_D!] = chest.airways;
    u[INPUT.V_A!] = chest.alveoli;
    u[INPUT.Q!] = flow;
    u[INPUT.Ca_O2_in!] = this.#arteries.O2;
    u[INPUT.Ca_CO2_in!] = this.#arteries.CO2;
    u[INPUT.Cv_O2_in!] = this.#veins.O2;
    u[INPUT.Cv_CO2_in!] = this.#veins.CO2;
    u[INPUT.P_central!] = central;
    u[INPUT.f_seen!] = peripheral;
  }

  #advance(h: number): void {
    const [k1, k2, k3, k4] = this.#k as [Float64Array, Float64Array, Float64Array, Float64Array];
    const [from, middle, to] = this.#u as [Float64Array, Float64Array, Float64Array];
    const y = this.#y;
    const p = this.#p;
    const trial = this.#trial;
    this.#rhs(0, y, 0, p, 0, from, 0, k1, 0);
    for (let i = 0; i < y.length; i++) trial[i] = y[i]! + (h / 2) * k1[i]!;
    this.#rhs(0, trial, 0, p, 0, middle, 0, k2, 0);
    for (let i = 0; i < y.length; i++) trial[i] = y[i]! + (h / 2) * k2[i]!;
    this.#rhs(0, trial, 0, p, 0, middle, 0, k3, 0);
    for (let i = 0; i < y.length; i++) trial[i] = y[i]! + h * k3[i]!;
    this.#rhs(0, trial, 0, p, 0, to, 0, k4, 0);
    for (let i = 0; i < y.length; i++) {
      y[i] = y[i]! + (h / 6) * (k1[i]! + 2 * k2[i]! + 2 * k3[i]! + k4[i]!);
    }
  }

  #look(): GasMoment {
    const seen = this.#seen;
    this.#observe(0, this.#y, 0, this.#p, 0, this.#u[2]!, 0, seen, 0);
    this.#y[STATE.F_O2_A!] = this.#y[STATE.F_O2_A!]! + seen[SEEN.fix_O2!]!;
    this.#y[STATE.F_CO2_A!] = this.#y[STATE.F_CO2_A!]! + seen[SEEN.fix_CO2!]!;
    this.#central.pass(this.#time, seen[SEEN.P_CO2_a!]!);
    this.#peripheral.pass(this.#time, seen[SEEN.f_ac!]!);
    const dry = this.#p[PARAMETER.P_dry!]!;
    return {
      alveolarO2: seen[SEEN.P_O2_A!]!,
      alveolarCO2: seen[SEEN.P_CO2_A!]!,
      arterialContentO2: seen[SEEN.Ca_O2!]!,
      arterialContentCO2: seen[SEEN.Ca_CO2!]!,
      venousContentO2: this.#veins.O2,
      venousContentCO2: this.#veins.CO2,
      uptake: seen[SEEN.uptake!]!,
      airwayO2: seen[SEEN.F_O2_D!]! * dry,
      airwayCO2: seen[SEEN.F_CO2_D!]! * dry,
      exhaling: seen[SEEN.mouth_CO2!]!,
    };
  }

  #stored(gas: 'O2' | 'CO2'): number {
    const [dead, dry] = [this.#p[PARAMETER.dead!]!, this.#p[PARAMETER.P_dry!]!];
    const held = (where: string): number => this.state(`n_${gas}_${where}`);
    const lungs = ((held('D') + dead * held('U') + held('A')) * dry) / TO_BODY;
    const tissues = TISSUES.reduce(
      (sum, { name, volume }) => sum + volume * this.state(`C_${gas}_${name}`),
      0,
    );
    return lungs + tissues + this.#arteries.held(gas) + this.#veins.held(gas);
  }
}

const SUMMED = ['left_O2', 'left_CO2', 'returned_O2', 'returned_CO2'].map((name) => STATE[name]!);
