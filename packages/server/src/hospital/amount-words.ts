import type { Amount } from '@twinward/twins/hospital';

/** A value in words: numbers as they are, distributions by name and numbers. */
export function amountWords(amount: Amount | readonly number[]): string {
  if (typeof amount === 'number') return shortNumber(amount);
  if (Array.isArray(amount)) return (amount as readonly number[]).map(shortNumber).join(', ');
  const fields = Object.entries(amount as Readonly<Record<string, unknown>>);
  const words = fields
    .filter(([name]) => name !== 'dist')
    .map(
      ([name, value]) => `${name} ${typeof value === 'number' ? shortNumber(value) : JSON.stringify(value)}`,
    )
    .join(', ');
  return 'dist' in (amount as object) ? `${(amount as { readonly dist: string }).dist}: ${words}` : words;
}

function shortNumber(value: number): string {
  return String(Number(value.toPrecision(5)));
}
