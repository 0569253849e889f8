import type { DifferenceView, EffectView } from './comparison-view.ts';
import type { FanView } from './forecast-view.ts';
import type { RiskView } from './risk-view.ts';
import type { RangeView } from './subject-view.ts';

/** One quantity without and with what is proposed, and the difference path by path. */
export interface ComparedQuantity {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly of: 'observable' | 'output';
  readonly endpoint: boolean;
  readonly range: RangeView | null;
  readonly baseline: FanView;
  readonly branch: FanView;
  readonly difference: DifferenceView;
  readonly effects: readonly EffectView[];
  /** `surely`: at least one effect whose 90 % interval leaves 0 out; `none`: no path differs at all. */
  readonly moves: 'surely' | 'perhaps' | 'none';
  /** Probability that less (benefit) or more (harm) of the course lies outside the range, 0 to 1; null without a range. */
  readonly benefit: number | null;
  readonly harm: number | null;
}

/** One twin's part in a comparison. */
export interface ComparedTwin {
  readonly twin: string;
  readonly label: string;
  /** The model's title. */
  readonly title: string;
  readonly model: string;
  readonly modelVersion: string;
  /** Why it makes no prediction; then all else is empty. */
  readonly abstains: string | null;
  /** How what is proposed reaches it: on itself, through a coupling, or not at all. */
  readonly reached: 'directly' | 'through a coupling' | 'not';
  readonly seq: number;
  /** The seed of its draws, and how many futures. */
  readonly seed: string;
  readonly size: number;
  readonly from: string;
  readonly times: readonly string[];
  readonly quantities: readonly ComparedQuantity[];
  readonly risks: { readonly baseline: readonly RiskView[]; readonly branch: readonly RiskView[] };
}

/** An intervention as it was understood. */
export interface UnderstoodProposal {
  readonly type: string;
  readonly label: string;
  readonly at: string;
  readonly amounts: Readonly<Record<string, number>>;
  /** The twins it acts on. */
  readonly twins: readonly string[];
}

/** An output that surely changes though it was not asked for. */
export interface SideEffect extends EffectView {
  readonly twin: string;
  readonly benefit: number | null;
  readonly harm: number | null;
}

/** Something to bear in mind. */
export interface ComparisonWarning {
  readonly kind: 'abstains' | 'outside-validity' | 'input-held' | 'beyond-horizon';
  /** Null if it concerns all. */
  readonly twin: string | null;
  readonly words: string;
}

/** A what-if across all twins of a subject. */
export interface SubjectComparisonView {
  readonly subject: string;
  /** Ask again with these two and the same body, and the reply is the same bit for bit. */
  readonly seq: number;
  readonly knownAt: string;
  /** SHA-256 of every path of every twin. */
  readonly sha256: string;
  readonly minutes: number;
  readonly interventions: readonly UnderstoodProposal[];
  readonly twins: readonly ComparedTwin[];
  readonly sideEffects: readonly SideEffect[];
  /** What nothing proposed changes on any path. */
  readonly unaffected: readonly { readonly twin: string; readonly names: readonly string[] }[];
  readonly warnings: readonly ComparisonWarning[];
  /** The result in a few sentences. */
  readonly words: string;
}
