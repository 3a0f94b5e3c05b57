/** What goes wrong, until it is set back. */
export interface MemoryCrmFaults {
  /** Every request fails, and none arrives. */
  down: boolean;
  /** Takes writes to these properties and does nothing. */
  readonly ignored: Set<string>;
  /** So many of the next writes take effect, and their answers are lost. */
  lostAnswers: number;
  /** Refused as values that the CRM does not take. */
  readonly invalid: Set<string>;
  /** Happens in the vendor between our reading and our writing. */
  beforeWrite: (() => void) | null;
}
