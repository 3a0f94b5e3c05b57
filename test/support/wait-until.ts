import { setTimeout as wait } from 'node:timers/promises';

/** Polls until the condition answers something truthy and returns it; throws, naming what was awaited, at the deadline. */
export async function waitUntil<Value>(
  what: string,
  { condition, timeoutMs = 10_000 }: { condition: () => Promise<Value> | Value; timeoutMs?: number },
): Promise<NonNullable<Value>> {
  const deadlineMs = performance.now() + timeoutMs;
  for (;;) {
    const value = await condition();
    if (value !== null && value !== undefined && Boolean(value)) {
      return value;
    }
    if (performance.now() > deadlineMs) {
      throw new Error(`Waited ${timeoutMs} ms in vain until ${what}.`);
    }
    await wait(10);
  }
}
