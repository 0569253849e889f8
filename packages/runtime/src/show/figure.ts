/** A number for a sentence: three significant digits, without needless zeros. */
export function figure(value: number): string {
  return `${Number(value.toPrecision(3))}`;
}
