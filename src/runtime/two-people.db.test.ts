import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Permission } from '#contracts';
import { askQuestion } from '#modules/assistant';
import {
  decideByReference,
  explainField,
  findChange,
  getApproval,
  getChange,
  getChangeSet,
  listChangeSets,
  listDecisions,
  listSyncLog,
  listWaitingChanges,
  undoByReference,
} from '#modules/changesets';
import { getCommitment, listAgreedMeetings, listCommitments, settleCommitment } from '#modules/commitments';
import { getContradiction, listContradictions, resolveContradiction } from '#modules/contradictions';
import { indexPending, noteChanges, searchWorkspace } from '#modules/search';
import { getWarning, listWarnings } from '#modules/warnings';
import { analysisSuite } from '#test/analysis-suite';
import { assertKept, toldBy } from '#test/assert-kept';
import { createRestServer } from '#test/rest-server';
import { createTwoTeamsWorld, type Side, type TwoTeamsContext } from '#test/two-teams-world';

const suite = await analysisSuite();
const world = await createTwoTeamsWorld(suite);
const { ctx, west, east } = world;
const sides = [
  [west, east],
  [east, west],
] as const;
function lists(as: TwoTeamsContext): Readonly<Record<string, () => Promise<unknown>>> {
  return {
    commitmentId: () => listCommitments({ ctx: as, input: { state: null, dealRecordId: null, dueBy: null, limit: 9 } }),
    warningId: () => listWarnings({ ctx: as, input: { recordId: null, kind: null, standing: false, limit: 9 } }),
    contradictionId: () => listContradictions({ ctx: as, input: { state: null, recordId: null, limit: 9 } }),
    changeSetId: () => listChangeSets({ ctx: as, input: { limit: 9, beforeId: null } }),
    changeId: () => listWaitingChanges({ ctx: as, input: { limit: 9 } }),
  };
}

/** Everything that can be asked about what is somebody else's, by its id. */
function details(as: TwoTeamsContext, other: Side): Readonly<Record<string, () => Promise<unknown>>> {
  const { callId, dealId, commitmentId, warningId, contradictionId, changeSetId, changeId } = other;
  const target = { objectType: 'deal', externalId: dealId.split('-').at(-1) ?? '' };
  const state = 'kept' as const;
  return {
    getCommitment: () => getCommitment({ ctx: as, input: { commitmentId } }),
    listAgreedMeetings: () => listAgreedMeetings({ ctx: as, input: { dealRecordIds: [dealId], until: '2027-01-01' } }),
    commitmentsOfDeal: () =>
      listCommitments({ ctx: as, input: { state: null, dealRecordId: dealId, dueBy: null, limit: 9 } }),
    commitmentsBehind: () =>
      listCommitments({
        ctx: as,
        input: { state: null, dealRecordId: null, dueBy: null, limit: 9, after: commitmentId },
      }),
    settleCommitment: () => settleCommitment({ ctx: as, input: { commitmentId, state, reason: null } }),
    getWarning: () => getWarning({ ctx: as, input: { warningId } }),
    warningsOfDeal: () => listWarnings({ ctx: as, input: { recordId: dealId, kind: null, standing: true, limit: 9 } }),
    getContradiction: () => getContradiction({ ctx: as, input: { contradictionId } }),
    contradictionsOfChange: () =>
      listContradictions({ ctx: as, input: { state: null, recordId: dealId, changeIds: [changeId], limit: 9 } }),
    resolveContradiction: () => resolveContradiction({ ctx: as, input: { contradictionId, state: 'crm_right' } }),
    getChangeSet: () => getChangeSet({ ctx: as, input: { changeSetId } }),
    getChange: () => getChange({ ctx: as, input: { changeId } }),
    findChange: () => findChange({ ctx: as, input: { reference: changeId.slice(-10) } }),
    findSet: () => findChange({ ctx: as, input: { reference: changeSetId.slice(-10) } }),
    changesOfCall: () => listChangeSets({ ctx: as, input: { limit: 9, beforeId: null, callId } }),
    changesOfDeal: () => listChangeSets({ ctx: as, input: { limit: 9, beforeId: null, target } }),
    getApproval: () => getApproval({ ctx: as, input: { changeId } }),
    listDecisions: () => listDecisions({ ctx: as, input: { changeIds: [changeId] } }),
    listSyncLog: () => listSyncLog({ ctx: as, input: { limit: 9, beforeId: null } }),
    explainField: () => explainField({ ctx: as, input: { recordId: dealId, property: 'amount' } }),
    decideByReference: () => decideByReference({ ctx: as, input: { reference: changeId, decision: 'approve' } }),
    undoByReference: () => undoByReference({ ctx: as, input: { reference: changeSetId } }),
    searchInCall: () => searchWorkspace({ ctx: as, input: { query: 'import or price', callId } }),
    searchInDeal: () => searchWorkspace({ ctx: as, input: { query: 'import or price', deal: other.dealName } }),
    searchForAll: () =>
      searchWorkspace({ ctx: as, input: { query: 'kangaroo ledger import, price and smaller proposal' } }),
  };
}

function approve(as: TwoTeamsContext, { changeId }: Side) {
  return decideByReference({ ctx: as, input: { reference: changeId, decision: 'approve' } });
}

describe('two people of different teams', () => {
  it('list what is theirs, and nothing of the other', async () => {
    for (const [own, other] of sides) {
      for (const reader of await world.readersOf(own)) {
        for (const [name, list] of Object.entries(lists(reader))) {
          const told = await toldBy(list);
          const ids: Readonly<Record<string, unknown>> = { ...own };
          assert.ok(told.includes(String(ids[name])), `${reader.actor.type} ${name}: ${told}`);
          assertKept(told, { secrets: other.secrets, what: name });
        }
      }
    }
  });

  it('find nothing of the other by its id, its deal or its words', async () => {
    for (const [own, other] of sides) {
      const { callId, dealId, commitmentId, warningId, contradictionId, changeSetId, changeId, dealName } = other;
      const given = [callId, dealId, commitmentId, warningId, contradictionId, changeSetId, changeId, dealName];
      for (const reader of await world.readersOf(own)) {
        for (const [name, ask] of Object.entries(details(reader, other))) {
          assertKept(await toldBy(ask, given), { secrets: other.secrets, what: name });
        }
      }
    }
    const open = await listCommitments({
      ctx,
      input: { state: 'open', dealRecordId: null, dueBy: null, limit: 9 },
    });
    assert.equal(open.commitments.length, 2, 'nobody has settled what belongs to the other');
  });

  it('search the same and each finds the own turn', async () => {
    const query = 'what was said about the kangaroo import and the price';
    for (const [own, other] of sides) {
      for (const reader of await world.readersOf(own)) {
        const { hits, waiting } = await searchWorkspace({ ctx: reader, input: { query } });
        assert.equal(hits[0]?.callId, own.callId);
        assert.ok(hits.every(({ callId }) => callId !== other.callId));
        assert.equal(waiting, 0);
      }
    }
    await noteChanges({ ctx, input: { kind: 'call', ids: [east.callId] } });
    const waiting = [];
    for (const reader of [await world.as(west.email), await world.as(east.email), ctx]) {
      waiting.push((await searchWorkspace({ ctx: reader, input: { query } })).waiting);
    }
    assert.deepEqual(waiting, [0, 1, 1]);
    await indexPending({ ctx, input: { limit: 9 } });
    const { hits } = await searchWorkspace({ ctx, input: { query, callId: east.callId } });
    assert.deepEqual(new Set(hits.map(({ callId }) => callId)), new Set([east.callId]));
  });

  it('search with a key that reaches calls and the CRM, and not with one that reaches calls alone', async () => {
    const { actor, ...rest } = await world.as(west.email);
    assert.ok(actor.type === 'user');
    const { grant, ...maya } = actor;
    function limitedTo(scopes: readonly Permission[]): TwoTeamsContext {
      return { ...rest, actor: { ...maya, grant: { ...grant, scopes } } };
    }
    const input = { query: 'smaller proposal' };
    const { hits } = await searchWorkspace({ ctx: limitedTo(['call_access', 'crm_access']), input });
    assert.equal(hits[0]?.callId, west.callId);
    await assert.rejects(searchWorkspace({ ctx: limitedTo(['call_access']), input }), { code: 'access.denied' });
    const question = { question: 'how many deals are open?', channel: 'api', conversation: null } as const;
    await assert.rejects(askQuestion({ ctx: limitedTo(['call_access']), input: question }), { code: 'access.denied' });
  });

  it('decide on what is theirs as far as the policy says so', async () => {
    await assert.rejects(approve(await world.as(west.lead), west), { code: 'approval.not-yours' });
    await assert.rejects(approve(await world.as(east.lead), west), { code: 'change.not-found' });
    await assert.rejects(approve(await world.as(west.email, 'agent'), west), { code: 'access.denied' });
    const { decided } = await approve(await world.as(west.email), west);
    assert.deepEqual(
      decided.map(({ changeId, state }) => [changeId, state]),
      [[west.changeId, 'approved']],
    );
  });
});

describe('two people with keys', async () => {
  const { server } = await createRestServer(ctx);

  it('get each their own over HTTP', async () => {
    const workspace = `workspace=${ctx.workspaceId}`;
    const addresses = ['commitments', 'warnings', 'contradictions', 'changes', 'writes', 'calls', 'deals'];
    for (const [own, other] of sides) {
      for (const who of ['email', 'lead'] as const) {
        const headers = { host: '127.0.0.1:8000', authorization: `Bearer ${await world.keyOf(own[who])}` };
        for (const name of addresses) {
          const answer = await server.inject({ url: `/api/v1/${name}?${workspace}`, headers });
          assert.equal(answer.statusCode, 200, `${name}: ${answer.body}`);
          assertKept(answer.body, { secrets: other.secrets, what: name });
          if (name !== 'writes')
            assert.ok(
              own.secrets.some((secret) => answer.body.includes(secret)),
              name,
            );
        }
        const found = await server.inject({ url: `/api/v1/search?${workspace}&q=import+price`, headers });
        assert.ok(found.body.includes(own.callId));
        assertKept(found.body, { secrets: other.secrets, what: 'search' });
        const change = await server.inject({ url: `/api/v1/changes/${other.changeId}?${workspace}`, headers });
        assert.equal(change.statusCode, 404);
        const ledger = await server.inject({ url: `/api/v1/ledger?${workspace}`, headers });
        assert.equal(ledger.statusCode, 200, ledger.body);
        assertKept(ledger.body, { secrets: other.secrets, what: 'the ledger' });
        const duplicates = await server.inject({ url: `/api/v1/duplicates?${workspace}`, headers });
        assert.equal(duplicates.statusCode, 200, duplicates.body);
        const policy = await server.inject({ url: `/api/v1/policy?${workspace}`, headers });
        assert.equal(policy.statusCode, 403);
        const page = await server.inject({ url: '/changes?tab=calls', headers });
        assertKept(page.body, { secrets: other.secrets, what: 'the page of changes' });
        const asked = await server.inject({
          method: 'POST',
          url: `/api/v1/questions?${workspace}`,
          headers,
          payload: { question: 'which deals are at risk?' },
        });
        assert.ok(asked.body.includes(own.dealName));
        assertKept(asked.body, { secrets: other.secrets, what: 'a question' });
      }
    }
    await server.close();
  });
});
