// One year of a life with type 2 diabetes: the probability of each complication, and of death.
import { exp, expm1, pow } from '@twinward/simulate';
import type { Om2Equation, Om2EventTerm, Om2FactorTerm } from './om2-equation.ts';
import { OM2_EQUATIONS, type Om2EquationName } from './om2-equations.ts';
import { OM2_EVENTS, type Om2Event } from './om2-events.ts';
import type { Om2Person } from './om2-person.ts';
import { om2Terms } from './om2-terms.ts';

/** Where each complication stands in a state: times by `OM2_EVENTS`. */
const PLACE = Object.fromEntries(OM2_EVENTS.map((event, i) => [event, i])) as Readonly<
  Record<Om2Event, number>
>;

/** Complications that choose the equation of death; blindness and ulcer do not. */
const DEADLY = (
  ['heartFailure', 'ischaemicHeart', 'infarction', 'stroke', 'amputation', 'renalFailure'] as const
).map((event) => PLACE[event]);

/** What a term of the past reads: HIST that it happened before, EVENT that it happened this year (1 or 2: for the n-th time). */
const PAST: Readonly<Record<Om2EventTerm, readonly [place: number, kind: 'hist' | 'event' | 1 | 2]>> = {
  'AMP.HIST': [PLACE.amputation, 'hist'],
  'AMP1.EVENT': [PLACE.amputation, 1],
  'AMP2.EVENT': [PLACE.amputation, 2],
  'BLIND.HIST': [PLACE.blindness, 'hist'],
  'CHF.HIST': [PLACE.heartFailure, 'hist'],
  'IHD.EVENT': [PLACE.ischaemicHeart, 'event'],
  'IHD.HIST': [PLACE.ischaemicHeart, 'hist'],
  'MI.EVENT': [PLACE.infarction, 'event'],
  'MI.HIST': [PLACE.infarction, 'hist'],
  'RENAL.EVENT': [PLACE.renalFailure, 'event'],
  'RENAL.HIST': [PLACE.renalFailure, 'hist'],
  'STROKE.EVENT': [PLACE.stroke, 'event'],
  'STROKE.HIST': [PLACE.stroke, 'hist'],
  'ULCER.HIST': [PLACE.ulcer, 'hist'],
};

interface Prepared {
  readonly form: Om2Equation['form'];
  /** lambda and the risk factors. */
  readonly x: number;
  /** What the cumulative hazard of the year is of e^x; 1 for a logistic equation. */
  readonly grows: number;
  readonly past: readonly {
    readonly place: number;
    readonly kind: 'hist' | 'event' | 1 | 2;
    readonly weight: number;
  }[];
}

/** The equations of a person for one year from now, risk factors filled in; what happens meanwhile is left open. */
export class Om2Year {
  readonly #equations: Readonly<Record<Om2EquationName, Prepared>>;
  readonly #female: boolean;

  constructor(person: Om2Person, year: number) {
    const terms = om2Terms(person, year);
    this.#female = person.sex === 'female';
    this.#equations = Object.fromEntries(
      Object.entries(OM2_EQUATIONS).map(([name, equation]) => [name, prepare(equation, terms)]),
    ) as Record<Om2EquationName, Prepared>;
  }

  /**
   * Probability of an equation within the year. `before` [8] counts what happened until this year, `now` [8] what has until this
   * moment of it, both by `OM2_EVENTS`. For complications HIST reads `now`, for death `before`.
   */
  probability(name: Om2EquationName, before: ArrayLike<number>, now: ArrayLike<number>): number {
    const { form, x, grows, past } = this.#equations[name];
    let sum = x;
    for (const { place, kind, weight } of past) {
      const [was, is] = [before[place]!, now[place]!];
      if (kind === 'hist' ? was > 0 : kind === 'event' ? is > was : is > was && is === kind) sum += weight;
    }
    return form === 'logistic' ? 1 / (1 + exp(-sum)) : -expm1(-grows * exp(sum));
  }

  /** Probability that a complication happens, given what has until now; 0 where it can happen no more. */
  complication(place: number, now: ArrayLike<number>): number {
    const name = this.#equationOf(place, now);
    return name === null ? 0 : this.probability(name, now, now);
  }

  /** Probability of death in the year, once its complications are known. */
  death(before: ArrayLike<number>, now: ArrayLike<number>): number {
    const history = DEADLY.some((place) => before[place]! > 0);
    const event = DEADLY.some((place) => now[place]! > before[place]!);
    if (history) return this.probability(event ? 'DEATHYSEVENT' : 'DEATHHISTNOEVENT', before, now);
    return this.probability(event ? 'DEATH1YEVENT' : 'DEATHNOHIST', before, now);
  }

  #equationOf(place: number, now: ArrayLike<number>): Om2EquationName | null {
    const times = now[place]!;
    const event = OM2_EVENTS[place]!;
    if (event === 'infarction') {
      if (times === 0) return this.#female ? 'FMIFEMALE' : 'FMIMALE';
      return times === 1 ? 'SMI' : null;
    }
    if (event === 'stroke') return times === 0 ? 'FSTROKE' : times === 1 ? 'SSTROKE' : null;
    if (event === 'amputation') {
      if (times === 0) return now[PLACE.ulcer]! > 0 ? 'FAMPULCER' : 'FAMPNOULCER';
      return times === 1 ? 'SAMP' : null;
    }
    return times === 0 ? ONCE[event] : null;
  }
}

const ONCE = {
  heartFailure: 'CHF',
  ischaemicHeart: 'IHD',
  blindness: 'BLIND',
  ulcer: 'ULCER',
  renalFailure: 'RENALF',
} as const satisfies Partial<Record<Om2Event, Om2EquationName>>;

function prepare(equation: Om2Equation, terms: Readonly<Record<Om2FactorTerm, number>>): Prepared {
  let x = equation.lambda;
  const past: { place: number; kind: 'hist' | 'event' | 1 | 2; weight: number }[] = [];
  for (const [term, weight] of Object.entries(equation.weights)) {
    if (Object.hasOwn(PAST, term)) {
      const [place, kind] = PAST[term as Om2EventTerm];
      past.push({ place, kind, weight });
    } else x += weight * terms[term as Om2FactorTerm];
  }
  return { form: equation.form, x, grows: growth(equation, terms), past };
}

/** (t + 1)^rho - t^rho of a Weibull hazard, e^(phi a) (e^phi - 1) / phi of a Gompertz one. */
function growth({ form, shape = 1 }: Om2Equation, terms: Readonly<Record<Om2FactorTerm, number>>): number {
  if (form === 'weibull') return pow(terms.YEAR + 1, shape) - pow(terms.YEAR, shape);
  if (form === 'gompertz') return (exp(shape * terms['CURR.AGE']) * expm1(shape)) / shape;
  return 1;
}
