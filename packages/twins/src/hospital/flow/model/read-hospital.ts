import { TwinwardError } from '@twinward/contract';
import { z } from 'zod';
import { checkHospital } from './check-hospital.ts';
import type { HospitalModel } from './hospital-model.ts';
import { hospitalSchema } from './hospital-schema.ts';
import { resolveParameters } from './resolve-parameters.ts';

/**
 * Reads a hospital, as it comes from a JSON file. Throws `model.invalid`, naming the field and what mends it, for what is not of
 * the format; for references to what is not there; for resources that never have a unit, or never as many as are asked for; for
 * nodes from which nobody can leave; and for times that may be negative.
 *
 * @example
 * const clinic = readHospital({
 *   format: 'twinward-hospital/1',
 *   name: 'Clinic',
 *   time: { unit: 'min' },
 *   run: { until: 480 },
 *   resources: { doctor: { capacity: 1, kind: 'staff' } },
 *   sources: { patient: { every: { dist: 'exponential', mean: 10 }, first: 'see' } },
 *   nodes: {
 *     see: { do: 'seize', units: { doctor: 1 }, next: 'talk' },
 *     talk: { do: 'delay', time: { dist: 'lognormal', mean: 8, sd: 4 }, next: 'leave' },
 *     leave: { do: 'release', units: 'all' },
 *   },
 * });
 * Object.keys(clinic.nodes).length; // 3
 */
export function readHospital(given: unknown): HospitalModel {
  const model = parsed(given);
  checkHospital(parsed(resolveParameters(model)));
  for (const scenario of Object.keys(model.scenarios ?? {}))
    checkHospital(parsed(resolveParameters(model, scenario), `scenarios.${scenario}: `));
  return model;
}

/** The JSON schema (draft 2020-12) of a hospital. */
export function hospitalJsonSchema(): Readonly<Record<string, unknown>> {
  return z.toJSONSchema(hospitalSchema);
}

function parsed(given: unknown, where = ''): HospitalModel {
  const result = hospitalSchema.safeParse(given);
  if (result.success) return result.data;
  const { path, message } = deepest(result.error.issues[0]!, []);
  const field = path.join('.') || 'the file';
  throw new TwinwardError('model.invalid', `${where}${field}: ${message}`, {
    field,
    remedy: 'see the JSON schema: twinward hospital schema',
  });
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly code?: string | undefined;
  readonly errors?: readonly (readonly Issue[])[];
}

/** Of a value that fits none of several forms, what is wrong by the form that it fits farthest. */
function deepest(
  issue: Issue,
  before: readonly PropertyKey[],
): { path: readonly PropertyKey[]; message: string } {
  const path = [...before, ...issue.path];
  const forms = (issue.errors ?? []).flatMap((form) => (form.length === 0 ? [] : [deepest(form[0]!, path)]));
  const far = forms.reduce<(typeof forms)[number] | null>(
    (best, form) => (best === null || form.path.length > best.path.length ? form : best),
    null,
  );
  return far !== null && far.path.length > path.length ? far : { path, message: issue.message };
}
