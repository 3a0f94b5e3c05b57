import { z } from 'zod';
import type { CallSummary } from '#contracts';
import { shareTurns } from '#modules/calls';
import { type StoredClaim, shareClaims } from '#modules/insights';
import { parseInput } from '#platform/errors';
import { type Connection, sharedConnection } from '../connection.ts';
import type { Asked, FieldResolvers } from '../graph.ts';
import { toNodeId } from '../node-id.ts';
import { changeSetsUnder, commitmentsUnder, contradictionsUnder, recordsOfCall } from './shared-lists.ts';

const ClaimFilter = z.object({
  list: z
    .string()
    .regex(/^\w+$/)
    .nullish()
    .transform((list) => list ?? null),
});

export const callResolvers: FieldResolvers<CallSummary> = {
  id: ({ source }) => toNodeId('Call', source.callId),
  reference: ({ source }) => source.callId,
  sentiment: async ({ source, graph }) => (await graph.load().outlines.load(source.callId))?.sentiment ?? null,
  topics: async ({ source, graph }) =>
    (await graph.load().outlines.load(source.callId))?.topics.map(({ name }) => name) ?? null,
  turns: turnsOf,
  claims: claimsOf,
  deals: (asked) => recordsOfCall(asked, { objectType: 'deal' }),
  companies: (asked) => recordsOfCall(asked, { objectType: 'company' }),
  contacts: (asked) => recordsOfCall(asked, { objectType: 'contact' }),
  leads: (asked) => recordsOfCall(asked, { objectType: 'lead' }),
  commitments: (asked) => commitmentsUnder(asked, { of: 'call', parent: asked.source.callId }),
  contradictions: (asked) => contradictionsUnder(asked, { of: 'call', parent: asked.source.callId }),
  changeSets: (asked) => changeSetsUnder(asked, { of: 'call', parent: asked.source.callId }),
};

export const claimResolvers: FieldResolvers<StoredClaim> = {
  id: ({ source }) => toNodeId('Claim', source.claimRowId),
  call: ({ source, graph }) => graph.load().calls.load(source.callId),
  list: ({ source }) => source.field.replace(/^findings\./, '').split('.')[0] ?? '',
};

function turnsOf(asked: Asked<CallSummary>): Promise<Connection> {
  const { callId, version } = asked.source;
  const { ctx, load } = asked.graph;
  return sharedConnection({
    asked,
    operation: 'turns',
    parent: callId,
    read: ({ parents, ...page }) => shareTurns({ ctx, input: { callIds: parents, ...page } }),
    rows: { load: (turn) => load().turns.load({ callId, version, turn: Number(turn) }) },
  });
}

function claimsOf(asked: Asked<CallSummary>): Promise<Connection> {
  const { list } = parseInput({ schema: ClaimFilter, input: asked.args, what: 'a list of the report' });
  const { ctx, load } = asked.graph;
  return sharedConnection({
    asked,
    operation: 'claims',
    parent: asked.source.callId,
    read: ({ parents, ...page }) => shareClaims({ ctx, input: { callIds: parents, list, ...page } }),
    rows: load().claims,
  });
}
