// Doses: which regimen would reach a drug's target in this subject, and how likely it harms.
import { z } from 'zod';
import { subjectSchema } from '../schemas/identity-schema.ts';
import { regimensSchema } from '../schemas/regimens-schema.ts';
import { type RegimensView, regimensView } from '../views/regimens-view.ts';
import { type Route, route } from './route.ts';

const searchSubjectRegimens: Route = route({
  id: 'searchRegimens',
  method: 'POST',
  path: '/subjects/{subject}/regimens',
  tag: 'subjects',
  summary:
    "Candidate regimens of a drug: probability of target and of harm, averaged over the models of the subject's open twins of the drug",
  permission: 'twin:simulate',
  params: z.strictObject({ subject: subjectSchema }),
  body: z
    .strictObject({
      drug: z.string().min(1).max(60),
      amounts: z.array(z.number().positive().max(10_000)).min(1).max(8),
      intervals: z.array(z.number().positive().max(168)).min(1).max(4),
      over: z.number().positive().max(24).exactOptional(),
      day: z.int().min(1).max(14).exactOptional(),
    })
    .meta({ id: 'RegimensRequest' }),
  reply: regimensSchema,
  target: ({ params: { subject } }) => subject,
  perform: ({ params: { subject }, body }, { services }): Promise<RegimensView> =>
    regimensView(services, subject, body),
});

/** Doses: which regimen would reach a drug's target in this subject, and how likely it harms. */
export const REGIMEN_ROUTES: readonly Route[] = [searchSubjectRegimens];
