import fhirpath from 'fhirpath';

/**
 * A resource from its JSON, decimals as they are written: 1.0 is known to a tenth and 1 is not, which is what `lowBoundary()` and
 * `highBoundary()` ask (FHIR R4, "decimal": precision is part of the value).
 */
export function readResource(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown, context?: { readonly source?: string }) =>
    typeof value === 'number' && context?.source?.includes('.') === true && context.source !== String(value)
      ? fhirpath.FP_Decimal.getDecimal(context.source)
      : value,
  );
}
