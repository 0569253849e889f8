import { formatInstant, type TwinModel } from '@twinward/contract';
import { driftOf, identifiability, normalScore, posteriorAgainstPrior } from '@twinward/estimate';
import type { TwinEntry } from '../actor/twin-entry.ts';
import { innovationsOf } from '../fold/take-reading.ts';
import type { TwinState } from '../fold/twin-state.ts';
import type { RuntimeContext } from '../runtime-context.ts';
import { directionViews } from '../show/direction-views.ts';
import { explanationWords } from '../show/explanation-words.ts';
import { fitAt, fitView } from '../show/fit-at.ts';
import { innovationNote } from '../show/innovation-note.ts';
import type { AsideView, ExplanationView, InnovationView, ParameterView } from '../views/explanation-view.ts';
import type { Standpoint } from './standpoint.ts';
import { termViews } from './terms.ts';

/** Innovations shown. */
const INNOVATIONS = 48;

/** Why a twin believes what it believes: what moved it, what it learned, what acts on what comes next. */
export async function explain(
  context: RuntimeContext,
  entry: TwinEntry,
  standpoint: Standpoint,
): Promise<ExplanationView> {
  const { model } = entry;
  const { state, now } = standpoint;
  const fit = fitAt(model, state, now);
  const judged = innovationsOf(model, state.innovations, model.fit.window);
  const drift = driftOf(judged, model.fit.window);
  const innovations = innovationViews(model, state);
  const aside = asideViews(model, state);
  const parameters = parameterViews(model, state);
  const terms = fit.kind === 'fits' ? await termViews(context, entry, standpoint) : [];
  const { readings, interventions } = state.counts;
  return {
    twin: state.twin,
    seq: state.seq,
    at: formatInstant(state.belief.at),
    fit: fitView(fit),
    drift,
    tolerance: model.fit.tolerance,
    innovations,
    aside,
    parameters,
    directions: directionViews(identifiability(model, state.belief)),
    terms,
    words: explanationWords(model, fit, drift, innovations, aside, parameters, terms),
    provenance: { readings, interventions, seed: state.seed },
  };
}

/** The latest first. */
function innovationViews(model: TwinModel, state: TwinState): InnovationView[] {
  return state.innovations
    .latest(INNOVATIONS)
    .reverse()
    .map((row) => ({
      seq: row.seq,
      at: formatInstant(row.at),
      observable: model.observables[row.observable]?.name ?? '',
      unit: model.observables[row.observable]?.unit ?? '1',
      observed: row.observed,
      censored: row.censored,
      predicted: row.predicted,
      sd: row.sd,
      score: normalScore(row.pit),
      pit: row.pit,
      shift: row.shift,
      doubt: row.doubt,
      recovered: row.recovered,
      agreed: row.agreed,
      note: innovationNote(row),
    }));
}

/** The latest first. */
function asideViews(model: TwinModel, state: TwinState): AsideView[] {
  return state.aside.toReversed().map(({ seq, at, observable, value, reason }) => {
    const declared = model.observables.find(({ name }) => name === observable);
    return {
      seq,
      at: formatInstant(at),
      observable,
      label: declared?.label ?? observable,
      value,
      unit: declared?.unit ?? '1',
      reason,
    };
  });
}

function parameterViews(model: TwinModel, state: TwinState): ParameterView[] {
  return posteriorAgainstPrior(model, state.belief).map(({ parameter, ...learned }) => ({
    name: parameter.name,
    symbol: parameter.symbol ?? null,
    label: parameter.label,
    unit: parameter.unit,
    source: parameter.source,
    ...learned,
  }));
}
