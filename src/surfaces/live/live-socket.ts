/** What is needed of a socket; the one of `ws` has it. */
export interface LiveSocket {
  /** What was handed over and has not left this process yet. */
  readonly bufferedAmount: number;
  // oxlint-disable-next-line sophia/two-parameters -- the form that sockets have
  send(text: string, sent?: (error?: Error | null) => void): void;
  close(code: number, reason: string): void;
  /** Ends it without a word. */
  terminate(): void;
  ping(): void;
}
