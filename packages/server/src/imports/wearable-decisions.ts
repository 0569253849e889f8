import type { GlucoseUnit, WearableFormat } from '@twinward/connect/wearables';
import type { SubjectRef } from '@twinward/contract';

/** What whoever imports a file has decided. */
export interface WearableDecisions {
  readonly subject: SubjectRef;
  readonly format?: WearableFormat;
  readonly unit?: GlucoseUnit;
  readonly zone?: string;
  readonly dayFirst?: boolean;
  readonly person?: string;
}
