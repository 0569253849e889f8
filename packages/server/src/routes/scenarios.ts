// What-ifs: branches with interventions beside their baselines.
import { TwinwardError } from '@twinward/contract';
import type { ComparisonView } from '@twinward/runtime';
import { z } from 'zod';
import { abandoned } from '../http/abandoned.ts';
import { comparisonSchema } from '../schemas/comparison-schema.ts';
import { twinIdSchema } from '../schemas/identity-schema.ts';
import { instantSchema } from '../schemas/instant-schema.ts';
import { type Route, route } from './route.ts';

const interventionSchema = z
  .strictObject({
    type: z.string().min(1).max(60),
    at: instantSchema.exactOptional(),
    inMinutes: z.number().min(0).max(10_080).exactOptional(),
    amounts: z.record(z.string().max(60), z.number()),
  })
  .meta({
    id: 'ProposedIntervention',
    description: 'at an instant, or in so many minutes (0 without either)',
  });

const compareScenario: Route = route({
  id: 'compareScenario',
  method: 'POST',
  path: '/twins/{id}/scenarios',
  tag: 'twins',
  summary: 'What if: a branch with interventions beside its baseline, with the same draws',
  permission: 'twin:simulate',
  params: z.strictObject({ id: twinIdSchema }),
  body: z
    .strictObject({
      interventions: z.array(interventionSchema).min(1).max(50),
      minutes: z.int().min(5).max(10_080).exactOptional(),
      at: instantSchema.exactOptional(),
      size: z.int().min(50).max(5000).exactOptional(),
      keep: z.boolean().exactOptional(),
      name: z.string().min(1).max(120).exactOptional(),
    })
    .meta({ id: 'ScenarioRequest' }),
  reply: comparisonSchema,
  target: ({ params: { id } }) => `twin ${id}`,
  perform({ params: { id }, body }, { services, actor, outgoing }): Promise<ComparisonView> {
    if (body.keep === true && body.name === undefined) {
      throw new TwinwardError('scenario.invalid', 'a scenario that is kept needs a name', {
        field: 'name',
        remedy: 'give it a name of up to 120 characters',
      });
    }
    const { keep, name = '', ...whatIf } = body;
    const by = actor?.name ?? '';
    const asked = keep === true ? { ...whatIf, keep: { name, by } } : whatIf;
    return services.runtime.compare(id, asked, abandoned(outgoing));
  },
});

const listScenarios: Route = route({
  id: 'listScenarios',
  method: 'GET',
  path: '/twins/{id}/scenarios',
  tag: 'twins',
  summary: 'Kept scenarios of a twin, as they were computed',
  permission: 'twin:read',
  params: z.strictObject({ id: twinIdSchema }),
  reply: z.strictObject({ scenarios: z.array(comparisonSchema) }).meta({ id: 'ScenarioList' }),
  target: ({ params: { id } }) => `twin ${id}`,
  async perform({ params: { id } }, { services }): Promise<{ scenarios: ComparisonView[] }> {
    const kept = await services.runtime.keptScenarios(id);
    return { scenarios: kept.map(({ result }) => result as ComparisonView) };
  },
});

const readScenario: Route = route({
  id: 'readScenario',
  method: 'GET',
  path: '/scenarios/{id}',
  tag: 'twins',
  summary: 'One kept scenario, as it was computed',
  permission: 'twin:read',
  params: z.strictObject({ id: z.string().min(1).max(100) }),
  reply: comparisonSchema,
  target: ({ params: { id } }) => `scenario ${id}`,
  async perform({ params: { id } }, { services }): Promise<ComparisonView> {
    const kept = await services.runtime.keptScenario(id);
    if (kept === null) {
      throw new TwinwardError('resource.missing', 'there is no such scenario', {
        field: 'id',
        remedy: 'list those of a twin with GET /twins/{id}/scenarios',
      });
    }
    return kept.result as ComparisonView;
  },
});

/** What-ifs: branches with interventions beside their baselines. */
export const SCENARIO_ROUTES: readonly Route[] = [compareScenario, listScenarios, readScenario];
