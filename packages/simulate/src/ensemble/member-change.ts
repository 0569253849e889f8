/**
 * Something that happens to a member at a time: a state, parameter or input is set, or something is added to it. A dose into
 * a compartment is `{ time: 6, symbol: 'A', add: 100 }`; an infusion starts with `{ time: 6, symbol: 'rate', set: 5 }`.
 */
export type MemberChange = { readonly time: number; readonly symbol: string } & (
  | { readonly set: number; readonly add?: never }
  | { readonly add: number; readonly set?: never }
);
