// A left ventricle as it was traced or segmented: its volumes and ejection fraction become readings of the subject's twins.
import type { Instant, Observed, SubjectRef } from '@twinward/contract';
import { type ChamberFigures, type ChamberShape, chamberFigures } from '@twinward/twins/patient';
import { z } from 'zod';
import { type Acknowledgement, acknowledgementSchema } from '../schemas/acknowledgement-schema.ts';
import { subjectSchema } from '../schemas/identity-schema.ts';
import { instantSchema } from '../schemas/instant-schema.ts';
import { acknowledge } from '../views/acknowledge.ts';
import { type Route, route } from './route.ts';

/** Voxels a mask may have. */
const MOST_VOXELS = 20_000_000;

const point = z
  .array(z.number())
  .length(2)
  .transform((xy): [number, number] => [xy[0]!, xy[1]!]);
const contour = z
  .strictObject({ points: z.array(point).min(3).max(2000), apex: point.exactOptional() })
  .meta({
    id: 'ChamberContour',
    description: 'endocardium from one end of the mitral annulus round the apex to the other',
  });

const threeOf = (number: z.ZodNumber): z.ZodType<[number, number, number], number[]> =>
  z
    .array(number)
    .length(3)
    .transform((xyz): [number, number, number] => [xyz[0]!, xyz[1]!, xyz[2]!]);

/** Runs of equal labels take the place of every voxel: a heart of a million voxels is some thousands of runs. */
const maskSchema = z
  .strictObject({
    size: threeOf(z.int().min(1).max(512)),
    spacing: threeOf(z.number().positive()).meta({ description: 'in the unit of the study' }),
    runs: z
      .array(z.int().min(0))
      .max(400_000)
      .meta({ description: 'label, how many; label, how many; ... over all voxels, first axis fastest' }),
  })
  .transform(({ size, spacing, runs }, context) => {
    const voxels = size[0] * size[1] * size[2];
    const told = runs.reduce((sum, value, i) => (i % 2 === 0 ? sum : sum + value), 0);
    if (voxels > MOST_VOXELS || told !== voxels || runs.length % 2 !== 0) {
      const message =
        voxels > MOST_VOXELS
          ? `${voxels} voxels are more than ${MOST_VOXELS}`
          : `the runs tell ${told} of ${voxels} voxels`;
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    }
    const labels = new Uint32Array(voxels);
    for (let i = 0, at = 0; i < runs.length; i += 2) {
      labels.fill(runs[i]!, at, at + runs[i + 1]!);
      at += runs[i + 1]!;
    }
    return { size, spacing, labels };
  })
  .meta({ id: 'ChamberMask' });

const shapeSchema: z.ZodType<ChamberShape> = z
  .discriminatedUnion('method', [
    z.strictObject({ method: z.literal('biplane'), fourChamber: contour, twoChamber: contour }),
    z.strictObject({ method: z.enum(['single-plane', 'area-length']), contour }),
    z.strictObject({
      method: z.literal('mesh'),
      mesh: z.strictObject({
        vertices: z.array(z.number()).max(60_000),
        triangles: z.array(z.int().min(0)).max(120_000),
      }),
    }),
    z.strictObject({ method: z.literal('mask'), mask: maskSchema, label: z.int().min(1) }),
  ])
  .meta({ id: 'ChamberShape' });

interface ChamberReply {
  readonly figures: ChamberFigures;
  readonly record: Acknowledgement;
}

const replySchema: z.ZodType<ChamberReply> = z
  .strictObject({
    figures: z
      .strictObject({
        method: z.enum(['biplane', 'single-plane', 'area-length', 'mesh', 'mask']),
        endDiastolic: z.number().meta({ description: 'mL' }),
        endSystolic: z.number().meta({ description: 'mL' }),
        ejectionFraction: z.number().meta({ description: '%' }),
        mass: z.number().nullable().meta({ description: 'g; null without an epicardium' }),
        error: z.number().meta({ description: 'coefficient of variation of a volume by this method' }),
        doubts: z.array(z.string()),
      })
      .meta({ id: 'ChamberFigures' }),
    record: acknowledgementSchema,
  })
  .meta({ id: 'ChamberReply' });

const recordChambers: Route = route({
  id: 'recordChambers',
  method: 'POST',
  path: '/chambers',
  tag: 'record',
  summary:
    'A left ventricle traced or segmented at both ends of the beat: volumes, ejection fraction and mass; the first three become readings',
  permission: 'observation:write',
  body: z
    .strictObject({
      subject: subjectSchema,
      at: instantSchema,
      id: z.string().min(1).max(200).meta({ description: "the sender's own name of the study" }),
      unit: z.enum(['mm', 'cm']),
      endDiastole: shapeSchema,
      endSystole: shapeSchema,
      epicardium: shapeSchema.exactOptional(),
    })
    .meta({ id: 'ChamberStudyIn' }),
  reply: replySchema,
  target: ({ body }) => body.subject,
  async perform({ body }, call): Promise<ChamberReply> {
    const figures = chamberFigures(body);
    const events = readings(body.subject, body.at, body.id, figures);
    return { figures, record: acknowledge(await call.services.runtime.record(events, call.takeAudit())) };
  },
});

function readings(
  subject: SubjectRef,
  effectiveAt: Instant,
  id: string,
  { method, endDiastolic, endSystolic, ejectionFraction, error, doubts }: ChamberFigures,
): Observed[] {
  const quality = `by ${method}; volumes by it vary by ${(100 * error).toFixed(0)} % between readers`;
  const values = [
    ['18026-5', endDiastolic, 'mL'],
    ['18148-7', endSystolic, 'mL'],
    ['18043-0', ejectionFraction, '%'],
  ] as const;
  return values.map(([code, value, unit]) => ({
    kind: 'observation',
    observation: {
      subject,
      code: { system: 'http://loinc.org', code },
      effectiveAt,
      precision: 'second',
      value: { kind: 'quantity', value, unit },
      status: 'final',
      source: { system: `chambers:${method}`, id: `${id} ${code}`, version: 1 },
      doubts: [quality, ...doubts],
    },
  }));
}

/** A left ventricle from its contours. */
export const CHAMBER_ROUTES: readonly Route[] = [recordChambers];
