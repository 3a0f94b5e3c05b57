/** What a check found: where, what is wrong, and what to do about it. */
export interface Fault {
  readonly place: string;
  readonly message: string;
}

export interface Repository {
  /** Absolute path of its root. */
  readonly root: string;
  /** What git would commit, tracked or not yet, as paths from the root. */
  readonly files: readonly string[];
}
