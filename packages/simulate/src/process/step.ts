import type { Quantity } from './quantity.ts';

/** Units by resource. */
export type Units = Readonly<Record<string, number>>;

/** What is true or not of an entity and of the place it has come to. */
export type Condition =
  | { readonly attribute: string; readonly below: number }
  | { readonly attribute: string; readonly atLeast: number }
  | { readonly attribute: string; readonly equals: number }
  /** Entities waiting for a resource. */
  | { readonly queue: string; readonly atLeast: number }
  /** Units of a resource that nobody holds. */
  | { readonly free: string; readonly atLeast: number };

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
  readonly name?: string;
}

/** One step of a process, as plain data. */
export type Step =
  | ({ readonly do: 'seize'; readonly units: Units } & SeizeOptions)
  | { readonly do: 'delay'; readonly time: Quantity; readonly name?: string }
  | { readonly do: 'release'; readonly units: Units | 'all' }
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
  | { readonly do: 'go'; readonly label: string }
  | { readonly do: 'batch'; readonly size: number; readonly within?: Quantity; readonly name?: string }
  | { readonly do: 'separate' }
  | { readonly do: 'record'; readonly name: string; readonly value: Quantity }
  | { readonly do: 'leave'; readonly outcome: string };

/** Steps taken with a probability. */
export interface Way {
  readonly probability: number;
  readonly steps: readonly Step[];
}
