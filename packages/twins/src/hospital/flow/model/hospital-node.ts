import type { Amount } from './basis.ts';

/** A whole number, or one named among the parameters. */
export type Count = number | { readonly parameter: string };

/** Units by resource; a number, or a whole number the entity carries, such as the acuity a patient brings to a nurse. */
export type NodeUnits = Readonly<Record<string, Count | { readonly attribute: string }>>;

/** What is true of an entity, a queue, or a signal of the whole model. */
export type NodeCondition =
  | { readonly attribute: string; readonly below: number }
  | { readonly attribute: string; readonly atLeast: number }
  | { readonly attribute: string; readonly equals: number }
  | { readonly queue: string; readonly below: number }
  | { readonly queue: string; readonly atLeast: number }
  | { readonly free: string; readonly below: number }
  | { readonly free: string; readonly atLeast: number }
  | { readonly signal: string; readonly below: number }
  | { readonly signal: string; readonly atLeast: number }
  | { readonly expectedWait: string; readonly service: number; readonly atLeast: number };

/** What waiting is put down to. */
export type WaitCause =
  | 'staff'
  | 'bed'
  | 'clean'
  | 'transport'
  | 'results'
  | 'drug'
  | 'room'
  | 'equipment'
  | 'schedule'
  | 'other';

/** What becomes of one that waits: some time after it began, or after the stage before. */
export interface Deterioration {
  readonly after: Amount;
  readonly priority?: number;
  readonly set?: Readonly<Record<string, number>>;
  /** The node it goes to instead of waiting on. */
  readonly to?: string;
}

interface Asking {
  /** Smaller goes first. */
  readonly priority?: Amount;
  /** How long it waits before it goes to `reneged`, or leaves. */
  readonly patience?: Amount;
  readonly reneged?: string;
  /** Where one goes that a full queue, or every rule of placement, refuses. */
  readonly refused?: string;
  /** Where one goes whose units a resource with pre-emption `reroute` takes away. */
  readonly evicted?: string;
  readonly worsens?: readonly Deterioration[];
  /** Turns away with these probabilities when so many wait: of all that apply, the last counts. */
  readonly balk?: readonly {
    readonly queue: string;
    readonly atLeast: number;
    readonly probability: number;
  }[];
  readonly balked?: string;
  /** Gives these back once it has what it asks for: it blocks them until then. */
  readonly thenRelease?: readonly string[];
}

/** One step of a pathway; `next` is the node after it, and without one the entity leaves as `done`. */
export type HospitalNode = { readonly label?: string; readonly next?: string } & (
  | ({ readonly do: 'seize'; readonly units: NodeUnits } & Asking)
  /** Takes one of the beds that a placement policy allows, in its order. */
  | ({ readonly do: 'place'; readonly policy: string } & Asking)
  /** `at` is a resource whose speed divides the time; `cause` says what is waited for, as results or a drug. */
  | { readonly do: 'delay'; readonly time: Amount; readonly at?: string; readonly cause?: WaitCause }
  | { readonly do: 'release'; readonly units: 'all' | readonly string[] | Readonly<Record<string, number>> }
  | {
      readonly do: 'route';
      readonly by: 'probability';
      readonly ways: readonly {
        readonly probability: number | { readonly parameter: string };
        readonly to: string;
      }[];
    }
  | {
      readonly do: 'route';
      readonly by: 'condition';
      readonly ways: readonly { readonly when: NodeCondition; readonly to: string }[];
    }
  | {
      readonly do: 'route';
      readonly by: 'shortest wait';
      readonly ways: readonly { readonly resource: string; readonly service: number; readonly to: string }[];
    }
  /** Each time it comes by it goes to the next of the list, and after the last to `next`. */
  | { readonly do: 'route'; readonly by: 'list'; readonly list: readonly string[] }
  /** The probabilities depend on which way it took here last, from 1 on; 0 before it was here. */
  | {
      readonly do: 'route';
      readonly by: 'memory';
      readonly rows: readonly (readonly number[])[];
      readonly to: readonly string[];
    }
  | { readonly do: 'batch'; readonly size: Count; readonly within?: Amount }
  | { readonly do: 'separate' }
  /** Another entity begins at `first`, with copies of the attributes; it takes over all held of the resources in `takes`. */
  | {
      readonly do: 'split';
      readonly name: string;
      readonly first: string;
      readonly takes?: readonly string[];
      readonly apart?: boolean;
    }
  | { readonly do: 'join'; readonly cause?: WaitCause }
  | { readonly do: 'change'; readonly set: Readonly<Record<string, Amount>> }
  | { readonly do: 'gate'; readonly until: NodeCondition; readonly cause?: WaitCause }
  | { readonly do: 'signal'; readonly signal: string; readonly value: Amount }
  /** Opens or closes units, as escalation beds. */
  | { readonly do: 'capacity'; readonly resource: string; readonly by: number }
  | { readonly do: 'record'; readonly tally: string; readonly value: Amount }
  | { readonly do: 'end'; readonly outcome?: string }
);
