/** How long patients stay, in hours from their admission. */
export interface StayModel {
  readonly mean: number;
  /** Probability that a stay lasts longer; 1 at 0, falling. */
  survival(hours: number): number;
  /** What is left of a stay that has lasted `age`, at a probability from 0 to 1 (exclusive): the inverse of its distribution. */
  remaining(age: number, uniform: number): number;
}
