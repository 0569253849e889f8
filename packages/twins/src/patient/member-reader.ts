import { type Belief, TwinwardError } from '@twinward/contract';

/** A number read from one member, whose columns it asks for by name. */
export type MemberReading = (at: (column: string) => number) => number;

/** Reads the members of a model's beliefs. */
export interface MemberReader {
  /** What is known under a name of every member [size]; throws `model.invalid` naming what the model does not have. */
  read(
    belief: Belief,
    known: Readonly<Record<string, MemberReading>>,
    what: 'observable' | 'output',
    name: string,
  ): Float64Array;
  /** The upper median over members. */
  median(belief: Belief, reading: MemberReading): number;
}

/** A reader of a model whose columns lie in these places. */
export function memberReader(model: string, place: Readonly<Record<string, number>>): MemberReader {
  const readings = (belief: Belief, reading: MemberReading): Float64Array =>
    Float64Array.from({ length: belief.size }, (_, m) =>
      reading((column) => belief.values[m * belief.width + place[column]!]!),
    );
  return {
    read(belief, known, what, name) {
      const reading = Object.hasOwn(known, name) ? known[name] : undefined;
      if (reading === undefined) {
        throw new TwinwardError('model.invalid', `${model} has no ${what} "${name}"`, { field: what });
      }
      return readings(belief, reading);
    },
    median(belief, reading) {
      const values = readings(belief, reading).sort();
      return values[values.length >> 1]!;
    },
  };
}
