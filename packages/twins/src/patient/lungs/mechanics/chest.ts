import { compile, type Execution, type RightHandSide } from '@twinward/simulate';
import { placeOf } from '../../place-of.ts';
import { LinearPropagator } from './linear-propagator.ts';
import { lungMechanics, type MechanicsParameter } from './lung-mechanics.ts';

const { states, inputs, outputs, parameters } = lungMechanics;
const SEEN = placeOf(outputs);
/** Steps of differing length whose propagators are kept. */
const KEPT = 64;

/** The chest at one moment: flows in mL/s, volumes in mL, pressures in cmH2O. */
export interface ChestMoment {
  /** Into the mouth, and into the alveoli. */
  readonly flow: number;
  readonly alveolarFlow: number;
  readonly airways: number;
  readonly alveoli: number;
  readonly pleural: number;
  readonly trachea: number;
  readonly alveolar: number;
  readonly opening: number;
}

/** What acts on a chest: muscles and airway opening, cmH2O, or the flow that a ventilator imposes, mL/s. */
export interface ChestLoad {
  readonly muscles: number;
  readonly opening: number;
  readonly flow: number;
}

/** Carries `lungMechanics` along by exact steps, two to a call, so that the middle of the step is known as well as its ends. */
export class Chest {
  /** [beginning, middle, end] of the last step. */
  readonly moments: [ChestMoment, ChestMoment, ChestMoment];
  readonly #rhs: RightHandSide;
  readonly #observe: RightHandSide;
  readonly #parameters: Readonly<Record<'pressed' | 'driven', Float64Array>>;
  readonly #propagators = new Map<string, LinearPropagator>();
  readonly #volumes: readonly [Float64Array, Float64Array, Float64Array];
  readonly #loads: readonly [Float64Array, Float64Array, Float64Array];
  readonly #seen = new Float64Array(outputs.length);

  /** Starts at the end of a quiet expiration. */
  constructor(mechanics: Readonly<Record<MechanicsParameter, number>>, execution: Execution) {
    const { rhs, observe } = compile(lungMechanics, execution);
    this.#rhs = rhs;
    this.#observe = observe;
    const filled = (driven: number): Float64Array =>
      Float64Array.from(parameters, (name) => (name === 'driven' ? driven : mechanics[name]));
    this.#parameters = { pressed: filled(0), driven: filled(1) };
    const three = (n: number) => [new Float64Array(n), new Float64Array(n), new Float64Array(n)] as const;
    this.#volumes = three(states.length);
    this.#loads = three(inputs.length);
    this.#volumes[2].set(atRest(mechanics));
    const moment = this.#look(2, 'pressed');
    this.moments = [moment, moment, moment];
  }

  /** mL in airways and alveoli. */
  get volume(): number {
    const { airways, alveoli } = this.moments[2];
    return airways + alveoli;
  }

  /** Carries the chest on by `h` seconds under loads at the beginning, the middle and the end; `driven` when the flow is imposed. */
  step(h: number, driven: boolean, loads: readonly [ChestLoad, ChestLoad, ChestLoad]): void {
    const rule = driven ? 'driven' : 'pressed';
    const propagator = this.#propagator(rule, h / 2);
    loads.forEach(({ muscles, opening, flow }, i) => {
      const load = this.#loads[i]!;
      load[0] = muscles;
      load[1] = opening;
      load[2] = flow;
    });
    const [before, middle, after] = this.#volumes;
    const [from, between, to] = this.#loads;
    before.set(after);
    propagator.step(before, from, between, middle);
    propagator.step(middle, between, to, after);
    for (const i of [0, 1, 2] as const) this.moments[i] = this.#look(i, rule);
  }

  #look(i: 0 | 1 | 2, rule: 'pressed' | 'driven'): ChestMoment {
    const volumes = this.#volumes[i];
    const seen = this.#seen;
    this.#observe(0, volumes, 0, this.#parameters[rule], 0, this.#loads[i], 0, seen, 0);
    return {
      flow: seen[SEEN.V_in!]!,
      alveolarFlow: seen[SEEN.V_in_A!]!,
      airways: volumes[0]! + volumes[1]! + volumes[2]!,
      alveoli: volumes[3]!,
      pleural: seen[SEEN.P_pl!]!,
      trachea: seen[SEEN.P_tr!]!,
      alveolar: seen[SEEN.P_A!]!,
      opening: seen[SEEN.P_opening!]!,
    };
  }

  #propagator(rule: 'pressed' | 'driven', h: number): LinearPropagator {
    const key = `${rule} ${h}`;
    const known = this.#propagators.get(key);
    if (known !== undefined) return known;
    if (this.#propagators.size === KEPT) this.#propagators.clear();
    const made = new LinearPropagator(this.#rhs, states.length, inputs.length, this.#parameters[rule], h);
    this.#propagators.set(key, made);
    return made;
  }
}

/** Volumes when the muscles rest and the mouth is open. */
function atRest(p: Readonly<Record<MechanicsParameter, number>>): readonly number[] {
  const lungs = p.C_tr + p.C_b + p.C_A;
  const atNone = p.V0_tr + p.V0_b + p.V0_A;
  // P_pl = (V - V0_cw) / C_cw and V = V0 - C P_pl, with every pressure within 0
  const pleural = (atNone - p.V0_cw) / (p.C_cw + lungs);
  return [p.V0_l, p.V0_tr - p.C_tr * pleural, p.V0_b - p.C_b * pleural, p.V0_A - p.C_A * pleural];
}
