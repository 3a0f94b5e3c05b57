import type { SimulatorTools } from '../kit/index.ts';
import { endedCall, type GongCall, type GongState } from './state.ts';

/** Lets the next upcoming call end now; null where there is none left. */
export function endNextCall(input: {
  tools: SimulatorTools<GongState>;
  /** Undefined for the delay that the world has. */
  transcriptDelayMs?: number | null | undefined;
  isPrivate?: boolean | undefined;
}): GongCall | null {
  const { tools, transcriptDelayMs, isPrivate } = input;
  const { state, clock } = tools;
  const next = state.upcoming.shift();
  if (next === undefined) return null;
  const startedAtMs = clock.now().getTime() - next.durationMs;
  const shiftMs = startedAtMs - Date.parse(next.startedAt);
  const moved = {
    ...next,
    isPrivate: isPrivate ?? next.isPrivate,
    startedAt: new Date(startedAtMs).toISOString(),
    scheduledAt: new Date(Date.parse(next.scheduledAt) + shiftMs).toISOString(),
  };
  const call = endedCall(moved, transcriptDelayMs === undefined ? next.transcriptDelayMs : transcriptDelayMs);
  state.calls.push(call);
  tools.changed();
  return call;
}

/** In live mode a call ends every so often, until none is left. */
export function endCallsOnTime(tools: SimulatorTools<GongState>): void {
  const { state, clock } = tools;
  const { live } = state;
  if (live === null || clock.now().getTime() < live.nextAtMs) return;
  endNextCall({ tools, transcriptDelayMs: live.transcriptDelayMs });
  live.nextAtMs = clock.now().getTime() + live.everyMs;
}
