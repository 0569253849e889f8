/** How the loop runs; every one has a sensible default. */
export interface RuntimeOptions {
  /** Twins kept in memory with their beliefs; others rest in snapshots. */
  readonly hotTwins: number;
  /** Twins folded at the same time, taking turns. */
  readonly lanes: number;
  /** Twins at the same time of which what follows from folding is done: forecasts, scores, alerts, what coupled twins are fed. */
  readonly settling: number;
  /** Seconds between effective and recorded time beyond which a reading is history: it yields hindcasts, not live forecasts. */
  readonly liveLag: number;
  /** Seconds of effective time between hindcasts. */
  readonly hindcastEvery: number;
  /** Events waiting in memory for one twin before it reads them from the log instead. */
  readonly waiting: number;
  /** Events after which a snapshot is stored, at most 288: the innovations kept in one then reach back to the one before. */
  readonly snapshotEvents: number;
}

/** The options used where none are given. */
export const DEFAULT_OPTIONS: RuntimeOptions = {
  hotTwins: 256,
  lanes: 3,
  settling: 4,
  liveLag: 900,
  hindcastEvery: 1800,
  waiting: 64,
  snapshotEvents: 250,
};
