// What a twin expects of the time ahead, kept up while it is live: the forecast it issues and the risks the overview shows.
import type { TwinState } from '../fold/twin-state.ts';
import { type FuturesPlan, futuresSeed, gridFrom, sizeOf } from '../forecast/futures-plan.ts';
import { issuedForecast, latestHeadline } from '../forecast/issued-forecast.ts';
import type { StateOf } from '../forecast/joint-futures.ts';
import { runFuturesPlan } from '../forecast/run-futures-plan.ts';
import type { RuntimeContext } from '../runtime-context.ts';
import { riskViews } from '../show/fan-view.ts';
import { fitAt } from '../show/fit-at.ts';
import type { RiskView } from '../views/risk-view.ts';
import type { TwinEntry } from './twin-entry.ts';

/** Risks with the state they belong to. */
export interface Outlook {
  readonly risks: readonly RiskView[];
  /** Whether a forecast was issued with them. */
  readonly issued: boolean;
}

/**
 * Looks ahead from a state that has taken in all that is recorded. A live forecast is issued if the twin fits, its latest reading came
 * when it was made (`live`), and the last forecast lies at least one step of the model's grid back in effective time; so
 * there is at most one a step, and under load those in between are left out. Null when the twin does not fit now.
 */
export async function lookAhead(
  context: RuntimeContext,
  entry: TwinEntry,
  state: TwinState,
  live: boolean,
  stateOf: StateOf,
): Promise<Outlook | null> {
  const { model } = entry;
  const now = context.clock.now();
  if (fitAt(model, state, now).kind !== 'fits' || entry.closed !== null) return null;
  const { at } = state.belief;
  const plan: FuturesPlan = {
    times: gridFrom(model, at, model.horizon.length),
    size: sizeOf(model, undefined),
    seed: futuresSeed(state),
    proposed: [],
    blind: false,
  };
  const result = await runFuturesPlan(context, entry, state, plan, stateOf);
  const risks = riskViews(model, result.paths, plan.times, at);
  const due = entry.lastIssued === null || at - entry.lastIssued >= model.horizon.step * 1000;
  const issued = live && due && latestHeadline(state)?.at === at;
  if (issued) {
    await context.record.forecasts.issue([issuedForecast(model, state, plan, result, 'live', now)]);
    entry.lastIssued = at;
    context.tally.issued++;
  }
  return { risks, issued };
}
