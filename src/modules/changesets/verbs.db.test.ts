import { describe, test } from 'node:test';
import { createChangeWorld, setting } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { assertAllRefused, assertNonsenseIsNamed, assertNothingSeen, type VerbCase } from '#test/verb-cases';
import * as door from './index.ts';

const suite = await databaseForSuite();
const world = await createChangeWorld(suite);
const { ctx } = world;
type Ctx = typeof ctx;
const [change] = await world.propose([setting('closedate', '2026-10-30')]);
const changeId = change?.changeId ?? '';
const changeSetId = change?.changeSetId ?? '';
const recordId = `${ctx.workspaceId}-deal-501`;
const saidAt = ctx.clock.now().toISOString();
const set = { kind: 'call', key: 'k', title: 'A call', callId: null, analysisId: null, tainted: false } as const;
const approval = { decision: 'approve', value: null, reason: null } as const;
const page = { limit: 10, beforeId: null };
const draft = 'version: 1\nrules: []\notherwise: { verdict: ask }\n';
const none = { limit: 0, beforeId: null };

const cases: Readonly<Record<string, VerbCase<Ctx>>> = {
  applyChangeSet: { ask: (as) => door.applyChangeSet({ ctx: as, input: { changeSetId } }) },
  applyChanges: { ask: (as) => door.applyChanges({ ctx: as, input: { changeSetId } }) },
  finishUndo: { ask: (as) => door.finishUndo({ ctx: as, input: { changeId } }) },
  finishApplying: { ask: (as) => door.finishApplying({ ctx: as, input: { changeSetId, changeIds: [changeId] } }) },
  getSetOrigin: { ask: (as) => door.getSetOrigin({ ctx: as, input: { changeSetId } }) },
  listApplicable: { ask: (as) => door.listApplicable({ ctx: as, input: { changeSetId } }) },
  chooseSetKey: {
    ask: (as) => door.chooseSetKey({ ctx: as, input: { callId: 'call_1', base: 'call:call_1:v1', about: [] } }),
  },
  decideByReference: {
    ask: (as) => door.decideByReference({ ctx: as, input: { reference: changeId, decision: 'approve' } }),
    nonsense: (as) => door.decideByReference({ ctx: as, input: { reference: '', decision: 'approve' } }),
  },
  decideChanges: {
    ask: (as) => door.decideChanges({ ctx: as, input: { decisions: [{ changeId, ...approval }] } }),
    nonsense: (as) => door.decideChanges({ ctx: as, input: { decisions: [] } }),
  },
  endWithoutProperty: {
    ask: (as) => door.endWithoutProperty({ ctx: as, input: { changeSetId, planned: [] } }),
  },
  expireChangeSets: { ask: (as) => door.expireChangeSets({ ctx: as }) },
  expireMisplaced: {
    ask: (as) =>
      door.expireMisplaced({ ctx: as, input: { callId: 'call_1', about: [], mayBe: [], isCorrected: false } }),
  },
  expireWithdrawn: { ask: (as) => door.expireWithdrawn({ ctx: as, input: { callId: 'call_1', keptAnalysisIds: [] } }) },
  explainField: {
    ask: (as) => door.explainField({ ctx: as, input: { recordId, property: 'closedate' } }),
    nonsense: (as) => door.explainField({ ctx: as, input: { recordId, property: '' } }),
  },
  findChange: {
    ask: (as) => door.findChange({ ctx: as, input: { reference: changeId } }),
    nonsense: (as) => door.findChange({ ctx: as, input: { reference: 'no such change' } }),
  },
  findLeftActivity: {
    ask: (as) => door.findLeftActivity({ ctx: as, input: { changeId, objectType: 'note', associatedWith: [] } }),
    nonsense: (as) =>
      door.findLeftActivity({ ctx: as, input: { changeId: '', objectType: 'note', associatedWith: [] } }),
  },
  getApproval: {
    ask: (as) => door.getApproval({ ctx: as, input: { changeId } }),
    nonsense: (as) => door.getApproval({ ctx: as, input: { changeId: '' } }),
  },
  getChange: {
    ask: (as) => door.getChange({ ctx: as, input: { changeId } }),
    nonsense: (as) => door.getChange({ ctx: as, input: { changeId: 'no such change' } }),
  },
  getChangeSet: {
    ask: (as) => door.getChangeSet({ ctx: as, input: { changeSetId } }),
    nonsense: (as) => door.getChangeSet({ ctx: as, input: { changeSetId: '' } }),
  },
  getPolicy: { ask: (as) => door.getPolicy({ ctx: as }) },
  getPolicyOrigin: { ask: (as) => door.getPolicyOrigin({ ctx: as }) },
  listChangeSets: {
    ask: (as) => door.listChangeSets({ ctx: as, input: page }),
    nonsense: (as) => door.listChangeSets({ ctx: as, input: none }),
  },
  listDecisions: { ask: (as) => door.listDecisions({ ctx: as, input: { changeIds: [changeId] } }) },
  listOwnApprovals: { ask: (as) => door.listOwnApprovals({ ctx: as }) },
  listChangeSetsById: {
    ask: async (as) => [...(await door.listChangeSetsById({ ctx: as, input: { changeSetIds: [changeSetId] } }))],
  },
  shareChangeSets: {
    ask: async (as) => {
      const input = { of: 'record', parents: ['deal:501'], kind: null, state: null, after: null, limit: 10 } as const;
      return [...(await door.shareChangeSets({ ctx: as, input }))];
    },
  },
  listSyncLog: {
    ask: (as) => door.listSyncLog({ ctx: as, input: page }),
    nonsense: (as) => door.listSyncLog({ ctx: as, input: none }),
  },
  notePolicyEdit: { ask: (as) => door.notePolicyEdit({ ctx: as }) },
  listCallsWithoutProperty: {
    ask: (as) => door.listCallsWithoutProperty({ ctx: as, input: { changeSetId, since: new Date(saidAt) } }),
  },
  listMisplaced: { ask: (as) => door.listMisplaced({ ctx: as, input: { callId: 'call_1' } }) },
  listMisplacedCalls: {
    ask: (as) => door.listMisplacedCalls({ ctx: as, input: { since: saidAt.slice(0, 10), limit: 10 } }),
  },
  listWrittenActivities: { ask: (as) => door.listWrittenActivities({ ctx: as, input: { callId: 'call_1' } }) },
  listWaitingChanges: { ask: (as) => door.listWaitingChanges({ ctx: as, input: { limit: 10 } }) },
  previewChanges: {
    ask: (as) => door.previewChanges({ ctx: as, input: { saidAt, tainted: false, drafts: [] } }),
    nonsense: (as) => door.previewChanges({ ctx: as, input: { saidAt: 'then', tainted: false, drafts: [] } }),
  },
  proposeChangeSet: {
    ask: (as) => door.proposeChangeSet({ ctx: as, input: { ...set, drafts: [] } }),
    nonsense: (as) => door.proposeChangeSet({ ctx: as, input: { ...set, title: '', drafts: [] } }),
  },
  proposeDuplicate: {
    ask: (as) => door.proposeDuplicate({ ctx: as, input: { reference: 'dup_1', keep: null } }),
    nonsense: (as) => door.proposeDuplicate({ ctx: as, input: { reference: '', keep: null } }),
  },
  proposeSetup: { ask: (as) => door.proposeSetup({ ctx: as }) },
  recheckDeal: {
    ask: (as) => door.recheckDeal({ ctx: as, input: { recordId, properties: ['closedate'] } }),
    nonsense: (as) => door.recheckDeal({ ctx: as, input: { recordId, properties: [] } }),
  },
  rejectDuplicate: {
    ask: (as) => door.rejectDuplicate({ ctx: as, input: { reference: 'dup_1', reason: null } }),
    nonsense: (as) => door.rejectDuplicate({ ctx: as, input: { reference: '', reason: null } }),
  },
  settleMerge: {
    ask: (as) => door.settleMerge({ ctx: as, input: { changeSetId } }),
    nonsense: (as) => door.settleMerge({ ctx: as, input: { changeSetId: '' } }),
  },
  setPolicy: {
    ask: (as) => door.setPolicy({ ctx: as, input: { text: draft, replaces: ['0'.repeat(64)] } }),
    nonsense: (as) => door.setPolicy({ ctx: as, input: { text: 'rules: 7', replaces: [] } }),
  },
  tryPolicy: {
    ask: (as) => door.tryPolicy({ ctx: as, input: { text: 'version: 1\nrules: []', name: 'a draft', days: 30 } }),
    nonsense: (as) => door.tryPolicy({ ctx: as, input: { text: 'rules: 7', name: 'a draft', days: 30 } }),
  },
  undoByReference: {
    ask: (as) => door.undoByReference({ ctx: as, input: { reference: changeSetId } }),
    nonsense: (as) => door.undoByReference({ ctx: as, input: { day: 'yesterday' } }),
  },
  undoChanges: {
    ask: (as) => door.undoChanges({ ctx: as, input: { changeSetId } }),
    nonsense: (as) => door.undoChanges({ ctx: as, input: { rule: '' } }),
  },
  withdrawMerges: { ask: (as) => door.withdrawMerges({ ctx: as }) },
};

describe('every verb of change sets', () => {
  const notVerbs = [
    'findCompetitorField',
    'moneyText',
    'namedProperties',
    'openPolicyFiles',
    'planActivityTies',
    'planCallChanges',
    'readPolicy',
    'seenChange',
  ];
  test('is refused to whoever has no right to it', () => assertAllRefused({ door, notVerbs, cases, ctx }));

  test('names what is wrong with input that makes no sense', () => assertNonsenseIsNamed({ cases, ctx }));

  test('lets nothing of another workspace be seen', async () => {
    const elsewhere = { ...ctx, workspaceId: await suite.createWorkspace() };
    await assertNothingSeen({ cases, elsewhere, secrets: [changeId, changeSetId, recordId, '2026-10-30'] });
  });
});
