// Arrays as PostgreSQL reads them, written by us: the driver's own way costs more than the commit.

/** An array of numbers, booleans (`t`, `f`) or hexadecimal words. */
export function arrayText(values: readonly (number | string)[]): string {
  return `{${values.join(',')}}`;
}

const SPECIAL = /["\\]/g;

/** An array of texts. */
export function textArrayText(values: readonly string[]): string {
  if (values.length === 0) return '{}';
  let text = '{';
  let separator = '"';
  for (const value of values) {
    text += separator;
    text += value.includes('"') || value.includes('\\') ? value.replace(SPECIAL, '\\$&') : value;
    separator = '","';
  }
  return `${text}"}`;
}
