import type { Execution } from '@twinward/simulate';
import { bloodPressures } from '../blood/blood-pressures.ts';
import { AIR, WATER_VAPOUR } from '../exchange/breath-equations.ts';
import { type GasBalance, GasExchange } from '../exchange/gas-exchange.ts';
import { Chest, type ChestLoad } from '../mechanics/chest.ts';
import { RESTING_PLEURAL } from '../mechanics/healthy-mechanics.ts';
import { musclePressure } from '../mechanics/muscle-pressure.ts';
import type { Breath } from './breath.ts';
import { type BreathPhase, type BreathPlan, breathPhases } from './breath-phases.ts';
import { BreathTally } from './breath-tally.ts';
import type { LungPerson } from './lung-person.ts';
import { checkVentilator, type VentilatorSettings } from './ventilator.ts';

/** The longest step, s. */
const STEP = 0.02;

/**
 * Lungs that breathe, with the blood and tissues whose gases they exchange (Albanese et al. 2016): the mechanics by exact linear steps, the
 * exchange by Runge-Kutta, the chemoreflex setting each breath as it begins, a ventilator if one is set.
 */
export class BreathingLungs {
  /** Factors on the rate and the pressure of the muscles, as drugs set them; 1 without. */
  readonly depression: { rate: number; effort: number } = { rate: 1, effort: 1 };
  readonly #person: LungPerson;
  readonly #chest: Chest;
  readonly #gas: GasExchange;
  #time = 0;
  #ventilator: VentilatorSettings | null = null;
  #room = { oxygen: AIR.O2 as number, barometric: 760, dioxide: AIR.CO2 as number };

  /** @param execution how the equations run; the numbers are the same, bit for bit. */
  constructor(person: LungPerson, execution: Execution) {
    this.#person = person;
    this.#chest = new Chest(person.mechanics, execution);
    this.#gas = new GasExchange(
      {
        shunt: person.shunt,
        dead: person.deadShare,
        VO2: person.oxygenNeed / 60,
        RQ: person.respiratoryQuotient,
        Hb: person.haemoglobin / 15,
        drive: person.drive,
        set_point: person.setPoint,
        P_dry: 760 - WATER_VAPOUR,
        F_I: AIR.O2,
        F_I_CO2: AIR.CO2,
      },
      this.#chest.moments[2],
      execution,
    );
  }

  /** Seconds since the start. */
  get time(): number {
    return this.#time;
  }

  /** cmH2O around the lungs now, above that at the end of a quiet expiration. */
  get pleural(): number {
    return this.#chest.moments[2].pleural - RESTING_PLEURAL;
  }

  /** Amounts of both gases since the start; `stored - taken + used` stays what it was. */
  get balance(): { readonly O2: GasBalance; readonly CO2: GasBalance } {
    return this.#gas.balance;
  }

  /** mmHg of oxygen in the blood that leaves a tissue (`TISSUES`). */
  venousOxygen(tissue: string): number {
    const content = (gas: string): number => this.#gas.state(`C_${gas}_${tissue}`);
    return bloodPressures(content('O2'), content('CO2'), this.#person.haemoglobin).O2;
  }

  /** Sets or takes away (null) the ventilator, from the next breath on. Throws `intervention.invalid` for settings that none takes. */
  ventilate(settings: VentilatorSettings | null): void {
    this.#ventilator = settings === null ? null : checkVentilator(settings);
    this.#surround();
  }

  /** What there is to breathe without a ventilator from now on: fractions of oxygen and carbon dioxide, at a barometric pressure in mmHg. */
  surround(oxygen: number, barometric = 760, dioxide: number = AIR.CO2): void {
    this.#room = { oxygen, barometric, dioxide };
    this.#surround();
  }

  /** mL/min (STPD) of oxygen needed from now on. */
  need(oxygen: number): void {
    this.#gas.set({ VO2: oxygen / 60 });
  }

  /** Breathes once; `flow` tells how many mL/s of blood the heart puts out at a time, seconds since the start. */
  breathe(flow: (at: number) => number): Breath {
    const plan = this.#plan();
    const tally = new BreathTally(this.#person.haemoglobin);
    let since = 0;
    plan.phases.forEach((phase, index) => {
      const steps = Math.max(1, Math.ceil(phase.seconds / STEP));
      const h = phase.seconds / steps;
      for (let i = 0; i < steps; i++) {
        const at = since + i * h;
        this.#chest.step(h, 'flow' in phase.opening, [
          load(plan, phase, at),
          load(plan, phase, at + h / 2),
          load(plan, phase, at + h),
        ]);
        tally.add(h, this.#chest.moments, this.#gas.step(h, this.#chest.moments, flow(this.#time + at)));
      }
      since += phase.seconds;
      if (index === plan.phases.length - 2) tally.endInspiration();
    });
    this.#time += since;
    return tally.breath(this.#time);
  }

  #surround(): void {
    this.#gas.set({
      F_I: this.#ventilator?.oxygen ?? this.#room.oxygen,
      F_I_CO2: this.#ventilator === null ? this.#room.dioxide : AIR.CO2,
    });
    this.#gas.surround(this.#room.barometric - WATER_VAPOUR);
  }

  #plan(): BreathPlan {
    const { rate, effort } = this.#person;
    const added = (name: string): number => this.#gas.state(name);
    const wanted = (rate + added('f_c') + added('f_p')) * this.depression.rate;
    const pull = (effort + added('A_c') + added('A_p')) * this.depression.effort;
    return breathPhases(this.#ventilator, pull, wanted);
  }
}

function load({ effort }: BreathPlan, { opening }: BreathPhase, at: number): ChestLoad {
  return {
    muscles: musclePressure(effort, at),
    opening: 'pressure' in opening ? opening.pressure : 0,
    flow: 'flow' in opening ? opening.flow : 0,
  };
}
