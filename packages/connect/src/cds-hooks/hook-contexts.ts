// What each hook says about the moment it is called in (HL7 CDS Hooks, Hook Library).
import { z } from 'zod';
import {
  bundleSchema,
  type CdsBundle,
  type CdsExtensions,
  extensionsSchema,
  fhirIdSchema,
  referenceSchema,
  userSchema,
} from './wire.ts';

const person = { userId: userSchema, patientId: fhirIdSchema, extension: extensionsSchema.exactOptional() };
const visit = { ...person, encounterId: fhirIdSchema.exactOptional() };
const stay = { ...person, encounterId: fhirIdSchema };

const orderSelect = z
  .strictObject({ ...visit, selections: z.array(referenceSchema).min(1), draftOrders: bundleSchema })
  .superRefine(({ selections, draftOrders }, check) => {
    const drafted = new Set(
      (draftOrders.entry ?? []).map(({ resource }) => `${resource.resourceType}/${resource.id}`),
    );
    for (const [index, selection] of selections.entries()) {
      if (drafted.has(selection)) continue;
      check.addIssue({ code: 'custom', path: ['selections', index], message: 'is none of the draft orders' });
    }
  });

/** The hooks known here. */
export const HOOKS = [
  'patient-view',
  'order-select',
  'order-sign',
  'encounter-start',
  'encounter-discharge',
  'appointment-book',
] as const;

/** One of `HOOKS`. */
export type HookName = (typeof HOOKS)[number];

/** What is said of the moment of a call; which of the optional parts are there follows from the hook. */
export interface HookContext {
  /** `Practitioner/1`, or whoever else uses the client. */
  readonly userId: string;
  /** Id of the Patient, without the type. */
  readonly patientId: string;
  readonly encounterId?: string;
  /** References into `draftOrders`. */
  readonly selections?: readonly string[];
  readonly draftOrders?: CdsBundle;
  readonly appointments?: CdsBundle;
  readonly extension?: CdsExtensions;
}

/** The context of every hook known here. */
export const HOOK_CONTEXTS: Readonly<Record<HookName, z.ZodType<HookContext>>> = {
  'patient-view': z.strictObject(visit),
  'order-select': orderSelect,
  'order-sign': z.strictObject({ ...visit, draftOrders: bundleSchema }),
  'encounter-start': z.strictObject(stay),
  'encounter-discharge': z.strictObject(stay),
  'appointment-book': z.strictObject({ ...visit, appointments: bundleSchema }),
};
