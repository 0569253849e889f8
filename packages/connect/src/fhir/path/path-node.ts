/** A node of a parsed FHIRPath expression, as the library gives it. */
export interface PathNode {
  readonly type: string;
  readonly text?: string;
  /** 1 at the start of the expression. */
  readonly atRoot?: number;
  readonly children?: readonly PathNode[];
}
