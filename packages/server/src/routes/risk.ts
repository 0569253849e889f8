// Risk of a first cardiovascular event and what becomes of type 2 diabetes, as things stand and under changes.
import { setImmediate } from 'node:timers/promises';
import { philox } from '@twinward/simulate';
import {
  CHANGE_LIMITS,
  CLARKE_2002,
  changesOf,
  preventWhatIf,
  progressionWhatIf,
  RISK_CHANGES,
  type RiskChange,
} from '@twinward/twins/patient';
import { z } from 'zod';
import {
  type CardiovascularReply,
  cardiovascularReplySchema,
  type ProgressionReply,
  progressionReplySchema,
  type RiskChangeView,
  riskChangeSchema,
} from '../schemas/risk-reply-schema.ts';
import {
  type CardiovascularRequest,
  cardiovascularRequestSchema,
  type ProgressionRequest,
  progressionRequestSchema,
} from '../schemas/risk-request-schema.ts';
import { differenceView, progressionView } from '../views/progression-view.ts';
import { type Route, route } from './route.ts';

/** Draws are the same for everybody who asks unless another seed is asked for. */
const SEED = '7269736b00000001';
const [LIVES, YEARS] = [2000, 60];
const PREVENT = 'Khan et al. 2024, Circulation 149:430-449 (AHA PREVENT)';
const OM2 = 'Hayes et al. 2013, Diabetologia 56:1925-1933 (UKPDS Outcomes Model 2)';
/** The oldest for whom PREVENT looks 30 years ahead. */
const OLDEST_FOR_30 = 59;

const listRiskChanges: Route = route({
  id: 'listRiskChanges',
  method: 'GET',
  path: '/risk/changes',
  tag: 'models',
  summary: 'Changes in treatment and behaviour that risks can be asked under, each with its source',
  permission: 'model:read',
  reply: z.strictObject({ changes: z.array(riskChangeSchema) }).meta({ id: 'RiskChangeList' }),
  target: () => 'risk changes',
  async perform() {
    return { changes: RISK_CHANGES.map(shown) };
  },
});

const computeCardiovascularRisk: Route = route<
  undefined,
  undefined,
  CardiovascularRequest,
  CardiovascularReply
>({
  id: 'computeCardiovascularRisk',
  method: 'POST',
  path: '/risk/cardiovascular',
  tag: 'models',
  summary:
    'Risk of a first cardiovascular event by PREVENT, as things stand and under changes; nothing is kept',
  permission: 'twin:simulate',
  body: cardiovascularRequestSchema,
  reply: cardiovascularReplySchema,
  target: ({ body }, confinedTo) => body.subject ?? confinedTo ?? 'risk calculation',
  async perform({ body: { person, changes: ids = [], seed = SEED } }) {
    const changes = changesOf(ids);
    const horizons = person.age <= OLDEST_FOR_30 ? ([10, 30] as const) : ([10] as const);
    const answers = horizons.map((years) => preventWhatIf(person, changes, years, philox(seed)));
    return {
      model: answers[0]!.model,
      horizons: answers.map(({ years, usual, changed, byTrials }) => ({
        years,
        usual,
        changed,
        byTrials,
      })),
      intervals:
        'PREVENT was published without errors: risks as they stand have no interval. That of a change (90 %) comes of the intervals of its effects alone.',
      changes: changes.map(shown),
      factors: answers[0]!.factors,
      limits: CHANGE_LIMITS,
      source: PREVENT,
      seed,
    };
  },
});

const computeProgression: Route = route<undefined, undefined, ProgressionRequest, ProgressionReply>({
  id: 'computeProgression',
  method: 'POST',
  path: '/risk/progression',
  tag: 'models',
  summary: 'What becomes of type 2 diabetes by UKPDS-OM2, as things stand and under changes; nothing is kept',
  permission: 'twin:simulate',
  body: progressionRequestSchema,
  reply: progressionReplySchema,
  target: ({ body }, confinedTo) => body.subject ?? confinedTo ?? 'risk calculation',
  async perform({ body }) {
    const { person, changes: ids = [], seed = SEED, lives = LIVES, years = YEARS } = body;
    const changes = changesOf(ids);
    const random = philox(seed);
    const running = progressionWhatIf({ person, changes, lives, years, random, utilities: CLARKE_2002 });
    let next = running.next();
    while (next.done !== true) {
      await setImmediate();
      next = running.next();
    }
    const { usual, changed, difference, effectEnds, factors, outsideValidity } = next.value;
    return {
      lives,
      years: usual.alive.probability.length,
      usual: progressionView(usual),
      changed: changed === null ? null : progressionView(changed),
      difference: difference === null ? null : differenceView(difference, effectEnds),
      utilities: CLARKE_2002.source,
      outsideValidity,
      intervals:
        'Errors are those of the number of lives drawn. The spread of parameters was not at hand and is not counted; the ends of the effects are, where their source gives them.',
      changes: changes.map(shown),
      factors,
      limits: CHANGE_LIMITS,
      source: OM2,
      seed,
    };
  },
});

function shown({ id, kind, label, source }: RiskChange): RiskChangeView {
  return { id, kind, label, source };
}

/** Risk of a first cardiovascular event, and what becomes of type 2 diabetes. */
export const RISK_ROUTES: readonly Route[] = [listRiskChanges, computeCardiovascularRisk, computeProgression];
