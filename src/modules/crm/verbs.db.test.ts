import { describe, test } from 'node:test';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { assertAllRefused, assertNonsenseIsNamed, assertNothingSeen, type VerbCase } from '#test/verb-cases';
import * as door from './index.ts';

const suite = await databaseForSuite();
const world = await createChangeWorld(suite);
const { ctx } = world;
type Ctx = typeof ctx;
const recordId = `${ctx.workspaceId}-deal-501`;
const contactId = `${ctx.workspaceId}-contact-301`;
const duplicateId = ctx.ids.create('duplicate');
await ctx.db.insert(door.crmDuplicates).values({
  id: duplicateId,
  workspaceId: ctx.workspaceId,
  objectType: 'contact',
  keptRecordId: contactId,
  otherRecordId: contactId,
  evidence: [],
  confidence: 0.9,
  state: 'found',
  foundAt: ctx.clock.now(),
});
const page = { limit: 10, cursor: null };
const none = { limit: 0, cursor: null };

const cases: Readonly<Record<string, VerbCase<Ctx>>> = {
  dismissDuplicate: {
    ask: (as) => door.dismissDuplicate({ ctx: as, input: { duplicateId, reason: null } }),
    nonsense: (as) => door.dismissDuplicate({ ctx: as, input: { duplicateId, reason: '' } }),
  },
  findDuplicate: {
    ask: (as) => door.findDuplicate({ ctx: as, input: { reference: duplicateId } }),
    nonsense: (as) => door.findDuplicate({ ctx: as, input: { reference: '' } }),
  },
  findDuplicates: { ask: (as) => door.findDuplicates({ ctx: as, input: { objectType: 'contact' } }) },
  listDuplicates: {
    ask: (as) => door.listDuplicates({ ctx: as, input: { objectType: null, state: null, limit: 10 } }),
    nonsense: (as) => door.listDuplicates({ ctx: as, input: { objectType: null, state: null, limit: 0 } }),
  },
  settleDuplicate: {
    ask: (as) => door.settleDuplicate({ ctx: as, input: { duplicateId, state: 'found', changeSetId: null } }),
    nonsense: (as) => door.settleDuplicate({ ctx: as, input: { duplicateId, state: 'found', changeSetId: '' } }),
  },
  findCompaniesByDomain: {
    ask: (as) => door.findCompaniesByDomain({ ctx: as, input: { domains: ['larkspur.example'] } }),
    nonsense: (as) => door.findCompaniesByDomain({ ctx: as, input: { domains: Array<string>(501).fill('a.example') } }),
  },
  findCompaniesNamed: {
    ask: (as) => door.findCompaniesNamed({ ctx: as, input: { text: 'Pricing with Larkspur Hill' } }),
    nonsense: (as) => door.findCompaniesNamed({ ctx: as, input: { text: 'a'.repeat(1001) } }),
  },
  findContactsByEmail: {
    ask: (as) => door.findContactsByEmail({ ctx: as, input: { emails: ['sam@larkspur.example'] } }),
    nonsense: (as) => door.findContactsByEmail({ ctx: as, input: { emails: Array<string>(501).fill('a@b.example') } }),
  },
  findRecord: {
    ask: (as) => door.findRecord({ ctx: as, input: { objectType: 'deal', externalId: '501' } }),
    nonsense: (as) => door.findRecord({ ctx: as, input: { objectType: 'deal', externalId: ' ' } }),
  },
  getDealOverview: {
    ask: (as) => door.getDealOverview({ ctx: as, input: { recordId } }),
    nonsense: (as) => door.getDealOverview({ ctx: as, input: { recordId: '' } }),
  },
  getRecord: {
    ask: (as) => door.getRecord({ ctx: as, input: { recordId } }),
    nonsense: (as) => door.getRecord({ ctx: as, input: { recordId: '' } }),
  },
  lastChangeOf: {
    ask: (as) => door.lastChangeOf({ ctx: as, input: { recordId, property: 'amount' } }),
    nonsense: (as) => door.lastChangeOf({ ctx: as, input: { recordId, property: '' } }),
  },
  listLastChanges: {
    ask: (as) => door.listLastChanges({ ctx: as, input: { recordIds: [recordId], properties: ['amount'] } }),
    nonsense: (as) => door.listLastChanges({ ctx: as, input: { recordIds: [''], properties: ['amount'] } }),
  },
  listActivitiesOf: {
    ask: async (as) => [...(await door.listActivitiesOf({ ctx: as, input: { recordIds: [recordId] } }))],
    nonsense: (as) => door.listActivitiesOf({ ctx: as, input: { recordIds: [''] } }),
  },
  listAssociated: {
    ask: (as) => door.listAssociated({ ctx: as, input: { recordId, toType: 'contact' } }),
    nonsense: (as) => door.listAssociated({ ctx: as, input: { recordId: '', toType: 'contact' } }),
  },
  listAssociatedOf: {
    ask: async (as) => {
      const input = { recordIds: [recordId], toTypes: ['contact', 'company'] } as const;
      return [...(await door.listAssociatedOf({ ctx: as, input }))];
    },
  },
  describeCrm: { ask: (as) => door.describeCrm({ ctx: as, input: { objectType: null } }) },
  listDefinitions: { ask: (as) => door.listDefinitions({ ctx: as, input: { kind: 'property', scope: null } }) },
  listPropertyChanges: {
    ask: (as) => door.listPropertyChanges({ ctx: as, input: { recordId, properties: null, limit: 10 } }),
    nonsense: (as) => door.listPropertyChanges({ ctx: as, input: { recordId, properties: null, limit: 0 } }),
  },
  listPropertyChangesOf: {
    ask: async (as) => {
      const input = { recordIds: [recordId], limit: 10 };
      return [...(await door.listPropertyChangesOf({ ctx: as, input }))];
    },
    nonsense: (as) => door.listPropertyChangesOf({ ctx: as, input: { recordIds: [''], limit: 10 } }),
  },
  listRecords: {
    ask: (as) => door.listRecords({ ctx: as, input: { objectType: 'deal', ...page } }),
    nonsense: (as) => door.listRecords({ ctx: as, input: { objectType: 'deal', ...none } }),
  },
  countRecords: {
    ask: (as) => door.countRecords({ ctx: as, input: { objectType: 'deal' } }),
    nonsense: (as) => door.countRecords({ ctx: as, input: { objectType: 'deal', text: ' ' } }),
  },
  listRecordsById: {
    ask: async (as) => [...(await door.listRecordsById({ ctx: as, input: { recordIds: [recordId] } }))],
  },
  shareAssociated: {
    ask: async (as) => {
      const input = { recordIds: [recordId], toType: 'contact', after: null, limit: 10 } as const;
      return [...(await door.shareAssociated({ ctx: as, input }))];
    },
  },
  listUpcomingMeetings: {
    ask: (as) => door.listUpcomingMeetings({ ctx: as, input: { withinMinutes: 60, limit: 10 } }),
    nonsense: (as) => door.listUpcomingMeetings({ ctx: as, input: { withinMinutes: 60, limit: 0 } }),
  },
  resolveAccount: {
    ask: (as) => door.resolveAccount({ ctx: as, input: { text: 'Larkspur' } }),
    nonsense: (as) => door.resolveAccount({ ctx: as, input: { text: ' ' } }),
  },
  resolveRecord: {
    ask: (as) => door.resolveRecord({ ctx: as, input: { objectType: 'deal', text: 'Larkspur' } }),
    nonsense: (as) => door.resolveRecord({ ctx: as, input: { objectType: 'deal', text: ' ' } }),
  },
  refreshRecords: {
    ask: (as) => door.refreshRecords({ ctx: as, input: { objectType: 'deal', externalIds: [] } }),
    nonsense: (as) => door.refreshRecords({ ctx: as, input: { objectType: 'deal', externalIds: [''] } }),
  },
  readValueWords: { ask: (as) => door.readValueWords(as) },
  syncActivities: { ask: (as) => door.syncActivities({ ctx: as }) },
  syncMeetings: { ask: (as) => door.syncMeetings({ ctx: as }) },
  syncDetailsPage: {
    ask: (as) => door.syncDetailsPage({ ctx: as, input: { objectType: 'line_item', mode: 'incremental' } }),
  },
  emailsReadSince: { ask: (as) => door.emailsReadSince({ ctx: as, input: { source: 'hubspot' } }) },
  describeEmails: { ask: (as) => door.describeEmails({ ctx: as, input: { emailIds: ['eml_1'] } }) },
  listEmailsToNote: { ask: (as) => door.listEmailsToNote({ ctx: as, input: { limit: 10 } }) },
  markEmailsNoted: { ask: (as) => door.markEmailsNoted({ ctx: as, input: { emailIds: ['eml_1'] } }) },
  listLineItems: { ask: (as) => door.listLineItems({ ctx: as, input: { recordId: 'rec_1' } }) },
  syncNotesPage: { ask: (as) => door.syncNotesPage({ ctx: as, input: { mode: 'incremental' } }) },
  listNoteTies: { ask: (as) => door.listNoteTies({ ctx: as, input: { noteIds: ['nte_1'] } }) },
  syncDefinitions: { ask: (as) => door.syncDefinitions({ ctx: as }) },
  syncRecords: {
    ask: (as) => door.syncRecords({ ctx: as, input: { objectType: 'deal', mode: 'sweep' } }),
    nonsense: (as) => door.syncRecords({ ctx: as, input: { objectType: 'deal', mode: 'sweep', properties: [''] } }),
  },
  syncRecordsPage: {
    ask: (as) => door.syncRecordsPage({ ctx: as, input: { objectType: 'deal', mode: 'sweep' } }),
    nonsense: (as) => door.syncRecordsPage({ ctx: as, input: { objectType: 'deal', mode: 'sweep', properties: [''] } }),
  },
};

const notVerbs = ['addressesOf', 'dayInWords', 'nextStepFields', 'normalizeEmail'];

describe('every verb of the mirror', () => {
  test('is refused to whoever has no right to it', () => assertAllRefused({ door, notVerbs, cases, ctx }));

  test('names what is wrong with input that makes no sense', () => assertNonsenseIsNamed({ cases, ctx }));

  test('lets nothing of another workspace be seen', async () => {
    const workspaceId = await suite.createWorkspace();
    const elsewhere = { ...ctx, workspaceId };
    await assertNothingSeen({
      cases,
      elsewhere,
      secrets: [recordId, contactId, 'Larkspur Hill', 'sam@larkspur.example'],
    });
  });
});
