import type { JsonObject } from '../fhir/json.ts';

/** Where a query finds resources; whoever provides it decides what the asker may see. */
export interface GraphqlSource {
  /** The resource a reference points to (`Patient/1`, an absolute URL); null where there is none, or none to be seen. */
  resolve(reference: string): Promise<JsonObject | null>;
  /** A searchset Bundle; parameters by name as FHIR spells them. */
  search(type: string, parameters: readonly (readonly [name: string, value: string])[]): Promise<JsonObject>;
}
