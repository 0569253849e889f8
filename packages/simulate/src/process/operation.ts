/** What an instruction of a compiled process does; its operands are named behind it. */
export const Operation = {
  /** Asks for units: request. */
  seize: 0,
  /** Lets time pass: quantity. */
  delay: 1,
  /** Gives units back: request. */
  release: 2,
  releaseAll: 3,
  /** Sets an attribute: attribute, quantity. */
  assign: 4,
  /** Goes to an instruction: target, 1 when it may come round again. */
  jump: 5,
  /** Draws one of several ways: choice. */
  choose: 6,
  /** Goes on when a condition holds: condition, target otherwise. */
  test: 7,
  /** Takes one from a counter, or when it is below 1 goes on elsewhere: attribute, target. */
  count: 8,
  /** Gathers entities: gathering. */
  batch: 9,
  separate: 10,
  /** Adds to a tally: tally, quantity. */
  record: 11,
  /** Leaves: outcome. */
  leave: 12,
  /** Gives back all that is held of some resources: request. */
  releaseHeld: 13,
  /** Takes the way of the shortest expected wait: choice of ways. */
  shortest: 14,
  /** Splits another entity off: split. */
  split: 15,
  join: 16,
  /** Waits for a condition: gate. */
  await: 17,
  /** Sets a signal: signal, quantity. */
  signal: 18,
  /** Changes a capacity: resource, by how much. */
  capacity: 19,
  begin: 20,
} as const;

/** Numbers an instruction takes: operation and two operands. */
export const INSTRUCTION = 3;
