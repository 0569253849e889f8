import { TwinwardError } from '@twinward/contract';
import { parse } from 'csv-parse/sync';

/** Reference values of one quantity in an adult, of one or more sources. */
export interface ReferenceRow {
  /** The quantity, with the count of its occurrence within the files from the second on: `LeftHeart-Volume (2)`. */
  readonly name: string;
  readonly unit: string;
  /** What the sources that give a range span; null where none does. */
  readonly range: { readonly low: number; readonly high: number } | null;
  /** What other sources give as a single number. */
  readonly singles: readonly number[];
  readonly citation: string;
}

const NUMBER = String.raw`[-+]?\d[\d.]*(?:[eE][-+]?\d+)?`;
const RANGE = new RegExp(String.raw`\[\s*(${NUMBER})\s*,\s*(${NUMBER})\s*\]`, 'g');

/**
 * Reads reference values without a header: name, unit, values, citations. Values are numbers and `[low,high]`, one for each source. Throws `usage` naming the row whose values cannot be read.
 */
export function readReferenceRows(
  text: string,
  where: string,
  seen: Map<string, number>,
): readonly ReferenceRow[] {
  const rows = parse(text, {
    columns: false,
    skip_empty_lines: true,
    trim: true,
    bom: true,
    relax_column_count: true,
  }) as string[][];
  return rows.map(([name = '', unit = '', values = '', citation = ''], index) => {
    const key = name.trim();
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    const ranges = [...values.matchAll(RANGE)].flatMap(([, low, high]) => [Number(low), Number(high)]);
    const singles = values
      .replaceAll(RANGE, ' ')
      .replaceAll(/(\d),(\d{3})\b/g, '$1$2')
      .split(/[,\s]+/)
      .filter((part) => part !== '')
      .map(Number);
    const numbers = [...ranges, ...singles];
    if (key === '' || numbers.length === 0 || numbers.some((x) => !Number.isFinite(x))) {
      throw new TwinwardError('usage', `${where}: the values of "${key.slice(0, 40)}" cannot be read`, {
        field: 'value',
        row: index + 1,
        remedy: 'give numbers or [low,high], separated by commas',
      });
    }
    return {
      name: count === 1 ? key : `${key} (${count})`,
      unit: unit.replaceAll(/\s+/g, ' ').replace('1/ min', '1/min'),
      range: ranges.length === 0 ? null : { low: Math.min(...ranges), high: Math.max(...ranges) },
      singles,
      citation: citation.replaceAll(/\s+/g, ' '),
    };
  });
}
