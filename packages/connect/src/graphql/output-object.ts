import { TwinwardError } from '@twinward/contract';
import type { Json, JsonObject } from '../fhir/json.ts';

/** How a field comes out: always a list, exactly one value, or one value unless there are more. */
export type FieldShape = 'list' | 'singleton' | 'free';

interface Field {
  readonly values: (Json | OutputObject)[];
  shape: FieldShape;
}

/** An answer while it is written: a name written again adds a value, as FHIR's flattening needs. */
export class OutputObject {
  readonly #fields = new Map<string, Field>();

  /** Throws `request.invalid` for a second value of a singleton. */
  add(name: string, value: Json | OutputObject, shape: FieldShape): void {
    const field = this.#fields.get(name);
    if (field === undefined) {
      this.#fields.set(name, { values: [value], shape });
      return;
    }
    if (shape === 'singleton' || field.shape === 'singleton') {
      throw new TwinwardError('request.invalid', `GraphQL: "${name}" has several values but is a singleton`, {
        field: name,
        remedy: 'leave out @singleton, or take the @first',
      });
    }
    field.values.push(value);
    if (shape === 'list') field.shape = 'list';
  }

  toJson(): JsonObject {
    const json: JsonObject = {};
    for (const [name, { values, shape }] of this.#fields) {
      const plain = values.map((value) => (value instanceof OutputObject ? value.toJson() : value));
      json[name] = shape === 'list' || plain.length > 1 ? plain : plain[0]!;
    }
    return json;
  }
}
