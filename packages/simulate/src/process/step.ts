import type { Quantity } from './quantity.ts';

/** Units by resource: a number, or a whole number from 1 on that the entity carries. */
export type Units = Readonly<Record<string, number | { readonly attribute: string }>>;

/** What is true or not of an entity and of the place it has come to. */
export type Condition =
  | { readonly attribute: string; readonly below: number }
  | { readonly attribute: string; readonly atLeast: number }
  | { readonly attribute: string; readonly equals: number }
  /** Entities waiting for a resource. */
  | { readonly queue: string; readonly atLeast: number }
  | { readonly queue: string; readonly below: number }
  /** Units of a resource that nobody holds. */
  | { readonly free: string; readonly atLeast: number }
  | { readonly free: string; readonly below: number }
  /** A number that the whole model shares, see the step `signal`; 0 until it is set. */
  | { readonly signal: string; readonly atLeast: number }
  | { readonly signal: string; readonly below: number }
  /** Those waiting and one more, less the units free, times a mean service time, per unit of capacity. */
  | { readonly expectedWait: string; readonly service: number; readonly atLeast: number };

/** One of several ways to be served, taken in the order written. */
export interface Alternative {
  readonly units: Units;
  /** All of these must hold when it asks. */
  readonly when?: readonly Condition[];
}

/** What becomes of one that waits, some time after it began to wait or after the stage before. */
export interface Worsening {
  readonly after: Quantity;
  /** Its priority from then on. */
  readonly priority?: number;
  /** Attributes from then on. */
  readonly set?: Readonly<Record<string, number>>;
  /** It stops waiting and takes these steps instead. */
  readonly leaves?: { readonly steps: readonly Step[] };
}

/** How an entity asks for units. */
export interface SeizeOptions {
  /** Smaller goes first; 0 unless said. */
  readonly priority?: Quantity;
  /** How long it waits before it gives up. */
  readonly patience?: Quantity;
  /** What one that gave up does; unless said it leaves as `reneged`. */
  readonly reneged?: { readonly steps: readonly Step[] };
  /** What one does that a full queue refused; unless said it leaves as `refused`. */
  readonly refused?: { readonly steps: readonly Step[] };
  /** What one does that loses units of a resource whose pre-emption is `reroute`; unless said it leaves as `evicted`. */
  readonly evicted?: { readonly steps: readonly Step[] };
  /** Stages of getting worse while waiting. */
  readonly worsens?: readonly Worsening[];
  readonly name?: string;
}

/** One step of a process, as plain data. */
export type Step =
  | ({ readonly do: 'seize'; readonly units: Units } & SeizeOptions)
  | { readonly do: 'delay'; readonly time: Quantity; readonly name?: string }
  /** Waits for the first of the alternatives that can be had; `chosen` is the attribute that tells which, from 0 on. */
  | ({
      readonly do: 'seizeAny';
      readonly alternatives: readonly Alternative[];
      readonly chosen?: string;
    } & SeizeOptions)
  /** `held` gives back all it holds of the resources named, be it nothing. */
  | { readonly do: 'release'; readonly units: Units | 'all' | { readonly held: readonly string[] } }
  | { readonly do: 'assign'; readonly attributes: Readonly<Record<string, Quantity>>; readonly name?: string }
  | { readonly do: 'choose'; readonly ways: readonly Way[]; readonly name?: string }
  | {
      readonly do: 'when';
      readonly condition: Condition;
      readonly steps: readonly Step[];
      readonly otherwise: readonly Step[];
    }
  | {
      readonly do: 'repeat';
      readonly times: Quantity;
      readonly steps: readonly Step[];
      readonly name?: string;
    }
  | { readonly do: 'label'; readonly label: string }
  /** `onward` promises that the label is not behind it: then draws do not count it as going round. */
  | { readonly do: 'go'; readonly label: string; readonly onward?: boolean }
  /** Takes the way of the resource with the shortest expected wait, see `Condition`; of equal ones the first. */
  | {
      readonly do: 'shortest';
      readonly ways: readonly {
        readonly resource: string;
        readonly service: number;
        readonly steps: readonly Step[];
      }[];
      readonly name?: string;
    }
  /** Another entity of the name comes to be, with copies of the attributes, and takes over all held of the resources in `takes`. */
  | {
      readonly do: 'split';
      readonly name: string;
      readonly steps: readonly Step[];
      readonly takes?: readonly string[];
      /** Nobody splits off when none of what it would take over is held. */
      readonly ifHeld?: boolean;
      /** Nobody joins it again. */
      readonly apart?: boolean;
    }
  /** Waits until all that split off from it, but those apart, have left. */
  | { readonly do: 'join'; readonly name?: string }
  /** Waits until the condition holds. */
  | { readonly do: 'await'; readonly condition: Condition; readonly name?: string }
  | { readonly do: 'signal'; readonly signal: string; readonly value: Quantity; readonly name?: string }
  /** Changes the capacity of a resource for good, over and above its schedule. */
  | { readonly do: 'capacity'; readonly resource: string; readonly by: number; readonly name?: string }
  /** The time in the system counts from here. */
  | { readonly do: 'begin' }
  | { readonly do: 'batch'; readonly size: number; readonly within?: Quantity; readonly name?: string }
  | { readonly do: 'separate' }
  | { readonly do: 'record'; readonly name: string; readonly value: Quantity }
  | { readonly do: 'leave'; readonly outcome: string };

/** Steps taken with a probability. */
export interface Way {
  readonly probability: number;
  readonly steps: readonly Step[];
}
