import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { commitments } from '#modules/commitments';
import { contradictions } from '#modules/contradictions';
import { crmDuplicates, crmRecords } from '#modules/crm';
import { inboxEvents } from '#modules/intake';
import { dealWarnings } from '#modules/warnings';
import { eq } from '#platform/sql';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { createRestServer } from '#test/rest-server';
import { partyOf, storeCall } from '#test/source-calls';
import { workContextOf } from '#test/work-context';
import { everyPage } from '../../../clients/typescript/sophia-client.ts';

const suite = await databaseForSuite();
const { ctx } = workContextOf((await createChangeWorld(suite)).ctx);
const { server, client } = await createRestServer(ctx);
after(() => server.close());

const { workspaceId, ids } = ctx;
/** Several have the same time, day or confidence, so that the id decides. */
const places = [1, 2, 3, 4, 5];
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

function instantOf(place: number): Date {
  return new Date(Date.UTC(2026, 8, 10 + Math.floor(place / 2)));
}

/** Each record with each: what a pair is matters nothing here. */
async function fillPairs(records: readonly string[]): Promise<void> {
  for (const keptRecordId of records) {
    for (const otherRecordId of records) {
      await ctx.db.insert(crmDuplicates).values({
        id: ids.create('duplicate'),
        workspaceId,
        objectType: 'deal',
        keptRecordId,
        otherRecordId,
        evidence: [],
        confidence: keptRecordId === records[0] ? 0.9 : 0.5,
        state: 'found',
        foundAt: instantOf(1),
      });
    }
  }
}

async function fillWorld(): Promise<void> {
  const parties = [partyOf({ side: 'external', name: 'Ana Ruiz', speakerId: '2' })];
  const startedAt = '2026-09-10T10:00:00.000Z';
  const callId = await storeCall({ ctx, externalId: workspaceId, startedAt, parties });
  const [record, other] = await ctx.db.select().from(crmRecords).where(eq(crmRecords.workspaceId, workspaceId));
  assert.ok(record && other);
  await fillPairs([record.id, other.id]);
  for (const place of places) {
    const at = instantOf(place);
    const shared = { workspaceId, evidence: [], recordId: record.id };
    await ctx.db.insert(contradictions).values({
      ...shared,
      id: ids.create('contradiction'),
      kind: 'amount',
      property: `property_${place}`,
      saidValue: '1',
      callId,
      saidAt: at,
      state: 'open',
      foundAt: at,
    });
    const kinds = ['no_activity', 'no_next_step', 'ghosted', 'champion_left', 'single_threaded'];
    await ctx.db.insert(dealWarnings).values({
      ...shared,
      id: ids.create('warning'),
      kind: kinds[place - 1] ?? '',
      severity: 'low',
      explanation: 'It is quiet.',
      raisedAt: at,
    });
    await ctx.db.insert(commitments).values({
      id: ids.create('commitment'),
      workspaceId,
      callId,
      claimId: `claim:${place}`,
      owner: 'Ana',
      side: 'external',
      text: 'Send it',
      evidence,
      dueDate: place > 3 ? null : at.toISOString().slice(0, 10),
      state: 'open',
      createdAt: at,
    });
    await ctx.db.insert(inboxEvents).values({
      id: ids.create('inboxEvent'),
      workspaceId,
      source: 'gong',
      kind: 'call.created',
      dedupeKey: String(place),
      subject: String(place),
      payload: {},
      receivedAt: at,
      state: 'dead',
    });
    await client.addTracker({
      workspace: workspaceId,
      body: { kind: 'keyword', name: `Tracker ${place}`, phrases: ['encryption'], side: 'external' },
    });
    await client.addDocument({
      workspace: workspaceId,
      body: { name: `Document ${place}`, text: 'What we say of prices.' },
    });
  }
}

interface Query {
  readonly workspace: string;
  readonly limit: number;
  readonly cursor?: string;
}

type List = (query: Query) => Promise<{ readonly ids: readonly string[]; readonly nextCursor: string | null }>;

const lists: Readonly<Record<string, List>> = {
  contradictions: async (query) => {
    const { contradictions: rows, nextCursor } = await client.listContradictions(query);
    return { ids: rows.map(({ contradictionId }) => contradictionId), nextCursor };
  },
  warnings: async (query) => {
    const { warnings: rows, nextCursor } = await client.listWarnings(query);
    return { ids: rows.map(({ warningId }) => warningId), nextCursor };
  },
  commitments: async (query) => {
    const { commitments: rows, nextCursor } = await client.listCommitments(query);
    return { ids: rows.map(({ commitmentId }) => commitmentId), nextCursor };
  },
  trackers: async (query) => {
    const { trackers: rows, nextCursor } = await client.listTrackers(query);
    return { ids: rows.map(({ trackerId }) => trackerId), nextCursor };
  },
  documents: async (query) => {
    const { documents: rows, nextCursor } = await client.listDocuments(query);
    return { ids: rows.map(({ documentId }) => documentId), nextCursor };
  },
  events: async (query) => {
    const { events: rows, nextCursor } = await client.listEvents(query);
    return { ids: rows.map(({ inboxId }) => inboxId), nextCursor };
  },
  duplicates: async (query) => {
    const { duplicates: rows, nextCursor } = await client.listDuplicates(query);
    return { ids: rows.map(({ duplicateId }) => duplicateId), nextCursor };
  },
};

describe('a list in pages', () => {
  it('has every row once and in order, also where times and days are the same', async () => {
    await fillWorld();
    for (const [name, list] of Object.entries(lists)) {
      const whole = await list({ workspace: workspaceId, limit: 100 });
      assert.deepEqual([whole.ids.length >= 4, whole.nextCursor], [true, null], name);
      for (const limit of [1, 2, 5]) {
        const paged: string[] = [];
        for await (const page of everyPage(list, { workspace: workspaceId, limit })) paged.push(...page.ids);
        assert.deepEqual(paged, whole.ids, `${name} by ${limit}`);
      }
    }
  });

  it('ends where the row is gone that it would go on behind', async () => {
    const { nextCursor } = await client.listWarnings({ workspace: workspaceId, limit: 2 });
    await ctx.db.delete(dealWarnings).where(eq(dealWarnings.workspaceId, workspaceId));
    assert.ok(nextCursor !== null);
    const page = await client.listWarnings({ workspace: workspaceId, cursor: nextCursor });
    assert.deepEqual(page, { warnings: [], nextCursor: null });
  });
});
