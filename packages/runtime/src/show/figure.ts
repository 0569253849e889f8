/**
 * A number for a sentence: three significant digits without needless zeros, or as many decimals as the largest of those it stands
 * beside has, so that a small one among large ones is not told to the ten-thousandth.
 */
export function figure(value: number, beside: readonly number[] = []): string {
  const largest = Math.max(Math.abs(value), ...beside.map(Math.abs));
  if (largest === 0 || !Number.isFinite(largest)) return `${value}`;
  const decimals = Math.min(20, Math.max(0, 2 - Math.floor(Math.log10(largest))));
  const told = Number(Number(value.toPrecision(3)).toFixed(decimals));
  return `${told === 0 ? 0 : told}`;
}
