import type { FaultPlan, Vendor } from './fault.ts';
import type { PlannedAnswer } from './planned-answer.ts';

/** A request as it was received; kept for whoever asks the control address. */
export interface RecordedRequest {
  readonly at: string;
  readonly vendor: Vendor | null;
  readonly method: string;
  readonly path: string;
  /** Keys are masked. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  status: number | null;
  readonly fault: string | null;
}

/** What the simulator knows between two requests. */
export interface SimulatorState {
  readonly faults: FaultPlan;
  readonly requests: RecordedRequest[];
  readonly machineNow: () => Date;
  /** What the control address set, or null for the machine's clock. */
  now: Date | null;
  count: number;
  /** What requests that offer tools are answered with, one after the other. */
  readonly planned: { readonly answers: PlannedAnswer[]; repeatsLast: boolean };
}

export function nowOf(state: SimulatorState): Date {
  return state.now ?? state.machineNow();
}

/** An id that counts up, in the vendor's own form. */
export function nextId(state: SimulatorState, prefix: string): string {
  state.count += 1;
  return `${prefix}${String(state.count).padStart(8, '0')}`;
}
