import { password } from './access-place.ts';
import type { Known } from './arbitrary-of-schema.ts';
import type { FilledWorld } from './filled-world.ts';

type Client = ReturnType<FilledWorld['clientWith']>;
type Named = Record<string, readonly unknown[]>;

const policy = 'version: 1\nrules: []\notherwise: { verdict: ask, because: "as a test has it" }\n';
const tracker = { kind: 'keyword', name: 'Prices', phrases: ['price'], side: null };
const draft = { qualifyBy: ['spin'] };

/** What each field of a request may hold for there to be something behind it, by its name or with the operation before it. */
export async function knownSamples(world: FilledWorld): Promise<Known> {
  const { ctx, callId, changes, secret } = world;
  const client = world.clientWith(secret);
  const named: Named = {
    workspace: [ctx.workspaceId],
    ...ofCalls(world),
    ...ofChanges(world),
    ...ofSignals(world),
    ...ofSettings(world),
    ...(await ofAnswers(client, ctx.workspaceId)),
    ...(await ofWebhooks(client, ctx.workspaceId)),
    ...(await ofDocuments(client, ctx.workspaceId)),
    ...(await ofAccess(world, client)),
  };
  return { words: [callId, ...changes.slice(0, 2), 'larkspur', '501', 'amount', 'deal'], named };
}

function ofCalls({ callId, analysisId }: FilledWorld): Named {
  return {
    callId: [callId],
    call: [callId],
    analysis: [analysisId],
    before: [analysisId],
    after: [analysisId],
    'exportAuditRecords.after': [0, 1],
    place: ['0', '1', '0.0'],
    version: [1],
    deal: ['Larkspur Hill', '501'],
    account: ['Larkspur Hotels'],
    owner: ['Maya Okafor'],
    'listCalls.person': ['Ana Ruiz'],
    'getDeal.name': ['Larkspur Hill', '501'],
    'getDealAsOf.name': ['Larkspur Hill'],
    'correctMatch.body': [
      { objectType: 'deal', record: '501' },
      { objectType: 'company', record: '201' },
    ],
    'submitBatch.contentBase64': [Buffer.from('Ana: Good to speak with you.\n').toString('base64')],
    since: ['2026-09-01'],
    until: ['2026-09-14'],
    asOf: ['2026-09-13', '2026-09-14'],
    'getDealAsOf.day': ['2026-09-12'],
    'getWaterfall.since': ['2026-09-01', '2026-09-12', '2026-09-13'],
    'getWaterfall.until': ['2026-09-13'],
  };
}

function ofChanges({ changes, written }: FilledWorld): Named {
  return {
    reference: changes,
    'undoChange.reference': written,
    'undoChanges.body': [{ rule: 'no-such-rule' }, { day: '2026-09-14' }],
    'explainField.objectType': ['deal'],
    'explainField.record': ['501'],
    'explainField.property': ['amount'],
    'decideChange.body': [{ decision: 'approve' }, { decision: 'reject', reason: 'Not now.' }],
    'proposeChanges.body': [{ deal: '501' }, {}],
    'setPolicy.body': [{ text: policy }],
    'tryPolicy.body': [{ text: policy, days: 3 }],
  };
}

function ofSignals({ signals, people, identities }: FilledWorld): Named {
  return {
    commitmentId: signals.commitment,
    contradictionId: signals.contradiction,
    warningId: signals.warning,
    duplicateId: signals.duplicate,
    inboxId: signals.event,
    keep: [null],
    personId: [...people, null],
    identityId: identities,
    from: ['2026-09-01T00:00:00Z'],
    to: ['2026-09-03T00:00:00Z'],
  };
}

function ofSettings({ ctx }: FilledWorld): Named {
  const account = 'Larkspur Hotels';
  return {
    'openChannel.body': [{ account }, { account, isPrivate: true }],
    'renameChannel.body': [{ account, name: 'deal-larkspur' }],
    'closeChannel.body': [{ account }],
    'configureChannelPolicy.body': [{ channel: null, policy: { others: 'silent' } }],
    'configureNotifications.body': [{ muted: ['gap'] }],
    'retryNotifications.body': [{ notificationIds: null }],
    'setQuota.body': ['2026-Q4', '2026-11', '2026-12'].map((period) => ({ period, amount: '250000' })),
    'addTracker.body': [tracker],
    'previewTracker.body': [{ definition: tracker, calls: 5, spend: false }],
    'tryMethods.body': [draft],
    'publishMethods.body': [draft],
    'publishWarningLimits.body': [{ warningLimits: { nextStepWithinDays: 2 } }],
    'tryWarningLimits.body': [{ warningLimits: { nextStepWithinDays: 2 }, days: 2 }],
    'unmaskText.body': [{ text: `[card:${ctx.secretBox.seal('4111 1111 1111 1111')}]`, reason: 'A complaint.' }],
    competitor: ['Quillmark'],
    'search.kind': ['call', 'deal'],
    'listWarnings.kind': ['no_activity'],
  };
}

async function ofAnswers(client: Client, workspace: string): Promise<Named> {
  const answers: string[] = [];
  for (const question of ['How many deals are open?', 'How many deals are won?']) {
    answers.push((await client.askQuestion({ workspace, body: { question } })).answerId);
  }
  const batch = [{ sourceName: 'Short.txt', contentBase64: Buffer.from('Ana: Hello.\n').toString('base64') }];
  const { batchId } = await client.submitBatch({ workspace, body: { items: batch } });
  const { quotaId } = await client.setQuota({ workspace, body: { period: '2026-10', amount: '1000' } });
  return { answerId: answers, batchId: [batchId], quotaId: [quotaId] };
}

async function ofWebhooks(client: Client, workspace: string): Promise<Named> {
  const url = 'https://hooks.tidewater.example/';
  const endpoints: string[] = [];
  for (let made = 0; made < 9; made += 1) {
    endpoints.push((await client.addWebhook({ workspace, body: { url, types: ['*'] } })).endpointId);
  }
  const [first = '', ...others] = endpoints;
  const { deliveryId } = await client.testWebhook({ workspace, endpoint: first });
  return {
    endpoint: [first],
    'removeWebhook.endpoint': others,
    'addWebhook.body': [{ url, types: ['*'] }],
    delivery: [deliveryId],
  };
}

async function ofDocuments(client: Client, workspace: string): Promise<Named> {
  for (const name of ['Prices.md', 'Objections.md', 'Old.md', 'Older.md']) {
    await client.addDocument({ workspace, body: { name, text: 'What we say of prices.' } });
  }
  return { document: ['Prices.md', 'Objections.md'], 'removeDocument.document': ['Old.md', 'Older.md'] };
}

async function ofAccess(world: FilledWorld, client: Client): Promise<Named> {
  const { accounts, client: visitor } = world;
  const [first = '', second = ''] = accounts;
  const keys: string[] = [];
  for (const name of ['One', 'Two', 'Three', 'Four']) {
    keys.push((await client.createKey({ body: { kind: 'service', name, role: 'read_only' } })).keyId);
  }
  const sessions: string[] = [];
  for (let opened = 0; opened < 4; opened += 1) {
    sessions.push((await visitor.signIn({ body: { email: first, password } })).sessionId);
  }
  const team = { name: 'West', leads: [first], members: [second] };
  await client.setTeam({ body: team });
  const territory = {
    name: 'Coast',
    rules: [{ of: 'deal' as const, property: 'risk_factors', values: ['coast'] }],
    members: [first],
  };
  await client.setTerritory({ body: territory });
  const member = {
    source: 'slack' as const,
    memberId: 'U900',
    address: 'other@tidewater.example',
    because: 'Known by name.',
  };
  await client.linkChatAccount({ body: { ...member, user: first } });
  return {
    keyId: keys,
    user: accounts,
    'listSessions.user': [first],
    sessionId: sessions,
    'signIn.body': [{ email: first, password }],
    'getTeam.name': ['West'],
    'setTeam.body': [team],
    'getTerritory.name': ['Coast'],
    'setTerritory.body': [territory],
    'linkChatAccount.body': ['U901', 'U902'].map((memberId) => ({ ...member, memberId, user: first })),
    'unlinkChatAccount.memberId': ['U900', 'U901'],
    'createKey.body': [
      { kind: 'service', name: 'A program', role: 'read_only' },
      { kind: 'personal', name: 'Export', user: first },
    ],
  };
}
