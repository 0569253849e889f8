import type { Execution } from '@twinward/simulate';
import { MMHG } from '../../circulation/clinical-units.ts';
import type { BeatWitness } from '../../circulation/heart/heart-loop.ts';
import { AT, ESTIMATED, WIDTH } from '../../circulation/twin/columns.ts';
import { comeToRest } from '../../circulation/twin/come-to-rest.ts';
import { seeBeat, settle } from '../../circulation/twin/settle.ts';
import { UNTREATED } from '../../circulation/twin/treatment.ts';
import type { Breath } from './breath.ts';
import { BreathingLungs } from './breathing-lungs.ts';
import type { LungPerson } from './lung-person.ts';

/** mmHg in one cmH2O. */
const CMH2O = 0.735559;
/** cmH2O by which quiet breathing, on average, lowers the pressure around the lungs below that at the end of expiration. */
const QUIET = -0.9;
/** mL/s in one L/min. */
const PER_SECOND = 1000 / 60;

/** What the heart did during a breath. */
export interface HeartState {
  /** /min. */
  readonly rate: number;
  /** mmHg. */
  readonly systolic: number;
  readonly diastolic: number;
  readonly mean: number;
  readonly rightAtrial: number;
  readonly leftAtrial: number;
  /** mL, of the left ventricle. */
  readonly endDiastolicVolume: number;
  readonly endSystolicVolume: number;
  /** L/min. */
  readonly output: number;
}

/**
 * Heart, circulation and lungs of one person in one loop: the heart's output carries the gases, the pressure around the lungs bears on the
 * heart from beat to beat, baroreflex and chemoreflex answer. The heart is the closed loop of Regazzoni et al. 2022 with the
 * medians of the `circulation` twin; the lungs are those of Albanese et al. 2016.
 */
export class Cardiopulmonary {
  readonly lungs: BreathingLungs;
  readonly #row: Float64Array = new Float64Array(WIDTH);
  #beatEnds = 0;
  #thorax = 0;

  /** @param heart values in place of the medians of the circulation twin's parameters, by their names. */
  constructor(person: LungPerson, execution: Execution, heart: Readonly<Record<string, number>> = {}) {
    this.lungs = new BreathingLungs(person, execution);
    for (const { name, prior } of ESTIMATED) {
      const median = prior.kind === 'logNormal' ? prior.median : prior.kind === 'normal' ? prior.mean : 0;
      this.#row[AT[name]!] = heart[name] ?? median;
    }
    comeToRest(this.#row);
  }

  /** The heart at its latest beat. */
  get heart(): HeartState {
    const at = (name: string): number => this.#row[AT[name]!]!;
    return {
      rate: at('rate'),
      systolic: at('systolic'),
      diastolic: at('diastolic'),
      mean: at('mean'),
      rightAtrial: at('rightAtrial'),
      leftAtrial: at('leftAtrial'),
      endDiastolicVolume: at('endDiastolic'),
      endSystolicVolume: at('endSystolic'),
      output: at('output'),
    };
  }

  /** One breath, with the beats that fall into it. */
  breathe(): Breath {
    return this.lungs.breathe((at) => {
      while (at >= this.#beatEnds) this.#beat();
      return this.#row[AT.output!]! * PER_SECOND;
    });
  }

  /** Lets a witness see one beat, step by step (`BeatWitness`), at the pressure in the chest of the latest one. */
  seeBeat(witness: BeatWitness): void {
    seeBeat(this.#row, { ...UNTREATED, chest: this.#thorax }, witness);
  }

  #beat(): void {
    const row = this.#row;
    const thorax = (this.lungs.pleural - QUIET) * CMH2O;
    // Blood in the lungs stays there when the pressure around it changes.
    for (const name of ['p_AR_PUL', 'p_VEN_PUL']) {
      row[AT[name]!] = row[AT[name]!]! + (thorax - this.#thorax) * MMHG;
    }
    this.#thorax = thorax;
    settle(row, { ...UNTREATED, chest: thorax }, Number.MIN_VALUE);
    this.#beatEnds += 60 / row[AT.rate!]!;
  }
}
