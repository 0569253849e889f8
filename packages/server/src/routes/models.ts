// Model cards: what each model is for, what it rests on, how far it can be trusted.
import { TwinwardError } from '@twinward/contract';
import { z } from 'zod';
import { type ModelView, modelViewSchema } from '../schemas/model-view-schema.ts';
import { modelView } from '../views/model-view.ts';
import { type Route, route } from './route.ts';

const listModels: Route = route({
  id: 'listModels',
  method: 'GET',
  path: '/models',
  tag: 'models',
  summary: 'All models with their cards',
  permission: 'model:read',
  reply: z.strictObject({ models: z.array(modelViewSchema) }).meta({ id: 'ModelList' }),
  compressed: true,
  target: () => 'models',
  async perform(_input, { services }): Promise<{ models: ModelView[] }> {
    return { models: services.models.all.map((model) => modelView(model, services.evidence)) };
  },
});

const readModel: Route = route({
  id: 'readModel',
  method: 'GET',
  path: '/models/{name}',
  tag: 'models',
  summary: 'One model card with its evidence and the 31 source attributes, gaps shown',
  permission: 'model:read',
  params: z.strictObject({ name: z.string().min(1).max(100) }),
  reply: modelViewSchema,
  target: ({ params: { name } }) => `model ${name}`,
  async perform({ params: { name } }, { services }): Promise<ModelView> {
    if (!services.models.has(name)) {
      throw new TwinwardError('resource.missing', 'there is no such model', {
        field: 'name',
        remedy: 'list them with GET /models',
      });
    }
    return modelView(services.models.get(name), services.evidence);
  },
});

/** Model cards. */
export const MODEL_ROUTES: readonly Route[] = [listModels, readModel];
