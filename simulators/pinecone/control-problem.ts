import type { Answer } from '../kit/index.ts';

export interface ControlProblem {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** As the control plane says that something is wrong. */
export function controlProblem({ status, code, message }: ControlProblem): Answer {
  return { status, body: { status, error: { code, message } } };
}
