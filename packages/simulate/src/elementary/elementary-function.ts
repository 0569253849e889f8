/** The elementary functions: those that no instruction of a processor's floating-point unit computes. */
export const ELEMENTARY_FUNCTIONS = [
  'exp',
  'expm1',
  'log',
  'pow',
  'tanh',
  'sin',
  'cos',
  'tan',
  'atan',
] as const;

/** The name of an elementary function. */
export type ElementaryFunction = (typeof ELEMENTARY_FUNCTIONS)[number];
