import { z } from 'zod';
import { Fault, requestFaultKinds, webhookFaultKinds } from './fault.ts';
import { ClockSetting } from './simulator-clock.ts';
import type { Answer, Exchange, SimulatorDefinition, SimulatorRoute } from './simulator-definition.ts';

const Faults = z.union([
  z.strictObject({ faults: z.array(Fault) }).transform(({ faults }) => faults),
  Fault.transform((fault) => [fault]),
]);
const WebhookSetting = z.union([
  z.strictObject({ url: z.url().nullable() }).transform(({ url }) => ({ default: url })),
  z.strictObject({ targets: z.record(z.string(), z.url().nullable()) }).transform(({ targets }) => targets),
]);
const LimitSetting = z.strictObject({ enforced: z.boolean() });

/** The addresses through which a test steers any simulator; no vendor has them. */
export function controlRoutes<State>(input: {
  definition: SimulatorDefinition<State>;
  reset: () => void;
}): readonly SimulatorRoute<State>[] {
  const { definition, reset } = input;
  return [
    { method: 'GET', path: '/_control/health', handler: () => ok({ simulator: definition.name, state: 'ready' }) },
    { method: 'GET', path: '/_control/state', handler: ({ state }) => ok({ state }) },
    {
      method: 'POST',
      path: '/_control/reset',
      handler: () => {
        reset();
        return ok({ reset: true });
      },
    },
    { method: 'POST', path: '/_control/faults', handler: (exchange) => plantFaults(exchange, definition) },
    { method: 'GET', path: '/_control/faults', handler: (exchange) => listFaults(exchange, definition) },
    { method: 'DELETE', path: '/_control/faults', handler: (exchange) => clearFaults(exchange, definition) },
    { method: 'GET', path: '/_control/requests', handler: ({ requests }) => ok({ requests: requests.list() }) },
    { method: 'GET', path: '/_control/clock', handler: tellTime },
    { method: 'POST', path: '/_control/clock', handler: setClock },
    { method: 'POST', path: '/_control/limits', handler: setLimits },
    { method: 'GET', path: '/_control/webhooks', handler: listWebhooks },
    { method: 'POST', path: '/_control/webhooks', handler: setWebhooks },
  ];
}

/** What a control address answers to a body that it does not understand. */
export function rejectControl(error: z.ZodError): Answer {
  return { status: 400, body: { error: z.prettifyError(error) } };
}

function ok(body: unknown): Answer {
  return { status: 200, body };
}

function plantFaults<State>(exchange: Exchange<State>, definition: SimulatorDefinition<State>): Answer {
  const parsed = Faults.safeParse(exchange.body);
  if (!parsed.success) return rejectControl(parsed.error);
  const known = kindsOf(definition);
  const unknown = parsed.data.find(({ kind }) => !known.includes(kind));
  if (unknown !== undefined) {
    const error = `There is no fault "${unknown.kind}" in ${definition.title}. There are: ${known.join(', ')}.`;
    return { status: 400, body: { error } };
  }
  for (const fault of parsed.data) exchange.faults.add(fault);
  return listFaults(exchange, definition);
}

/** What is planted, and what could be. */
function listFaults<State>({ faults }: Exchange<State>, definition: SimulatorDefinition<State>): Answer {
  return ok({ faults: faults.list(), kinds: kindsOf(definition) });
}

function clearFaults<State>(exchange: Exchange<State>, definition: SimulatorDefinition<State>): Answer {
  exchange.faults.clear();
  return listFaults(exchange, definition);
}

function kindsOf<State>({ faultKinds = [] }: SimulatorDefinition<State>): string[] {
  return [...requestFaultKinds, ...webhookFaultKinds, ...faultKinds];
}

function tellTime<State>({ clock }: Exchange<State>): Answer {
  return ok({ now: clock.now().toISOString(), isFrozen: clock.save().frozenAtMs !== null });
}

function setClock<State>(exchange: Exchange<State>): Answer {
  const parsed = ClockSetting.safeParse(exchange.body);
  if (!parsed.success) return rejectControl(parsed.error);
  exchange.clock.set(parsed.data);
  return tellTime(exchange);
}

function setLimits<State>({ body, limits }: Exchange<State>): Answer {
  const parsed = LimitSetting.safeParse(body);
  if (!parsed.success) return rejectControl(parsed.error);
  limits.enforce(parsed.data.enforced);
  return ok({ enforced: limits.isEnforced() });
}

function listWebhooks<State>({ webhooks }: Exchange<State>): Answer {
  return ok({
    targets: webhooks.targets(),
    waiting: webhooks.deliveries().filter(({ status }) => status === 'waiting').length,
    deliveries: webhooks.deliveries(),
    attempts: webhooks.attempts(),
  });
}

function setWebhooks<State>({ body, webhooks }: Exchange<State>): Answer {
  const parsed = WebhookSetting.safeParse(body);
  if (!parsed.success) return rejectControl(parsed.error);
  for (const [target, url] of Object.entries(parsed.data)) webhooks.setTarget(target, url);
  return ok({ targets: webhooks.targets() });
}
