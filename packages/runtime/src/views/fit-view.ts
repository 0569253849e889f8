/** Whether the twin fits its subject now, and if not, why. Instants are ISO 8601 in UTC in every view. */
export interface FitView {
  readonly kind: 'fits' | 'warming-up' | 'abstains';
  readonly reason: string | null;
  readonly since: string | null;
}
