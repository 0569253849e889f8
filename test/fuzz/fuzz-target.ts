import { TwinwardError } from '@twinward/contract';
import type fc from 'fast-check';

/** Something that reads what others wrote: whatever it is given it reads rightly, or refuses in the platform's own words. */
export interface FuzzTarget {
  readonly name: string;
  /** What is given to it; throws where it is neither read nor refused. */
  readonly property: fc.IProperty<[string]>;
}

/** What became of an input. */
export type Outcome = 'read' | 'refused';

/** Does something with an input; anything but an error of the platform that tells what is wrong, and where, is thrown on. */
export function readOrRefused(read: () => void, located: RegExp): Outcome {
  try {
    read();
    return 'read';
  } catch (error) {
    if (!(error instanceof TwinwardError)) throw error;
    if (error.code === 'internal') throw error;
    if ((error.code === 'file.invalid' || error.code === 'model.invalid') && !located.test(error.message)) {
      throw new Error(`a refusal does not say where: ${error.code}: ${error.message}`, { cause: error });
    }
    return 'refused';
  }
}
