import type { Trace } from './wave-store.ts';

/** How a trace lies in its height. */
export interface TraceScale {
  /** Values at the lower and the upper edge, in the trace's unit. */
  readonly low: number;
  readonly high: number;
  /** Values at which a line is drawn, with words; none for an electrocardiogram. */
  readonly lines: readonly number[];
  /** Words for the size, such as `10 mm/mV`. */
  readonly words: string;
}

/** Pixels of the style sheet in a millimetre. */
export const MILLIMETRE: number = 96 / 25.4;
/** mm/mV that can be chosen for an electrocardiogram. */
export const SIZES: readonly number[] = [5, 10, 20, 40];
const ROUND = [1, 2, 5, 10, 20, 25, 50, 100];

/**
 * The scale of a trace from the range it lately had: an electrocardiogram stands in mm/mV about its middle, as large as fits unless a size is
 * chosen; everything else between round numbers about its range.
 */
export function traceScale(
  trace: Pick<Trace, 'kind' | 'unit'>,
  [low, high]: readonly [number, number],
  height: number,
  size: number | null,
): TraceScale {
  const span = Math.max(high - low, Number.MIN_VALUE);
  if (trace.kind === 'electrocardiogram') {
    const perUnit = /^(u|µ)v$/i.test(trace.unit) ? 1000 : 1;
    const most = (0.86 * height) / MILLIMETRE / (span / perUnit);
    const chosen = size ?? SIZES.findLast((one) => one <= most) ?? SIZES[0]!;
    const half = ((height / MILLIMETRE / chosen) * perUnit) / 2;
    const middle = (low + high) / 2;
    return { low: middle - half, high: middle + half, lines: [], words: `${chosen} mm/mV` };
  }
  const order = 10 ** Math.floor(Math.log10(span / 3));
  const step = order * (ROUND.find((one) => span / (one * order) <= 4) ?? 100);
  const [bottom, top] = [
    Math.floor((low - 0.06 * span) / step) * step,
    Math.ceil((high + 0.06 * span) / step) * step,
  ];
  const calibrated = trace.unit !== 'NU' && trace.kind !== 'plethysmogram' && trace.kind !== 'respiration';
  const lines = calibrated
    ? Array.from({ length: Math.round((top - bottom) / step) + 1 }, (_, i) => bottom + i * step)
    : [];
  const margin = calibrated ? 0.04 * (top - bottom) : 0;
  return calibrated
    ? { low: bottom - margin, high: top + margin, lines, words: `${bottom} to ${top}` }
    : { low: low - 0.12 * span, high: high + 0.12 * span, lines, words: '' };
}
