/** What the two members of a pair meet on their way. */
export interface PairCourse {
  /** Ascending times at which the pair restarts. */
  readonly times: ArrayLike<number>;
  /** Changes the rows of both members at a time. */
  readonly act: (index: number, t: number) => void;
  /** What follows a restart: a new estimate of the first step, or the step the last stretch left. */
  readonly restart: 'estimate' | 'last step';
}
