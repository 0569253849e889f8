import { addSeconds, formatInstant } from '@twinward/contract';
import { meanOf, pathColumn } from '@twinward/estimate';
import type { TwinEntry } from '../actor/twin-entry.ts';
import type { Acting } from '../fold/twin-state.ts';
import { futuresSeed } from '../forecast/futures-plan.ts';
import { HEADLINE } from '../forecast/issued-forecast.ts';
import { runFuturesPlan } from '../forecast/run-futures-plan.ts';
import type { RuntimeContext } from '../runtime-context.ts';
import { deedWords } from '../show/deed-words.ts';
import type { TermView } from '../views/explanation-view.ts';
import { pastState } from './past-state.ts';
import type { Standpoint } from './standpoint.ts';

/** Interventions whose effect is told, how far back they may lie and how far ahead it is told (s), and the futures it takes. */
const TERMS = 5;
const BACK = 6 * 3600;
const LEAD = 3600;
const FUTURES = 100;

/**
 * What each of the latest interventions does to the headline observable an hour from now. From the belief before the first of them
 * the model is run to that time, once with all and once leaving one out, with the same draws; told is the difference of the means.
 */
export async function termViews(
  context: RuntimeContext,
  entry: TwinEntry,
  { state, stateOf }: Standpoint,
): Promise<TermView[]> {
  const { model } = entry;
  const headline = model.observables[HEADLINE];
  const now = state.belief.at;
  const ahead = addSeconds(now, LEAD);
  const recent = state.acting
    .filter(
      ({ intervention: { effectiveAt } }) => effectiveAt >= addSeconds(now, -BACK) && effectiveAt < ahead,
    )
    .slice(-TERMS);
  if (headline === undefined || recent.length === 0) return [];
  const first = recent[0]!.intervention.effectiveAt;
  const start = first >= now ? state : (await pastState(context, entry, { at: first })).state;
  const meanWith = async (acting: readonly Acting[]): Promise<number> => {
    const plan = { times: [ahead], size: FUTURES, seed: futuresSeed(state), proposed: [], blind: false };
    const { paths } = await runFuturesPlan(context, entry, { ...start, acting }, plan, stateOf);
    const set = paths.find(({ of, name }) => of === 'observable' && name === headline.name)!;
    return meanOf(pathColumn(set, 1, 0), null);
  };
  const all = await meanWith(state.acting);
  return Promise.all(
    recent.map(async (left): Promise<TermView> => {
      const without = await meanWith(state.acting.filter((acting) => acting !== left));
      const { type, amounts, effectiveAt } = left.intervention;
      return {
        what: deedWords(model, type, amounts),
        at: formatInstant(effectiveAt),
        effect: all - without,
        unit: headline.unit,
      };
    }),
  );
}
