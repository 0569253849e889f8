import { RowKernel } from '@twinward/simulate';

let made: RowKernel | null = null;

/** The `RowKernel` whose memory all callers of a thread share. */
export function rowKernel(): RowKernel {
  made ??= new RowKernel();
  return made;
}
