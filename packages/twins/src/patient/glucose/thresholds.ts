import type { Threshold } from '@twinward/contract';

const CONSENSUS =
  'Battelino et al. 2019, Diabetes Care 42:1593-1603 (international consensus on time in range)';

/** The glucose limits of the international consensus, mg/dL. */
export const glucoseThresholds: readonly Threshold[] = [
  { name: 'low', words: 'go below 70 mg/dL', of: 'glucose', side: 'below', limit: 70, source: CONSENSUS },
  {
    name: 'very-low',
    words: 'go below 54 mg/dL',
    of: 'glucose',
    side: 'below',
    limit: 54,
    source: CONSENSUS,
  },
  { name: 'high', words: 'go above 180 mg/dL', of: 'glucose', side: 'above', limit: 180, source: CONSENSUS },
  {
    name: 'very-high',
    words: 'go above 250 mg/dL',
    of: 'glucose',
    side: 'above',
    limit: 250,
    source: CONSENSUS,
  },
];
