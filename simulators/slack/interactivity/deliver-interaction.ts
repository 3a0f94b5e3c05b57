import { z } from 'zod';
import { slackConstants } from '../constants.ts';
import { signedHeaders } from '../signature.ts';
import type { JsonObject } from '../state.ts';
import type { Workspace } from '../workspace.ts';

const mostRemembered = 200;

export interface Interaction {
  /** `block_actions`, `view_submission`, `view_closed` or `slash_commands`; faults name it as their route. */
  readonly kind: string;
  readonly userId: string;
  /** What was done, for the inspector. */
  readonly what: string;
  readonly payload: JsonObject;
}

/** What the person who acted sees of the app's answer. */
export interface InteractionAnswer {
  /** Whether the app answered well, and within three seconds. */
  readonly acknowledged: boolean;
  readonly status: number | null;
  readonly body: unknown;
  readonly problem: string | null;
  readonly durationMs: number;
}

/** Tells the app what somebody did and waits as long as Slack waits. Nothing is tried again. */
export async function deliverInteraction(workspace: Workspace, interaction: Interaction): Promise<InteractionAnswer> {
  const { state, tools } = workspace;
  const { kind, userId, what } = interaction;
  const startMs = performance.now();
  const outcome = await attempt(workspace, interaction);
  const durationMs = Math.round(performance.now() - startMs);
  const { acknowledged, problem } = outcome;
  const at = tools.clock.now().toISOString();
  state.interactions.push({ at, kind, userId, what, acknowledged, problem, durationMs });
  state.interactions.splice(0, state.interactions.length - mostRemembered);
  tools.changed();
  return { ...outcome, durationMs };
}

async function attempt(workspace: Workspace, interaction: Interaction): Promise<Omit<InteractionAnswer, 'durationMs'>> {
  const { faults, clock } = workspace.tools;
  const places = [interaction.kind];
  if (faults.take({ kinds: ['webhook_lost'], places }) !== null)
    return failed('The request was lost, as a fault told.');
  const doubled = faults.take({ kinds: ['webhook_doubled'], places }) !== null;
  if (workspace.state.mode === 'socket') return askSocket(workspace, { interaction, doubled });
  const target = interaction.kind === 'slash_commands' ? 'commands' : 'interactivity';
  const url = workspace.tools.webhooks.targets()[target] ?? null;
  if (url === null) return failed(`Nobody listens: no address is set for ${target}.`);
  const wrong = faults.take({ kinds: ['webhook_wrong_signature'], places }) !== null;
  const body = formOf(interaction);
  const seconds = Math.floor(clock.now().getTime() / 1000);
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    ...signedHeaders({ secret: slackConstants.signingSecret, seconds, body, wrong }),
  };
  const { patienceMs } = workspace.state;
  const answer = await post({ url, headers, body, patienceMs });
  return doubled ? post({ url, headers, body, patienceMs }) : answer;
}

async function askSocket(
  { sockets, state }: Workspace,
  { interaction, doubled }: { interaction: Interaction; doubled: boolean },
): Promise<Omit<InteractionAnswer, 'durationMs'>> {
  const type = interaction.kind === 'slash_commands' ? 'slash_commands' : 'interactive';
  const question = { type, payload: interaction.payload } as const;
  if (doubled) await sockets.ask(question);
  const answer = await sockets.ask(question);
  if (answer === null) {
    const open = sockets.connectionCount();
    return failed(
      open === 0 ? 'No socket is open.' : `No acknowledgement came within ${state.patienceMs / 1000} seconds.`,
    );
  }
  return { acknowledged: true, status: 200, body: answer.payload ?? '', problem: null };
}

async function post(request: {
  url: string;
  headers: Record<string, string>;
  body: string;
  patienceMs: number;
}): Promise<Omit<InteractionAnswer, 'durationMs'>> {
  const { url, headers, body, patienceMs } = request;
  try {
    const response = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(patienceMs) });
    const text = await response.text();
    const problem = response.ok ? null : `The app answered with status ${response.status}.`;
    return { acknowledged: response.ok, status: response.status, body: parseBody(text), problem };
  } catch (error) {
    const isLate = error instanceof Error && error.name === 'TimeoutError';
    return failed(
      isLate
        ? `No answer came within ${patienceMs / 1000} seconds.`
        : `The app could not be reached: ${causeOf(error)}`,
    );
  }
}

function formOf({ kind, payload }: Interaction): string {
  if (kind !== 'slash_commands') return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const fields = Object.entries(payload).map(([name, value]) => [name, String(value)]);
  return new URLSearchParams(Object.fromEntries(fields)).toString();
}

function parseBody(text: string): unknown {
  try {
    return z.unknown().parse(JSON.parse(text));
  } catch {
    return text;
  }
}

function failed(problem: string): Omit<InteractionAnswer, 'durationMs'> {
  return { acknowledged: false, status: null, body: null, problem };
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
