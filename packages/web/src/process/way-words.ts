import { formatNumber, formatSpan } from '../units/format.ts';
import type { FlowEdge } from './flow-detail.ts';

/** What the ways of a map are drawn by. */
export type FlowMeasure = 'cases' | 'time';

/** What stands at a way. */
export function wayWords({ count, medianGap }: FlowEdge, measure: FlowMeasure): string {
  if (measure === 'cases') return formatNumber(count);
  if (medianGap === null) return '';
  return medianGap < 0 ? 'overlap' : formatSpan(medianGap * 1000);
}

/** Letters of the longest that may stand at a way, so that nothing moves when it is drawn by something else. */
export function wayLetters(edge: FlowEdge): number {
  return Math.max(wayWords(edge, 'cases').length, wayWords(edge, 'time').length);
}
