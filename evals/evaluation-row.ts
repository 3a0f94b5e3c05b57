/** One line of the table of results. */
export interface EvaluationRow {
  readonly measure: string;
  /** How many cases were judged, and of what. */
  readonly sample: string;
  readonly floor: number | null;
  readonly published: number | null;
  readonly reached: number;
  /** 95 % of the bootstrap samples lie between; left out where none was made. */
  readonly interval?: readonly [number, number];
  readonly unit: string;
  readonly note: string;
}
