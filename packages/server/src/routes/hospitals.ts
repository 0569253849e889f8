// Simulated hospitals: their descriptions, and runs of them.
import { TwinwardError } from '@twinward/contract';
import { exportBpmn, stressReport } from '@twinward/twins/hospital';
import { z } from 'zod';
import { needsOf } from '../hospital/drawing-needs.ts';
import { hospitalView } from '../hospital/hospital-view.ts';
import {
  type DrawingValues,
  type DrawingView,
  drawingValuesSchema,
  drawingViewSchema,
} from '../schemas/drawing-schema.ts';
import { type HospitalRunStateView, hospitalRunStateSchema } from '../schemas/hospital-run-schema.ts';
import { type HospitalView, hospitalViewSchema } from '../schemas/hospital-schema.ts';
import { type Route, route } from './route.ts';

/** Draws are the same for everybody who asks unless another seed is asked for. */
const SEED = '686f737000000001';
/** Characters of a hospital's file. */
const LARGEST_FILE = 900_000;

interface HospitalFile {
  readonly name: string;
  readonly text: string;
  readonly values?: DrawingValues;
}

interface RunRequest {
  readonly scenario?: string;
  readonly replications?: number;
  readonly seed?: string;
  readonly oneMore?: boolean;
}

const idParams = z.strictObject({ id: z.string().min(1).max(60) });
const fileFields = { name: z.string().min(1).max(200), text: z.string().min(1).max(LARGEST_FILE) };
const runRequestSchema: z.ZodType<RunRequest> = z
  .strictObject({
    scenario: z.string().min(1).max(200).exactOptional(),
    replications: z
      .int()
      .min(5)
      .max(500)
      .exactOptional()
      .meta({ description: '5 to 500; as the model says when left out' }),
    seed: z
      .string()
      .regex(/^[0-9a-f]{16}$/)
      .exactOptional()
      .meta({ description: '16 hexadecimal digits' }),
    oneMore: z.boolean().exactOptional().meta({
      description:
        'also with one more unit of each of the twelve resources that most wait for; unless said, yes',
    }),
  })
  .meta({ id: 'HospitalRunRequest' });

const listHospitals: Route = route({
  id: 'listHospitals',
  method: 'GET',
  path: '/hospitals',
  tag: 'models',
  summary: 'Hospitals that can be run, every value labelled by where it comes from',
  permission: 'model:read',
  reply: z.strictObject({ hospitals: z.array(hospitalViewSchema) }).meta({ id: 'HospitalList' }),
  target: () => 'hospitals',
  async perform(_, { services, actor }): Promise<{ readonly hospitals: readonly HospitalView[] }> {
    return { hospitals: (await services.hospitalShelf.all()).map((one) => hospitalView(one, actor)) };
  },
});

const addHospital: Route = route<undefined, undefined, HospitalFile, HospitalView>({
  id: 'addHospital',
  method: 'POST',
  path: '/hospitals',
  tag: 'models',
  summary: 'Brings a hospital as JSON or BPMN 2.0; it is kept until it is removed',
  permission: 'twin:simulate',
  body: z
    .strictObject({ ...fileFields, values: drawingValuesSchema.exactOptional() })
    .meta({ id: 'HospitalFile' }),
  reply: hospitalViewSchema,
  status: 201,
  target: () => 'hospital file',
  async perform({ body: { name, text, values } }, { services, actor }): Promise<HospitalView> {
    return hospitalView(await services.hospitalShelf.add(text, name, actor!, values), actor);
  },
});

const readHospitalNeeds: Route = route<undefined, undefined, Omit<HospitalFile, 'values'>, DrawingView>({
  id: 'readHospitalNeeds',
  method: 'POST',
  path: '/hospitals/needs',
  tag: 'models',
  summary:
    'What has to be given before a file can be run: a BPMN drawing from another tool has no times, shares and units unless its timers or BPSim parameters say them; nothing is kept',
  permission: 'twin:simulate',
  body: z.strictObject(fileFields).meta({ id: 'HospitalFileToRead' }),
  reply: drawingViewSchema,
  target: () => 'hospital file',
  perform({ body: { name, text } }): Promise<DrawingView> {
    return needsOf(text, name);
  },
});

const renameHospital: Route = route<{ id: string }, undefined, { readonly name: string }, HospitalView>({
  id: 'renameHospital',
  method: 'POST',
  path: '/hospitals/{id}/name',
  tag: 'models',
  summary: 'Another name for a hospital that you brought',
  permission: 'twin:simulate',
  params: idParams,
  body: z.strictObject({ name: z.string().trim().min(1).max(120) }).meta({ id: 'HospitalName' }),
  reply: hospitalViewSchema,
  target: ({ params }) => `hospital ${params.id}`,
  async perform({ params, body: { name } }, { services, actor }): Promise<HospitalView> {
    return hospitalView(await services.hospitalShelf.rename(params.id, name, actor!), actor);
  },
});

const removeHospital: Route = route({
  id: 'removeHospital',
  method: 'DELETE',
  path: '/hospitals/{id}',
  tag: 'models',
  summary: 'Removes a hospital that you brought',
  permission: 'twin:simulate',
  params: idParams,
  reply: z.strictObject({}).meta({ id: 'HospitalRemoved' }),
  target: ({ params }) => `hospital ${params.id}`,
  async perform({ params }, { services, actor }): Promise<Record<string, never>> {
    await services.hospitalShelf.remove(params.id, actor!);
    return {};
  },
});

const readHospitalFile: Route = route({
  id: 'readHospitalFile',
  method: 'GET',
  path: '/hospitals/{id}/file',
  tag: 'models',
  summary: 'A hospital as a file: JSON, or BPMN 2.0 with its drawing',
  permission: 'model:read',
  params: idParams,
  query: z.strictObject({ format: z.enum(['json', 'bpmn']) }),
  reply: z.strictObject({ text: z.string() }).meta({ id: 'HospitalText' }),
  target: ({ params }) => `hospital ${params.id}`,
  async perform({ params, query: { format } }, { services }): Promise<{ readonly text: string }> {
    const { model } = await services.hospitalShelf.get(params.id);
    return { text: format === 'bpmn' ? await exportBpmn(model) : `${JSON.stringify(model, null, 1)}\n` };
  },
});

const startHospitalRun: Route = route<{ id: string }, undefined, RunRequest, HospitalRunStateView>({
  id: 'startHospitalRun',
  method: 'POST',
  path: '/hospitals/{id}/runs',
  tag: 'models',
  summary:
    'Begins to run a hospital, under a scenario and with one more unit of each resource; nothing is kept',
  permission: 'twin:simulate',
  params: idParams,
  body: runRequestSchema,
  reply: hospitalRunStateSchema,
  status: 201,
  target: ({ params }) => `hospital ${params.id}`,
  async perform({ params, body: { scenario, replications, seed = SEED, oneMore = true } }, { services }) {
    const { model } = await services.hospitalShelf.get(params.id);
    if (scenario !== undefined && !Object.hasOwn(model.scenarios ?? {}, scenario)) {
      throw new TwinwardError('scenario.invalid', 'the hospital has no such scenario', {
        field: 'scenario',
        remedy: 'use one that its description lists',
      });
    }
    return services.hospitalRuns.start({
      model,
      scenario: scenario ?? null,
      replications: replications ?? model.run.replications ?? 30,
      seed,
      oneMore,
    });
  },
});

const readHospitalRun: Route = route({
  id: 'readHospitalRun',
  method: 'GET',
  path: '/hospital-runs/{id}',
  tag: 'models',
  summary: 'How far a run of a hospital is, and what it came to',
  permission: 'twin:simulate',
  params: idParams,
  reply: hospitalRunStateSchema,
  target: () => 'hospital run',
  async perform({ params }, { services }): Promise<HospitalRunStateView> {
    return services.hospitalRuns.get(params.id);
  },
});

const cancelHospitalRun: Route = route({
  id: 'cancelHospitalRun',
  method: 'DELETE',
  path: '/hospital-runs/{id}',
  tag: 'models',
  summary: 'Stops a run of a hospital',
  permission: 'twin:simulate',
  params: idParams,
  reply: hospitalRunStateSchema,
  target: () => 'hospital run',
  async perform({ params }, { services }): Promise<HospitalRunStateView> {
    return services.hospitalRuns.cancel(params.id);
  },
});

const readHospitalReport: Route = route({
  id: 'readHospitalReport',
  method: 'GET',
  path: '/hospitals/{id}/report',
  tag: 'models',
  summary: 'What is modelled in a hospital, by the STRESS-DES guidelines, in Markdown',
  permission: 'model:read',
  params: idParams,
  reply: z.strictObject({ report: z.string() }).meta({ id: 'HospitalReport' }),
  target: ({ params }) => `hospital ${params.id}`,
  async perform({ params }, { services }): Promise<{ readonly report: string }> {
    return { report: stressReport((await services.hospitalShelf.get(params.id)).model) };
  },
});

/** Simulated hospitals. */
export const HOSPITAL_ROUTES: readonly Route[] = [
  listHospitals,
  readHospitalNeeds,
  addHospital,
  renameHospital,
  removeHospital,
  readHospitalFile,
  readHospitalReport,
  startHospitalRun,
  readHospitalRun,
  cancelHospitalRun,
];
