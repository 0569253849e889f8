import type { FitState, TwinModel } from '@twinward/contract';
import type { AsideView, InnovationView, ParameterView, TermView } from '../views/explanation-view.ts';
import { figure } from './figure.ts';

/** A normal score beyond which a reading is called a surprise. */
const SURPRISE = 2;
/** Milliseconds before the latest reading taken in, since which readings set aside are told. */
const LATELY = 3_600_000;
/** An effect below this share of a reading's predictive standard deviation is not worth a sentence. */
const NEGLIGIBLE = 0.1;

/** An explanation in sentences, most important first. */
export function explanationWords(
  model: TwinModel,
  fit: FitState,
  drift: number | null,
  innovations: readonly InnovationView[],
  aside: readonly AsideView[],
  parameters: readonly ParameterView[],
  terms: readonly TermView[],
): string[] {
  return [
    ...fitWords(fit, drift),
    ...asideWords(aside, innovations[0]?.at),
    ...surpriseWords(innovations),
    ...noteWords(innovations),
    ...termWords(model, terms, innovations[0]?.sd ?? 0),
    ...parameterWords(parameters),
  ];
}

function fitWords(fit: FitState, drift: number | null): string[] {
  if (fit.kind === 'warming-up') return [`The twin is still warming up: it ${fit.reason}.`];
  if (fit.kind === 'abstains') return [`The twin makes no prediction: ${fit.reason}.`];
  return drift === null
    ? []
    : [
        `The twin fits: its latest readings were ${Math.sqrt(drift).toFixed(1)} times as far from what was expected as it said they would be (1 is perfect).`,
      ];
}

/** What was set aside since, or shortly before, the latest reading that was taken in. */
function asideWords(aside: readonly AsideView[], taken: string | undefined): string[] {
  const since = taken === undefined ? Number.NEGATIVE_INFINITY : Date.parse(taken) - LATELY;
  const lately = aside.filter(({ at }) => Date.parse(at) >= since);
  const last = lately[0];
  if (last === undefined) return [];
  const many = lately.length === 1 ? 'A reading was' : `${lately.length} readings were`;
  return [
    `${many} set aside and moved nothing; the latest, ${last.label} of ${figure(last.value)} ${last.unit} at ${last.at}: ${last.reason}.`,
  ];
}

function surpriseWords(innovations: readonly InnovationView[]): string[] {
  const surprise = innovations.find(({ score }) => Math.abs(score) > SURPRISE);
  const last = innovations[0];
  if (last === undefined) return [];
  if (surprise === undefined) return ['None of the latest readings was a surprise.'];
  const { observed, unit, predicted, shift, at } = surprise;
  const moved = `${shift < 0 ? 'down' : 'up'} by ${figure(Math.abs(shift), [observed])} ${unit}`;
  return [
    `The latest surprise, at ${at}: ${figure(observed)} ${unit} where ${figure(predicted, [observed])} was expected; it moved the estimate ${moved}.`,
  ];
}

/** What the filter last did about a reading besides taking it in. */
function noteWords(innovations: readonly InnovationView[]): string[] {
  const noted = innovations.filter(({ note }) => note !== null);
  const last = noted[0];
  if (last === undefined) return [];
  const what = `The reading of ${figure(last.observed)} ${last.unit} at ${last.at}: ${last.note}.`;
  return [
    noted.length === 1
      ? what
      : `${what} Of the latest ${innovations.length}, ${noted.length} were met with such care.`,
  ];
}

function termWords(model: TwinModel, terms: readonly TermView[], sd: number): string[] {
  const strongest = [...terms].sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect))[0];
  if (strongest === undefined) return [];
  const { what, effect, unit } = strongest;
  const label = model.observables[0]?.label ?? 'the observable';
  if (Math.abs(effect) <= NEGLIGIBLE * sd)
    return [`What was done lately makes little difference to ${label} in an hour.`];
  const side = effect < 0 ? 'lower' : 'higher';
  return [`${what}: ${label} in an hour is ${figure(Math.abs(effect))} ${unit} ${side} than without.`];
}

function parameterWords(parameters: readonly ParameterView[]): string[] {
  const informed = parameters.filter(({ verdict }) => verdict === 'informed').map(({ label }) => label);
  const prior = parameters.filter(({ verdict }) => verdict === 'mostly prior').map(({ label }) => label);
  return [
    ...(informed.length === 0 ? [] : [`The readings have said much about: ${informed.join(', ')}.`]),
    ...(prior.length === 0 ? [] : [`Still mostly as assumed beforehand: ${prior.join(', ')}.`]),
  ];
}
