/** Work that is done for all who ask at the same time: one run at once, and each run begins after it was asked for. */
export class SharedRun {
  #running: Promise<void> | null = null;
  #next: Promise<void> | null = null;

  /** Who asks while it runs shares the next run, as the one under way may have read too early for them. */
  run(work: () => Promise<void>): Promise<void> {
    if (this.#running === null && this.#next === null) return this.#begin(work);
    this.#next ??= this.#beginAfter({ running: this.#running, work });
    return this.#next;
  }

  async #beginAfter({ running, work }: { running: Promise<void> | null; work: () => Promise<void> }): Promise<void> {
    await Promise.allSettled([running]);
    this.#next = null;
    await this.#begin(work);
  }

  async #begin(work: () => Promise<void>): Promise<void> {
    const own = work();
    this.#running = own;
    try {
      await own;
    } finally {
      if (this.#running === own) this.#running = null;
    }
  }
}
