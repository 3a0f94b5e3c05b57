import { z } from 'zod';
import { type Answer, type Exchange, rejectControl, type SimulatorRoute } from '../kit/index.ts';
import { Call, Monologue } from '../world/schema.ts';
import { announceCall } from './call-webhooks.ts';
import { endNextCall } from './end-next-call.ts';
import { endedCall, type GongCall, GongSettings, type GongState, Tracker, webhookKeyOf } from './state.ts';

const NextCall = z
  .strictObject({ transcriptDelayMs: z.int().min(0).nullable().optional(), isPrivate: z.boolean().optional() })
  .nullable();
const AnyCall = Call.partial({ truth: true });
const AddedCalls = z.union([
  /** History that is loaded may count as announced, so that no webhook is sent for it. */
  z.strictObject({ calls: z.array(AnyCall), announced: z.boolean().default(false) }),
  AnyCall.transform((call) => ({ calls: [call], announced: false })),
]);
const CallChange = z.strictObject({
  isPrivate: z.boolean().optional(),
  hasVanished: z.boolean().optional(),
  title: z.string().optional(),
  /** From the end of the call; null for a transcript that never comes. */
  transcriptDelayMs: z.int().min(0).nullable().optional(),
  monologues: z.array(Monologue).optional(),
});
const Live = z.strictObject({
  everyMs: z.int().min(100).nullable(),
  transcriptDelayMs: z.int().min(0).nullable().optional(),
});
const Trackers = z.strictObject({ trackers: z.array(Tracker) });
const Announcement = z.strictObject({ isTest: z.boolean().default(false) }).nullable();

/** What only Gong's simulator can be told. */
export const gongControls: readonly SimulatorRoute<GongState>[] = [
  { method: 'GET', path: '/_control/webhook-key', handler: tellWebhookKey },
  { method: 'POST', path: '/_control/settings', handler: changeSettings },
  { method: 'POST', path: '/_control/calls', handler: addCalls },
  { method: 'POST', path: '/_control/calls/next', handler: endNext },
  { method: 'PATCH', path: '/_control/calls/:id', handler: changeCall },
  { method: 'POST', path: '/_control/calls/:id/webhook', handler: sendWebhook },
  { method: 'POST', path: '/_control/live', handler: setLive },
  { method: 'PUT', path: '/_control/trackers', handler: setTrackers },
];

function tellWebhookKey({ state }: Exchange<GongState>): Answer {
  return ok({ publicKey: webhookKeyOf(state).publicSpki });
}

function changeSettings({ state, body }: Exchange<GongState>): Answer {
  const parsed = GongSettings.partial().safeParse(body);
  if (!parsed.success) return rejectControl(parsed.error);
  Object.assign(state.settings, parsed.data);
  return ok({ settings: state.settings });
}

function endNext(exchange: Exchange<GongState>): Answer {
  const parsed = NextCall.safeParse(exchange.body);
  if (!parsed.success) return rejectControl(parsed.error);
  const call = endNextCall({ tools: exchange, ...parsed.data });
  if (call === null) {
    return problem(409, 'No call of the world is left to end. POST /_control/reset begins anew.');
  }
  return ok(summaryOf(call));
}

function addCalls({ state, body }: Exchange<GongState>): Answer {
  const parsed = AddedCalls.safeParse(body);
  if (!parsed.success) return rejectControl(parsed.error);
  const known = new Set(state.calls.map(({ gongId }) => gongId));
  const { calls, announced } = parsed.data;
  const twice = calls.find(({ gongId }) => known.has(gongId));
  if (twice !== undefined)
    return problem(409, `There is already a call ${twice.gongId}. PATCH it, or choose another id.`);
  const added = calls.map(({ truth: _, ...call }) => ({
    ...endedCall(call, call.transcriptDelayMs),
    isAnnounced: announced,
  }));
  state.calls.push(...added);
  return ok({ ids: added.map(({ gongId }) => gongId) });
}

function changeCall(exchange: Exchange<GongState>): Answer {
  const call = findCall(exchange);
  if (call === null) return noSuchCall(exchange);
  const parsed = CallChange.safeParse(exchange.body);
  if (!parsed.success) return rejectControl(parsed.error);
  const { transcriptDelayMs, ...changes } = parsed.data;
  Object.assign(call, changes);
  if (transcriptDelayMs !== undefined) {
    const atMs = Date.parse(call.endedAt) + (transcriptDelayMs ?? 0);
    call.transcriptAt = transcriptDelayMs === null ? null : new Date(atMs).toISOString();
  }
  return ok(summaryOf(call));
}

function sendWebhook(exchange: Exchange<GongState>): Answer {
  const call = findCall(exchange);
  if (call === null) return noSuchCall(exchange);
  const parsed = Announcement.safeParse(exchange.body);
  if (!parsed.success) return rejectControl(parsed.error);
  return ok({ delivery: announceCall({ tools: exchange, call, isTest: parsed.data?.isTest ?? false }) });
}

function setLive({ state, body, now }: Exchange<GongState>): Answer {
  const parsed = Live.safeParse(body);
  if (!parsed.success) return rejectControl(parsed.error);
  const { everyMs, transcriptDelayMs } = parsed.data;
  state.live = everyMs === null ? null : { everyMs, nextAtMs: now.getTime() + everyMs, transcriptDelayMs };
  return ok({ live: state.live, left: state.upcoming.length });
}

/** As somebody does in Gong's settings: what calls have is left as it was counted. */
function setTrackers({ state, body }: Exchange<GongState>): Answer {
  const parsed = Trackers.safeParse(body);
  if (!parsed.success) return rejectControl(parsed.error);
  state.trackers = parsed.data.trackers;
  return ok({ trackers: state.trackers });
}

function findCall({ state, parameters }: Exchange<GongState>): GongCall | null {
  return state.calls.find(({ gongId }) => gongId === parameters['id']) ?? null;
}

function noSuchCall({ parameters }: Exchange<GongState>): Answer {
  return problem(404, `There is no call ${parameters['id'] ?? ''} here. GET /_control/state lists them.`);
}

function summaryOf(call: GongCall): Record<string, unknown> {
  const { gongId, title, startedAt, endedAt, transcriptAt, isPrivate, hasVanished } = call;
  return { id: gongId, key: call.key, title, startedAt, endedAt, transcriptAt, isPrivate, hasVanished };
}

function ok(body: unknown): Answer {
  return { status: 200, body };
}

function problem(status: number, error: string): Answer {
  return { status, body: { error } };
}
