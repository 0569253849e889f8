/** A reading as a twin took it in: what it expected before, and what it estimates after. */
export interface TakenInView {
  readonly seq: number;
  readonly at: string;
  readonly label: string;
  readonly unit: string;
  readonly observed: number;
  /** Of the reading, its error included. */
  readonly expected: { readonly mean: number; readonly sd: number };
  /** Of what is measured, without the error of the reading. */
  readonly after: { readonly mean: number; readonly sd: number };
}
