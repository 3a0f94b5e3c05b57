import { z } from 'zod';
import type { Answer, Exchange } from './exchange.ts';
import { Fault } from './fault.ts';
import { PlannedAnswer } from './planned-answer.ts';

interface ControlRoute {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly answer: (exchange: Exchange) => Answer;
}

const Faults = z.union([
  Fault.transform((fault) => [fault]),
  z.strictObject({ faults: z.array(Fault) }).transform(({ faults }) => faults),
]);
const Answers = z.strictObject({ answers: z.array(PlannedAnswer), repeatsLast: z.boolean().default(false) });
const ClockSetting = z.strictObject({ now: z.iso.datetime().nullable() });

/** The address through which a test steers the simulator; no vendor has it. */
export const controlRoutes: readonly ControlRoute[] = [
  { method: 'GET', path: '/_control/health', answer: () => ok({ simulator: 'models', state: 'ready' }) },
  { method: 'POST', path: '/_control/faults', answer: plantFaults },
  { method: 'GET', path: '/_control/faults', answer: ({ state }) => ok({ faults: state.faults.list() }) },
  { method: 'POST', path: '/_control/answers', answer: planAnswers },
  { method: 'GET', path: '/_control/requests', answer: ({ state }) => ok({ requests: state.requests }) },
  { method: 'POST', path: '/_control/reset', answer: reset },
  { method: 'POST', path: '/_control/clock', answer: setClock },
];

function plantFaults(exchange: Exchange): Answer {
  const parsed = Faults.safeParse(exchange.body);
  if (!parsed.success) return rejected(parsed.error);
  for (const fault of parsed.data) exchange.state.faults.add(fault);
  return ok({ faults: exchange.state.faults.list() });
}

function planAnswers(exchange: Exchange): Answer {
  const parsed = Answers.safeParse(exchange.body);
  if (!parsed.success) return rejected(parsed.error);
  const { planned } = exchange.state;
  planned.answers.splice(0, planned.answers.length, ...parsed.data.answers);
  planned.repeatsLast = parsed.data.repeatsLast;
  return ok({ planned: planned.answers.length });
}

function reset({ state }: Exchange): Answer {
  state.planned.answers.length = 0;
  state.planned.repeatsLast = false;
  state.faults.clear();
  state.requests.length = 0;
  state.now = null;
  state.count = 0;
  return ok({ reset: true });
}

function setClock(exchange: Exchange): Answer {
  const parsed = ClockSetting.safeParse(exchange.body);
  if (!parsed.success) return rejected(parsed.error);
  exchange.state.now = parsed.data.now === null ? null : new Date(parsed.data.now);
  return ok({ now: parsed.data.now });
}

function ok(body: unknown): Answer {
  return { status: 200, body };
}

function rejected(error: z.ZodError): Answer {
  return { status: 400, body: { error: z.prettifyError(error) } };
}
