/** Figures by name; each name says what it is compared with where there is something to compare with. */
export type Figures = Readonly<Record<string, number | string>>;

/** A bench: a speed or a size of the product, measured on this machine. */
export interface Bench {
  readonly name: string;
  readonly title: string;
  /** Measures; says on the way what it does. */
  run(say: (line: string) => void): Promise<Figures>;
}
