/** A value that a drawing does not say and a run has to know. */
export interface DrawingNeed {
  /** Times that something takes, times after which something comes, and intervals are amounts of time; shares are 0 to 1; units are whole. */
  readonly kind: 'interval' | 'time' | 'after' | 'share' | 'units';
  /** What it is of, as the drawing names it. */
  readonly of: string;
  /** The element's id. */
  readonly id: string;
}

/** The parameter under which a value is given. */
export function needName({ kind, of }: Pick<DrawingNeed, 'kind' | 'of'>): string {
  switch (kind) {
    case 'interval':
      return `time between ${of}`;
    case 'time':
    case 'after':
      return `time of ${of}`;
    case 'share':
      return `share of ${of}`;
    case 'units':
      return `units of ${of}`;
  }
}

/** Whether a value is an amount of time. */
export function isTimed(kind: DrawingNeed['kind']): boolean {
  return kind === 'interval' || kind === 'time' || kind === 'after';
}
