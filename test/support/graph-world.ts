import assert from 'node:assert/strict';
import { z } from 'zod';
import { commitments } from '#modules/commitments';
import { contradictions } from '#modules/contradictions';
import { crmAssociations, crmRecords } from '#modules/crm';
import { callLinks } from '#modules/matching';
import { syncPeople } from '#modules/people';
import { createSearchEngine } from '#modules/search';
import { dealWarnings } from '#modules/warnings';
import type { Actor, Grant } from '#platform/context';
import { sql } from '#platform/sql';
import type { WorkContext } from '#workflows';
import { type AnalysisSuite, analyzeText } from './analysis-suite.ts';
import { createChangeWorld, setting } from './change-world.ts';
import { createRestServer, type RestServer } from './rest-server.ts';
import { workContextOf } from './work-context.ts';

const GraphAnswer = z.object({
  data: z.unknown().optional(),
  errors: z
    .array(
      z.object({
        message: z.string(),
        path: z.array(z.union([z.string(), z.number()])).optional(),
        extensions: z.object({ code: z.string(), action: z.string().min(1), requestId: z.string() }),
      }),
    )
    .optional(),
});
type GraphAnswer = z.infer<typeof GraphAnswer>;

/** Deals with calls, promises, contradictions, warnings and changes, in a workspace of its own. */
export interface GraphWorld {
  readonly ctx: WorkContext;
  /** The deal that everything belongs to. */
  readonly dealId: string;
  /** Of the calls about the deal, in the order in which they were imported. */
  readonly callIds: readonly string[];
}

/** Somebody who asks over HTTP. */
export interface GraphAsker extends RestServer {
  /** Sends an operation by POST, wanting JSON. */
  readonly ask: (query: string, variables?: Readonly<Record<string, unknown>>) => Promise<GraphAnswer>;
}

const callCount = 3;
const evidence = {
  quote: 'I will send it',
  turn: 0,
  start: 0,
  end: 14,
  speaker: 'Ana',
  side: 'external',
  sentence: '0.0',
  startMs: null,
  endMs: null,
} as const;

export async function createGraphWorld(suite: AnalysisSuite): Promise<GraphWorld> {
  const world = await createChangeWorld(suite);
  const { threads } = await suite.freshContext();
  const ctx = { ...workContextOf(world.ctx).ctx, threads, search: createSearchEngine() };
  await syncPeople({ ctx });
  const dealId = `${ctx.workspaceId}-deal-501`;
  await ctx.db.execute(sql`insert into crm_associations
      (workspace_id, source, from_type, from_external_id, to_type, to_external_id, labels, synced_at)
    values (${ctx.workspaceId}, 'hubspot', 'deal', '501', 'contact', '301', '[]', ${ctx.clock.now().toISOString()})`);
  const callIds: string[] = [];
  for (let place = 0; place < callCount; place += 1) {
    const { callId } = await analyzeText({ ctx, name: `call-${place}.txt`, text: textOf(place) });
    callIds.push(callId);
    await tie({ ctx, callId, dealId, place });
  }
  await addLead({ ctx, callId: callIds[0] ?? '' });
  await world.propose([setting('next_steps', 'Send the quote')]);
  return { ctx, dealId, callIds };
}

/** A server for whoever acts in the context, in its workspace. */
export async function createGraphAsker(
  ctx: WorkContext,
  given: Parameters<typeof createRestServer>[1] = {},
): Promise<GraphAsker> {
  const rest = await createRestServer(ctx, given);
  return {
    ...rest,
    ask: async (query, variables = {}) => {
      const answer = await rest.server.inject({
        method: 'POST',
        url: `/graphql?workspace=${ctx.workspaceId}`,
        headers: { host: '127.0.0.1:8000', 'content-type': 'application/json', accept: 'application/json' },
        payload: JSON.stringify({ query, variables }),
      });
      assert.equal(answer.statusCode, 200, answer.body);
      return GraphAnswer.parse(answer.json());
    },
  };
}

/** Somebody of that address who sees their own, with the rights of a representative unless others are given. */
export function personOf(email: string, given: Partial<Grant> = {}): Extract<Actor, { type: 'user' }> {
  const grant: Grant = { role: 'representative', scopes: null, seesOnly: [email], ...given };
  return { type: 'user', userId: `usr_${email}`, name: email, email, grant, credentialId: 'ses_1' };
}

function textOf(place: number): string {
  return `Maya Okafor: Thanks for coming, Sam. What would hold you back?
Sam Ortiz: We cannot pay more than $${place + 3}.50 a unit, that is a big jump from what we pay today.
Maya Okafor: I understand. I will send you a new quote by Friday.
Sam Ortiz: Good. Our controller has to sign off on it, and we would like to start in January.
`;
}

/** Of the contact of the deal, with a call of its own about it. */
async function addLead({ ctx, callId }: { ctx: WorkContext; callId: string }): Promise<void> {
  const { workspaceId, ids } = ctx;
  const at = ctx.clock.now();
  const recordId = `${workspaceId}-lead-901`;
  const properties = { hs_lead_name: 'Sam Ortiz', hs_lead_label: 'WARM', hs_pipeline_stage: 'connected-stage-id' };
  const times = { createdAtSource: at, updatedAtSource: at, syncedAt: at };
  const place = { workspaceId, source: 'hubspot', externalId: '901' };
  await ctx.db
    .insert(crmRecords)
    .values({ id: recordId, objectType: 'lead', name: 'Sam Ortiz', properties, ownerId: '11', ...place, ...times });
  await ctx.db.insert(crmAssociations).values({
    workspaceId,
    source: 'hubspot',
    fromType: 'lead',
    fromExternalId: '901',
    toType: 'contact',
    toExternalId: '301',
    syncedAt: at,
  });
  await ctx.db.insert(callLinks).values({
    id: ids.create('callLink'),
    workspaceId,
    callId,
    objectType: 'lead',
    recordId,
    method: 'association',
    confidence: 0.9,
    evidence: 'Sam Ortiz is its contact',
    createdAt: at,
  });
}

async function tie({
  ctx,
  callId,
  dealId,
  place,
}: {
  ctx: WorkContext;
  callId: string;
  dealId: string;
  place: number;
}): Promise<void> {
  const { workspaceId, ids } = ctx;
  const at = new Date(Date.UTC(2026, 8, 10 + place));
  await ctx.db.insert(callLinks).values({
    id: ids.create('callLink'),
    workspaceId,
    callId,
    objectType: 'deal',
    recordId: dealId,
    method: 'manual',
    confidence: 1,
    evidence: 'said by a test',
    createdAt: at,
  });
  await ctx.db.insert(commitments).values({
    id: ids.create('commitment'),
    workspaceId,
    callId,
    claimId: `claim:${place}`,
    dealRecordId: dealId,
    owner: 'Ana',
    side: 'external',
    text: `Send it, ${place}`,
    evidence,
    dueDate: `2026-10-0${place + 1}`,
    state: 'open',
    createdAt: at,
  });
  await ctx.db.insert(contradictions).values({
    id: ids.create('contradiction'),
    workspaceId,
    evidence: [{ callId, claimId: null, evidence, note: null }],
    recordId: dealId,
    kind: 'amount',
    property: `property_${place}`,
    saidValue: '1',
    callId,
    saidAt: at,
    state: 'open',
    foundAt: at,
  });
  await ctx.db.insert(dealWarnings).values({
    id: ids.create('warning'),
    workspaceId,
    evidence: [],
    recordId: dealId,
    kind: ['no_activity', 'no_next_step', 'ghosted'][place] ?? '',
    severity: 'low',
    explanation: 'It is quiet.',
    raisedAt: at,
  });
}
