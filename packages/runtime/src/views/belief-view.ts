import type { FitView } from './fit-view.ts';
import type { SpreadView } from './spread-view.ts';

/** What the twin believed about an instant, given what was known at another. */
export interface BeliefView {
  readonly twin: string;
  readonly model: string;
  readonly modelVersion: string;
  /** The instant the belief stands at, and the highest sequence folded in. */
  readonly at: string;
  readonly seq: number;
  readonly knownAt: string | null;
  /** SHA-256 of the folded state; replay reproduces it. */
  readonly sha256: string;
  readonly size: number;
  readonly effectiveSize: number;
  readonly columns: readonly (SpreadView & { readonly role: 'state' | 'parameter' | 'memory' })[];
  readonly observables: readonly SpreadView[];
  readonly outputs: readonly SpreadView[];
  readonly fit: FitView;
}
