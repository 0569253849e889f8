import type { FollowsEdge, MappedActivity, MappedVariant, SpanQuarters } from '@twinward/twins/hospital';
import { z } from 'zod';
import { instantOutSchema } from './instant-schema.ts';

/** A node of a process tree that is written down node by node. */
export interface ProcessNodeView {
  readonly kind: 'activity' | 'silent' | 'sequence' | 'choice' | 'parallel' | 'loop';
  readonly name: string | null;
  readonly children: readonly number[];
}

/** A case that leaves the discovered process. */
interface DeviatingCaseView {
  readonly caseId: string;
  readonly variant: number;
  readonly start: string;
  readonly span: number;
}

/** An event log as a process map shows it. */
export interface ProcessMapView {
  readonly from: string;
  readonly to: string;
  readonly cases: number;
  readonly open: number;
  readonly span: SpanQuarters;
  readonly activities: readonly MappedActivity[];
  readonly edges: readonly FollowsEdge[];
  readonly edgeCount: number;
  readonly variants: readonly MappedVariant[];
  readonly variantCount: number;
  readonly model: {
    readonly nodes: readonly ProcessNodeView[];
    readonly text: string;
    readonly noise: number;
    readonly fitness: number;
    readonly fitting: number;
  };
  readonly deviating: readonly DeviatingCaseView[];
  readonly deviatingCount: number;
}

const share = z.number().min(0).max(1);
const seconds = z.number().meta({ description: 'seconds' });

const quartersSchema: z.ZodType<SpanQuarters> = z
  .strictObject({ q25: seconds, q50: seconds, q75: seconds })
  .meta({ id: 'SpanQuarters' });

const activitySchema: z.ZodType<MappedActivity> = z
  .strictObject({
    name: z.string(),
    count: z.int(),
    cases: z.int(),
    starts: z.int().meta({ description: 'cases that began with it' }),
    ends: z.int().meta({ description: 'cases that ended with it' }),
    lasting: quartersSchema,
    skipped: z
      .int()
      .meta({ description: 'cases in which the discovered process asks for it and the log has it not' }),
    unforeseen: z
      .int()
      .meta({ description: 'cases in which the log has it and the discovered process does not allow it' }),
  })
  .meta({ id: 'MappedActivity' });

const edgeSchema: z.ZodType<FollowsEdge> = z
  .strictObject({
    from: z.string(),
    to: z.string(),
    count: z.int(),
    meanGap: seconds.meta({ description: 'mean seconds from the end of the one to the start of the other' }),
    medianGap: seconds,
  })
  .meta({ id: 'FollowsEdge' });

const variantSchema: z.ZodType<MappedVariant> = z
  .strictObject({
    activities: z.array(z.string()),
    count: z.int(),
    span: quartersSchema,
    fitness: share,
    moves: z.array(z.strictObject({ kind: z.enum(['both', 'log', 'model']), activity: z.string() })),
  })
  .meta({ id: 'MappedVariant' });

const nodeSchema: z.ZodType<ProcessNodeView> = z
  .strictObject({
    kind: z.enum(['activity', 'silent', 'sequence', 'choice', 'parallel', 'loop']),
    name: z.string().nullable(),
    children: z.array(z.int()).meta({ description: 'places of the children among the nodes' }),
  })
  .meta({ id: 'ProcessNode' });

const deviatingSchema: z.ZodType<DeviatingCaseView> = z
  .strictObject({
    caseId: z.string(),
    variant: z.int().meta({ description: 'place among the variants' }),
    start: instantOutSchema,
    span: seconds,
  })
  .meta({ id: 'DeviatingCase' });

/** An event log as a process map shows it. */
export const processMapSchema: z.ZodType<ProcessMapView> = z
  .strictObject({
    from: instantOutSchema,
    to: instantOutSchema,
    cases: z.int(),
    open: z.int().meta({ description: 'starts that nothing completed; they are left out' }),
    span: quartersSchema.meta({ description: 'from the first start of a case to its last completion' }),
    activities: z.array(activitySchema),
    edges: z.array(edgeSchema).meta({ description: 'the most frequent first, at most 1,500' }),
    edgeCount: z.int(),
    variants: z.array(variantSchema).meta({ description: 'the most frequent first, at most 200' }),
    variantCount: z.int(),
    model: z.strictObject({
      nodes: z.array(nodeSchema).meta({ description: 'the tree, its root first' }),
      text: z.string(),
      noise: share,
      fitness: share,
      fitting: share.meta({ description: 'share of the cases that keep to it altogether' }),
    }),
    deviating: z.array(deviatingSchema).meta({ description: 'at most 500' }),
    deviatingCount: z.int(),
  })
  .meta({ id: 'ProcessMap' });
