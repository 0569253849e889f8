/** What a parameter of an element may be. `any` is a finite number of either sign. */
export type ParameterRule = {
  readonly range: 'positive' | 'not-negative' | 'any';
  /** The value when it is left out; a parameter without default is required. */
  readonly default?: number;
  /** One value for every branch of a junction. */
  readonly each?: true;
};

/** How many blocks meet an element on one side; a number, or as many as are connected. */
export type PortCount = 0 | 1 | 'many';

/** A valve leaflet with inertia: shut, with no flow, while `upstream` is not above `downstream` and the flow has stopped. */
export interface Flap {
  readonly flow: string;
  readonly upstream: string;
  readonly downstream: string;
  /** The name that is 1 in the equations while it is open and 0 while it is shut. */
  readonly open: string;
}

/**
 * A kind of element of a lumped-parameter network: its equations as a paper prints them, each an expression that is 0.
 *
 * Names in the equations: the pressure and flow of its ports (`Pin`, `Qin`, `Pout`, `Qout`; with many ports `Pin1`, `Qin1` and so
 * on; with one port on either side `P`, `Q`), its internal variables, its parameters, its activation `A`. `d` before a variable
 * is its rate of change, and `unsteady` is 0 while a steady start is sought and 1 after. Of the heart of a closed loop, its left
 * and right ventricular pressures are `heart_P_LV` and `heart_P_RV`, its parameters `heart_iml` and so on.
 */
export interface ElementType {
  readonly name: string;
  readonly ports: { readonly in: PortCount; readonly out: PortCount } | 'inlet-or-outlet' | 'outlet';
  readonly parameters: Readonly<Record<string, ParameterRule>>;
  readonly internal: readonly string[];
  /** Takes the time course of activation that is given beside it. */
  readonly activated?: true;
  readonly flaps?: readonly Flap[];
  /** Time courses of its own, in [0, 1], by the name the equations use. */
  readonly courses?: (
    values: Readonly<Record<string, number>>,
    period: number,
  ) => Readonly<Record<string, (t: number) => number>>;
  /** True if, with these values, the pressures of all its ports are equal: no resistance, no inertia between them. */
  readonly ties?: (values: Readonly<Record<string, number>>) => boolean;
  readonly equations: (ports: { readonly in: number; readonly out: number }) => readonly string[];
}
