/** One reading as it entered the record. */
export interface ReadingView {
  readonly seq: number;
  readonly at: string;
  readonly recordedAt: string;
  readonly observable: string;
  readonly value: number | null;
  readonly unit: string;
  readonly censored: 'below' | 'above' | null;
  readonly absent: string | null;
  readonly status: string;
  readonly source: string;
  /** The source's own name for it, by which it can be corrected or withdrawn. */
  readonly sourceId: string;
  readonly doubts: readonly string[];
}

/** One intervention as it entered the record. */
export interface DoneView {
  readonly seq: number;
  readonly at: string;
  readonly recordedAt: string;
  readonly type: string;
  readonly label: string;
  readonly amounts: Readonly<Record<string, number>>;
  readonly source: string;
  /** The source's own name for it, by which it can be corrected or withdrawn. */
  readonly sourceId: string;
}

/** The estimate of an observable when a reading was taken in (after the update). */
export interface EstimatePoint {
  readonly at: string;
  readonly observable: string;
  readonly mean: number;
  readonly sd: number;
}

/** What happened to a twin's subject between two instants; superseded and withdrawn entries are left out. */
export interface HistoryView {
  readonly twin: string;
  readonly from: string;
  readonly to: string;
  readonly readings: readonly ReadingView[];
  readonly interventions: readonly DoneView[];
  readonly estimates: readonly EstimatePoint[];
}
