// The vital signs profiles of FHIR R4: every Observation with one of these codes is held to them (R4, "Vital Signs").
import { isObject, type Json, type JsonObject, wordOf } from '../json.ts';
import type { Findings } from './findings.ts';

const LOINC = 'http://loinc.org';
const UCUM = 'http://unitsofmeasure.org';
const PROFILE = 'http://hl7.org/fhir/StructureDefinition/';
/** Units by LOINC code; panels have none. */
const UNITS: Readonly<Record<string, readonly string[]>> = {
  '85353-1': [],
  '9279-1': ['/min'],
  '8867-4': ['/min'],
  '2708-6': ['%'],
  '8310-5': ['Cel', '[degF]'],
  '8302-2': ['cm', '[in_i]'],
  '9843-4': ['cm', '[in_i]'],
  '29463-7': ['g', 'kg', '[lb_av]'],
  '39156-5': ['kg/m2'],
  '85354-9': [],
};
/** Codes of other systems, and of single parts, that mean a vital sign and so ask for the profile's own code beside them. */
const ALIASES: Readonly<Record<string, string>> = {
  '276885007': '8310-5',
  '386725007': '8310-5',
  '364075005': '8867-4',
  '86290005': '9279-1',
  '27113001': '29463-7',
  '50373000': '8302-2',
  '75367002': '85354-9',
  '96607-7': '85354-9',
};
const SYSTEMS: ReadonlySet<string> = new Set([LOINC, 'http://snomed.info/sct']);

/** The code each profile asks for. */
const CODES: Readonly<Record<string, string>> = {
  vitalspanel: '85353-1',
  resprate: '9279-1',
  heartrate: '8867-4',
  oxygensat: '2708-6',
  bodytemp: '8310-5',
  bodyheight: '8302-2',
  headcircum: '9843-4',
  bodyweight: '29463-7',
  bmi: '39156-5',
  bp: '85354-9',
};

/** An Observation that has a vital sign's code, or says that it conforms to a profile of vital signs. */
export function checkVitalSign(observation: JsonObject, path: string, findings: Findings): void {
  const codes = codesOf(observation.code, LOINC);
  for (const profile of profilesOf(observation)) {
    const wanted = CODES[profile];
    if (wanted !== undefined && !codes.includes(wanted)) {
      findings.add('structure', `${path}.code`, `the profile ${profile} asks for the LOINC code ${wanted}`);
    }
  }
  const category = Array.isArray(observation.category)
    ? observation.category.some((one) => codesOf(one, null).includes('vital-signs'))
    : false;
  for (const [alias, wanted] of Object.entries(ALIASES)) {
    if (category && !codes.includes(wanted) && hasCode(observation.code, alias)) {
      findings.add('structure', `${path}.code`, `a vital sign of this kind has the LOINC code ${wanted} too`);
    }
  }
  const code = codes.find((one) => UNITS[one] !== undefined);
  if (code === undefined) return;
  // A code in passing (a goal, a device's setting) is no claim to be a vital sign; the category is.
  if (!category && profilesOf(observation).length === 0) return;
  if (!category) findings.add('structure', `${path}.category`, 'a vital sign has the category vital-signs');
  if (observation.subject === undefined)
    findings.add('required', `${path}.subject`, 'a vital sign has a subject');
  if (observation.effectiveDateTime === undefined && observation.effectivePeriod === undefined) {
    findings.add('required', `${path}.effective[x]`, 'a vital sign has a time');
  }
  const units = UNITS[code]!;
  const quantity = observation.valueQuantity;
  if (units.length === 0 || !isObject(quantity)) return;
  if (quantity.system !== UCUM || !units.includes(wordOf(quantity.code))) {
    findings.add('code-invalid', `${path}.value`, `the unit of ${code} is ${units.join(' or ')} of UCUM`);
  }
}

function profilesOf({ meta }: JsonObject): readonly string[] {
  if (!isObject(meta) || !Array.isArray(meta.profile)) return [];
  return meta.profile
    .map(wordOf)
    .filter((url) => url.startsWith(PROFILE))
    .map((url) => url.slice(PROFILE.length).replace(/\|.*$/, ''))
    .filter((name) => CODES[name] !== undefined || name === 'vitalsigns');
}

function hasCode(concept: Json | undefined, code: string): boolean {
  if (!isObject(concept) || !Array.isArray(concept.coding)) return false;
  return concept.coding.some((one) => isObject(one) && one.code === code && SYSTEMS.has(wordOf(one.system)));
}

function codesOf(concept: Json | undefined, system: string | null): readonly string[] {
  if (!isObject(concept) || !Array.isArray(concept.coding)) return [];
  return concept.coding.flatMap((one) =>
    isObject(one) && (system === null || one.system === system) ? [wordOf(one.code)] : [],
  );
}
