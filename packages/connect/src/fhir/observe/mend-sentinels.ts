// Numbers by which monitors say that they have none.
import { isObject, type Json, type JsonObject } from '../json.ts';

const ALWAYS: ReadonlySet<number> = new Set([-999, -99.9]);
/** Of vital signs, none of which is ever negative; a base excess of -1 mmol/L is a reading. */
const OF_VITAL_SIGNS: ReadonlySet<number> = new Set([...ALWAYS, -100, -1]);
const ABSENT = 'http://terminology.hl7.org/CodeSystem/data-absent-reason';

/** An Observation in which -999, -99.9 and, among vital signs, -100 and -1 are no values but reasons for their absence; others come back as they are. */
export function mendSentinels(resource: JsonObject): JsonObject {
  if (resource.resourceType !== 'Observation') return resource;
  const sentinels = isVitalSign(resource.category) ? OF_VITAL_SIGNS : ALWAYS;
  const mended = mendPart(resource, sentinels);
  if (!Array.isArray(mended.component)) return mended;
  const components = mended.component.map((part) => (isObject(part) ? mendPart(part, sentinels) : part));
  const same = components.every((part, i) => part === (mended.component as Json[])[i]);
  return same ? mended : { ...mended, component: components };
}

function mendPart(part: JsonObject, sentinels: ReadonlySet<number>): JsonObject {
  const quantity = part.valueQuantity;
  if (!isObject(quantity) || typeof quantity.value !== 'number' || !sentinels.has(quantity.value))
    return part;
  const { valueQuantity: _sent, ...rest } = part;
  return {
    ...rest,
    dataAbsentReason: {
      coding: [{ system: ABSENT, code: 'error', display: 'Error' }],
      text: `the sender reported ${quantity.value}, by which devices say that there is no value`,
    },
  };
}

function isVitalSign(category: Json | undefined): boolean {
  if (!Array.isArray(category)) return false;
  return category.some(
    (one) =>
      isObject(one) &&
      Array.isArray(one.coding) &&
      one.coding.some((coding) => isObject(coding) && coding.code === 'vital-signs'),
  );
}
