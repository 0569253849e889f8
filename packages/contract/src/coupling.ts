import type { TwinId } from './identity.ts';

/**
 * An output of one twin feeding an input of another, member by member: ventilator to lungs, outbreak to hospital, surgery to
 * circulation. Couplings form a directed graph without cycles. Members are matched by index modulo the smaller ensemble, so
 * that uncertainty upstream becomes uncertainty downstream.
 */
export interface Coupling {
  readonly from: { readonly twin: TwinId; readonly output: string };
  readonly to: { readonly twin: TwinId; readonly input: string };
  /** Seconds by which the effect trails its cause; at least 0. */
  readonly delay: number;
}
