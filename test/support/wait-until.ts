import { setTimeout as wait } from 'node:timers/promises';

/**
 * Polls until the condition answers something truthy and returns it; throws, naming what was awaited, at the deadline.
 * That is there for what never comes: how long something takes is no matter of a test, on whatever machine.
 */
export async function waitUntil<Value>(
  what: string,
  { condition, timeoutMs = 240_000 }: { condition: () => Promise<Value> | Value; timeoutMs?: number },
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
