import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Change, ChangeAction, CrmReference, DraftChange } from '#contracts';
import {
  type ConnectedChangeContext,
  openPolicyFiles,
  type Policy,
  type PolicyContext,
  type PolicyPlace,
  proposeChangeSet,
  readPolicy,
} from '#modules/changesets';
import type { Actor } from '#platform/context';
import { createMemoryLog } from '#platform/log';
import { definitionOf, mirrorCrm } from './crm-mirror.ts';
import type { DatabaseSuite } from './database-for-suite.ts';
import { MemoryCrm } from './memory-crm.ts';
import type { TestContext, TestContextOptions } from './test-context.ts';

export type ChangeTestContext = ConnectedChangeContext & PolicyContext & TestContext;

export interface ChangeWorld {
  readonly ctx: ChangeTestContext;
  readonly crm: MemoryCrm;
  as(actor: Actor): ChangeTestContext;
  /** Stores drafts as one set and returns its changes. */
  propose(drafts: readonly DraftChange[], options?: { key?: string; tainted?: boolean }): Promise<readonly Change[]>;
  /** The mirror follows the CRM again. */
  sync(): Promise<void>;
}

export const deal: CrmReference = { objectType: 'deal', externalId: '501' };
export const contact: CrmReference = { objectType: 'contact', externalId: '301' };

/** The owner of the deal, in the chat. */
export const dealOwner: Actor = {
  type: 'chat_user',
  source: 'slack',
  userId: 'U71',
  name: 'Maya Okafor',
  email: 'Maya@Tidewater.example',
};

export const shippedPolicy: Policy = readPolicy({
  text: readFileSync(new URL('../../data/policy.yaml', import.meta.url), 'utf8'),
  name: 'data/policy.yaml',
});

/** Sophia's own policy, and no folder that another could be written to. */
export const shippedPolicyPlace: PolicyPlace = openPolicyFiles({
  folder: join(tmpdir(), 'no-such-folder'),
  mainWorkspaceId: 'main',
  shipped: 'data/policy.yaml',
  log: createMemoryLog(),
}).of('main');

/** A deal in negotiation with a contact, values set by people, imports and Sophia, in a workspace of its own. */
export async function createChangeWorld(
  suite: DatabaseSuite,
  options: Pick<TestContextOptions, 'actor'> & { policy?: Policy; policyPlace?: PolicyPlace; dryRun?: boolean } = {},
): Promise<ChangeWorld> {
  const { policy = shippedPolicy, policyPlace = shippedPolicyPlace, dryRun = false, ...rest } = options;
  const crm = new MemoryCrm();
  fill(crm);
  const plain = suite.createContext({ workspaceId: await suite.createWorkspace(), ...rest });
  const off = { state: 'off', reason: 'Not part of this test.', action: '' } as const;
  const ctx: ChangeTestContext = {
    ...plain,
    policy,
    policyPlace,
    dryRun,
    connections: { calls: off, chat: off, crm: { state: 'on', client: crm, simulated: true } },
  };
  await mirrorCrm({ ctx, crm });
  return {
    ctx,
    crm,
    as: (actor) => ({ ...ctx, actor }),
    sync: () => mirrorCrm({ ctx, crm }),
    propose: async (drafts, { key = 'call:one:v1', tainted = false } = {}) => {
      const input = {
        kind: 'call',
        key,
        title: 'A call',
        callId: null,
        analysisId: null,
        tainted,
        drafts: [...drafts],
      } as const;
      return (await proposeChangeSet({ ctx, input: { ...input, drafts: [...drafts] } })).changes;
    },
  };
}

/** A draft with what a test does not care about filled in. */
export function draftOf(action: ChangeAction, given: Partial<DraftChange> = {}): DraftChange {
  return {
    target: deal,
    targetName: 'Larkspur Hill',
    action,
    evidence: [{ callId: 'call_1', claimId: 'claim:3', evidence: null, note: 'Said on the call.' }],
    confidence: 0.8,
    rule: 'a-rule',
    ...given,
  };
}

export function setting(property: string, value: string): DraftChange {
  return draftOf({ type: 'set_property', property, value });
}

function fill(crm: MemoryCrm): void {
  const stages = [
    { externalId: 's1', label: 'Discovery', position: 0, isClosed: false, isWon: false, probability: 0.2 },
    { externalId: 's2', label: 'Negotiation', position: 1, isClosed: false, isWon: false, probability: 0.6 },
    { externalId: 's3', label: 'Closed won', position: 2, isClosed: true, isWon: true, probability: 1 },
  ];
  crm.pipelines.push({ externalId: 'sales', label: 'Sales', stages });
  crm.owners.push(
    {
      externalId: '11',
      userId: '71',
      email: 'maya@tidewater.example',
      name: 'Maya Okafor',
      active: true,
      teams: [{ externalId: '8200001', name: 'Sales', primary: true }],
    },
    { externalId: '12', userId: '72', email: 'ben@tidewater.example', name: 'Ben Ruiz', active: false, teams: [] },
  );
  crm.definitions.push(
    definitionOf({ objectType: 'deal', name: 'next_steps' }),
    definitionOf({ objectType: 'deal', name: 'risk_factors' }),
    definitionOf({ objectType: 'deal', name: 'amount', label: 'Amount', type: 'number', isMoney: true }),
    definitionOf({ objectType: 'deal', name: 'closedate', label: 'Close date', type: 'date' }),
    definitionOf({ objectType: 'deal', name: 'dealstage', label: 'Stage', type: 'enumeration' }),
    definitionOf({
      objectType: 'contact',
      name: 'last_call_sentiment',
      label: 'Sentiment',
      type: 'enumeration',
      fieldType: 'select',
      options: ['positive', 'neutral', 'negative', 'mixed'].map((value) => ({ value, label: value })),
    }),
  );
  crm.seed(deal, {
    dealname: { value: 'Larkspur Hill', source: 'person' },
    pipeline: { value: 'sales', source: 'person' },
    dealstage: { value: 's1', source: 'person' },
    hubspot_owner_id: { value: '11', source: 'person' },
    amount: { value: '30000', source: 'person' },
    next_steps: { value: 'Send the proposal', source: 'automation' },
    risk_factors: { value: 'None so far', source: 'person' },
  });
  crm.seed(contact, { email: { value: 'sam@larkspur.example', source: 'import' } });
}
