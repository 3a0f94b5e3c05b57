/** What is wrong with one setting, as a sentence that says what to do. */
export interface ConfigFault {
  readonly setting: string;
  readonly sentence: string;
}

/** Settings by name, as they stand in the environment and `.env`; none is empty. */
export type RawSettings = Readonly<Record<string, string>>;
