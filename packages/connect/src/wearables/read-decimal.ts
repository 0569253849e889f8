// Numbers as files write them, with a point or a decimal comma.

/** The number a cell holds, or null. Three or more digits after a comma are refused: they may be thousands. */
export function readDecimal(text: string): number | null {
  if (/^[+-]?\d{1,9}(\.\d{1,9})?$/.test(text)) return Number(text);
  if (/^[+-]?\d{1,9},\d{1,2}$/.test(text)) return Number(text.replace(',', '.'));
  return null;
}
