import { TwinwardError } from '@twinward/contract';
import type fc from 'fast-check';

/** Something that reads what others wrote: whatever it is given it reads, or refuses in the platform's own words. */
export interface FuzzTarget {
  readonly name: string;
  /** Gives it something; throws where it is neither read nor refused. */
  readonly property: fc.IRawProperty<[string]>;
}

/** What became of an input. */
export type Outcome = 'read' | 'refused';

/**
 * Does something with an input. Passes on what is no error of the platform, and a refusal of a file or model whose message does not say
 * `where`.
 */
export function readOrRefused(read: () => void, where: RegExp): Outcome {
  try {
    read();
    return 'read';
  } catch (error) {
    return refusal(error, where);
  }
}

/** The same for what is read piece by piece. */
export async function streamOrRefused(read: () => Promise<void>, where: RegExp): Promise<Outcome> {
  try {
    await read();
    return 'read';
  } catch (error) {
    return refusal(error, where);
  }
}

function refusal(error: unknown, where: RegExp): Outcome {
  if (!(error instanceof TwinwardError)) throw error;
  if (/^(file|model)\.invalid$/.test(error.code) && !where.test(error.message)) {
    throw new Error(`a refusal does not say where: ${error.message}`, { cause: error });
  }
  return 'refused';
}
