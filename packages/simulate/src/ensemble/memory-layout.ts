/** Bytes of one number of both members of a pair, side by side. */
export const PAIR_BYTES = 16;

/** How many arrays of one number per state the integrator works in, beside state, trial, next, error and tolerance. */
const WORK_ARRAYS = 14;

/** Settings and counters at their addresses within the control block; doubles, and whole numbers where said. */
export const CONTROL = {
  relative: 0,
  minimumStep: 8,
  maximumStep: 16,
  maximumSteps: 24,
  tried: 32,
  accepted: 40,
  rejected: 48,
  derivatives: 56,
  /** Time and step to try next, when a stretch has ended or failed. */
  time: 64,
  nextStep: 72,
  /** i32: the next sample to take, how many there are, where their times lie and where their rows go. */
  cursor: 80,
  samples: 84,
  sampleTimes: 88,
  rows: 92,
  bytes: 96,
} as const;

/** How many of everything an ensemble's model has. */
export interface ModelSize {
  readonly states: number;
  readonly parameters: number;
  readonly inputs: number;
  readonly invariants: number;
  readonly outputs: number;
  /** Entries of the factors of the Newton matrix, and of the Jacobian; 0 for explicit methods. */
  readonly factors: number;
  readonly jacobian: number;
}

/** Addresses in the memory of one integrator, which holds one pair at a time. All arrays have two numbers per entry. */
export interface MemoryLayout {
  readonly size: ModelSize;
  readonly control: number;
  readonly y: number;
  readonly trial: number;
  readonly next: number;
  readonly error: number;
  readonly absolute: number;
  /** Stage derivatives or increments, and the coefficients of the dense output. */
  readonly work: readonly number[];
  readonly right: number;
  readonly parameters: number;
  readonly inputs: number;
  readonly invariants: number;
  readonly factors: number;
  /** Right behind the factors. */
  readonly jacobian: number;
  readonly step: number;
  /** Where samples begin; memory grows with them. */
  readonly end: number;
}

/** Lays out the memory of one integrator from `base`. */
export function memoryLayout(size: ModelSize, base: number): MemoryLayout {
  let free = base;
  const take = (entries: number): number => {
    const address = free;
    free += PAIR_BYTES * entries;
    return address;
  };
  const control = take(CONTROL.bytes / PAIR_BYTES);
  const vector = (): number => take(size.states);
  return {
    size,
    control,
    y: vector(),
    trial: vector(),
    next: vector(),
    error: vector(),
    absolute: vector(),
    work: Array.from({ length: WORK_ARRAYS }, vector),
    right: vector(),
    parameters: take(size.parameters),
    inputs: take(size.inputs),
    invariants: take(size.invariants),
    factors: take(size.factors),
    jacobian: take(size.jacobian),
    step: take(1),
    end: free,
  };
}
