import type { TwinId } from './identity.ts';
import type { Instant } from './instant.ts';

/** One reason behind an insight: a rule, a model term or a trend, with what it added. */
export interface Reason {
  readonly what: string;
  readonly weight?: number;
  readonly unit?: string;
}

/** An evidence card: what is claimed, how sure, why, what to do, what is missing, and from what. */
export interface Insight {
  readonly twin: TwinId;
  readonly at: Instant;
  readonly claim: string;
  readonly probability: number;
  readonly interval?: {
    readonly low: number;
    readonly high: number;
    readonly unit: string;
    readonly level: number;
  };
  readonly why: readonly Reason[];
  readonly suggestion?: string;
  readonly missing: readonly string[];
  readonly provenance: {
    readonly seq: number;
    readonly model: string;
    readonly modelVersion: string;
    readonly seed: string;
  };
}
