import { addSeconds, formatInstant, type TwinModel } from '@twinward/contract';
import { driftOf, meanOf, normalScore, pathColumn, posteriorAgainstPrior } from '@twinward/estimate';
import type { TwinEntry } from '../actor/twin-entry.ts';
import { innovationsOf } from '../fold/take-reading.ts';
import type { TwinState } from '../fold/twin-state.ts';
import { futuresSeed } from '../forecast/futures-plan.ts';
import { HEADLINE } from '../forecast/issued-forecast.ts';
import { runFuturesPlan } from '../forecast/run-futures-plan.ts';
import type { RuntimeContext } from '../runtime-context.ts';
import { explanationWords } from '../show/explanation-words.ts';
import { fitAt, fitView } from '../show/fit-at.ts';
import type { ExplanationView, InnovationView, ParameterView, TermView } from '../views/explanation-view.ts';
import type { Standpoint } from './forecast.ts';

/** Innovations shown, interventions whose effect is told, seconds ahead at which it is, and futures it is computed from. */
const INNOVATIONS = 48;
const TERMS = 5;
const LEAD = 3600;
const FUTURES = 100;

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
    parameters,
    terms,
    words: explanationWords(model, fit, drift, innovations, parameters, terms),
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
    }));
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

/** The effect of each of the latest interventions: the headline observable ahead with it, less without it, with the same draws. */
async function termViews(
  context: RuntimeContext,
  entry: TwinEntry,
  { state, stateOf }: Standpoint,
): Promise<TermView[]> {
  const { model } = entry;
  const headline = model.observables[HEADLINE];
  if (headline === undefined) return [];
  const at = addSeconds(state.belief.at, LEAD);
  const recent = state.acting.filter(({ intervention }) => intervention.effectiveAt < at).slice(-TERMS);
  const meanWith = async (acting: TwinState['acting']): Promise<number> => {
    const plan = { times: [at], size: FUTURES, seed: futuresSeed(state), proposed: [], blind: false };
    const { paths } = await runFuturesPlan(context, entry, { ...state, acting }, plan, stateOf);
    const set = paths.find(({ of, name }) => of === 'observable' && name === headline.name)!;
    return meanOf(pathColumn(set, 1, 0), null);
  };
  if (recent.length === 0) return [];
  const all = await meanWith(state.acting);
  return Promise.all(
    recent.map(async (left): Promise<TermView> => {
      const without = await meanWith(state.acting.filter((acting) => acting !== left));
      const type = model.interventions.find(({ name }) => name === left.intervention.type);
      return {
        what: type?.label ?? left.intervention.type,
        at: formatInstant(left.intervention.effectiveAt),
        effect: all - without,
        unit: headline.unit,
      };
    }),
  );
}
