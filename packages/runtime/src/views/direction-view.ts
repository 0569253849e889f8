/** A combination of parameters, and how much of its prior variance the data have left. */
export interface DirectionView {
  /** Such as `clearance and volume together`, `rate against capacity`. */
  readonly words: string;
  /** Posterior over prior variance along it, on the scale the parameters are estimated on. */
  readonly varianceRatio: number;
  readonly verdict: 'informed' | 'partly informed' | 'mostly prior';
}
