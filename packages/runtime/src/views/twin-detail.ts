import type { InterventionType, Output, Parameter, SubjectFact } from '@twinward/contract';
import type { TwinSummary } from './twin-summary.ts';

/** A twin with what its model declares. */
export interface TwinDetail extends TwinSummary {
  readonly facts: readonly (SubjectFact & { readonly value: number | string | boolean | null })[];
  readonly observables: readonly { readonly name: string; readonly label: string; readonly unit: string }[];
  readonly outputs: readonly Output[];
  readonly interventions: readonly InterventionType[];
  readonly parameters: readonly Parameter[];
  /** Seconds. */
  readonly horizon: { readonly length: number; readonly step: number; readonly scored: readonly number[] };
  readonly seed: string;
  readonly members: number;
}
