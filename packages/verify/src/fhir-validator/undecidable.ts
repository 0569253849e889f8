/** An error the official validator tells. */
export interface Verdict {
  readonly code: string;
  readonly text: string;
}

/** By what they say, errors that no validator finds without more than the definitions of R4. */
const NEEDS: readonly (readonly [what: string, says: RegExp])[] = [
  [
    'a terminology server (display names, codes of SNOMED CT, LOINC and the like)',
    /Wrong Display Name|Unknown code|in the CodeSystem|not declared in the base CodeSystem|valid code from the system|No code provided|allowed for property|ECL|filter based on property|identifies a property/i,
  ],
  [
    'definitions of extensions and profiles in other packages',
    /could not be found so is not allowed|is not allowed to be used at this point|definition allows for the types|Profile reference|Unable to (?:resolve|find) profile|supplement/i,
  ],
  ['the keys and certificates of signatures', /signature/i],
  [
    'a policy of the publisher, no rule of FHIR',
    /Experimental content|Example URLs|should have|best practice/i,
  ],
  ['the generation of snapshots', /Error generating Snapshot/i],
  [
    'the sources of expressions of other packages',
    /filter parameter expression|ValueSet expression language|is not a valid FHIRPath/i,
  ],
];

/** Why errors cannot be found offline; null where one of them can. */
export function undecidable(errors: readonly Verdict[]): string | null {
  const reasons = errors.map(({ text }) => NEEDS.find(([, says]) => says.test(text))?.[0] ?? null);
  return reasons.length > 0 && reasons.every((one) => one !== null)
    ? `it needs ${[...new Set(reasons)].join('; ')}`
    : null;
}
