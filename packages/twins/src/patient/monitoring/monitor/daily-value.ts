import type { DailyFold } from './monitor-rule.ts';
import type { OpenDay } from './monitor-state.ts';

/** An open day after one more reading. */
export function withReading(day: OpenDay, fold: DailyFold, value: number): OpenDay {
  return { count: day.count + 1, sum: day.sum + value, second: day.second + secondOf(fold, value) };
}

function secondOf(fold: DailyFold, value: number): number {
  switch (fold.kind) {
    case 'below':
      return value < fold.limit ? 1 : 0;
    case 'above':
      return value > fold.limit ? 1 : 0;
    case 'variation':
      return value * value;
    default:
      return 0;
  }
}

/** What a day's readings come to; null where there were none, or too few to speak for the day. */
export function dailyValue({ count, sum, second }: OpenDay, fold: DailyFold): number | null {
  if (count === 0) return null;
  switch (fold.kind) {
    case 'mean':
      return sum / count;
    case 'sum':
      return sum;
    case 'below':
    case 'above':
      return count < fold.least ? null : (100 * second) / count;
    case 'variation': {
      if (count < fold.least) return null;
      const mean = sum / count;
      const variance = Math.max(0, (second - count * mean * mean) / (count - 1));
      return (100 * Math.sqrt(variance)) / mean;
    }
    case 'wear':
      return Math.min(100, (100 * count) / fold.expected);
  }
}
