import { type ChangeSet, type CrmOwner, type CrmPropertyChange, wordsOfAnotherCall } from '#contracts';
import { isAllowed } from '#modules/access';
import { listChangeSets } from '#modules/changesets';
import { listCommitments, type TrackedCommitment } from '#modules/commitments';
import { listContradictions } from '#modules/contradictions';
import {
  type CrmRecordRow,
  describeCrm,
  getDealOverview,
  listLineItems,
  listPropertyChanges,
  readValueWords,
  type ValueWords,
} from '#modules/crm';
import { listCallsOfRecord } from '#modules/matching';
import type { DealPage } from '#modules/reports';
import { listWarnings, warningNames } from '#modules/warnings';
import type { WorkContext } from '#workflows';
import { wordChangeSets } from '../word-change-sets.ts';
import { proofsOf } from './proofs-of.ts';
import { readFields } from './read-fields.ts';

const most = 50;

type Deal = Omit<DealPage, 'workspaceName' | 'viewer' | 'workspaceId' | 'tab'>;

/** What the page of a deal shows, of what whoever asks sees; what is proposed only for whoever may read that. */
export async function readDeal({ ctx, recordId }: { ctx: WorkContext; recordId: string }): Promise<Deal> {
  const overview = await getDealOverview({ ctx, input: { recordId } });
  const { deal, company, contacts, owner, pipeline } = overview;
  const words = await readValueWords(ctx);
  const { owners } = await describeCrm({ ctx, input: { objectType: 'deal' } });
  function nameSetter(change: CrmPropertyChange): string {
    return setterOf({ change, owners });
  }
  function valueOf(property: string, value: string | null): string | null {
    return words.value({ objectType: 'deal', property, record: deal, value });
  }
  const changeSets = await readChangeSets({ ctx, externalId: deal.externalId });
  const { changes } = await listPropertyChanges({ ctx, input: { recordId, properties: null, limit: most } });
  const { calls } = await listCallsOfRecord({ ctx, input: { recordId, limit: most } });
  const { crm } = ctx.connections;
  const facts: readonly (readonly [string, string | null | undefined])[] = [
    ['Account', company?.name],
    ['Owner', owner?.name],
    ['Pipeline', pipeline?.label],
    ['Stage', valueOf('dealstage', deal.properties['dealstage'] ?? null)],
    ['Amount', valueOf('amount', deal.properties['amount'] ?? null)],
    ['Closes', valueOf('closedate', deal.properties['closedate'] ?? null)],
  ];
  return {
    recordId,
    name: deal.name ?? 'A deal without a name',
    facts: facts.flatMap(([name, value]) => (value === null || value === undefined ? [] : [{ name, value }])),
    address: crm.state === 'on' ? crm.client.recordAddress(deal) : null,
    fields: await readFields({ ctx, overview, changeSets: changeSets ?? [], valueOf, nameSetter }),
    waiting: changeSets === null ? null : await wordChangeSets({ ctx, changeSets: changeSets.filter(hasOpen) }),
    ...(await readSignals({ ctx, recordId, words: { field: words.field, valueOf } })),
    lineItems: await readLineItems({ ctx, deal, words }),
    people: contacts.map(({ name, email, properties }) => ({
      name: name ?? email ?? 'Somebody without a name',
      role: properties['jobtitle'] ?? null,
      email: name === null ? null : email,
    })),
    calls: calls.map(({ callId, title, date }) => ({ callId, title, date })),
    history: changes.map((change) => ({
      label: words.field({ objectType: 'deal', property: change.property }),
      value: valueOf(change.property, change.value),
      who: nameSetter(change),
      at: change.at,
    })),
  };
}

/** Sums in the currency of the item, or of its deal. */
async function readLineItems({
  ctx,
  deal,
  words,
}: {
  ctx: WorkContext;
  deal: CrmRecordRow;
  words: ValueWords;
}): Promise<Deal['lineItems']> {
  const { lineItems } = await listLineItems({ ctx, input: { recordId: deal.recordId } });
  return lineItems.map(({ name, externalId, quantity, price, amount, currency }) => {
    const properties = currency === null ? deal.properties : { ...deal.properties, deal_currency_code: currency };
    function sumOf(value: string | null): string | null {
      return words.value({ objectType: 'deal', property: 'amount', record: { ...deal, properties }, value });
    }
    return { name: name ?? `Line item ${externalId}`, quantity, price: sumOf(price), amount: sumOf(amount) };
  });
}

function hasOpen({ changes }: ChangeSet): boolean {
  return changes.some(({ state }) => state === 'waiting' || state === 'suggested');
}

async function readChangeSets({
  ctx,
  externalId,
}: {
  ctx: WorkContext;
  externalId: string;
}): Promise<ChangeSet[] | null> {
  if (!isAllowed({ ctx, action: 'change_set.read' })) return null;
  const target = { objectType: 'deal', externalId };
  const { changeSets } = await listChangeSets({ ctx, input: { target, limit: most, beforeId: null } });
  return changeSets.map((set) => ({
    ...set,
    changes: set.changes.filter(
      (change) => change.target?.objectType === 'deal' && change.target.externalId === externalId,
    ),
  }));
}

async function readSignals({
  ctx,
  recordId,
  words,
}: {
  ctx: WorkContext;
  recordId: string;
  words: {
    field(place: { objectType: string; property: string }): string;
    valueOf(property: string, value: string | null): string | null;
  };
}): Promise<Pick<Deal, 'warnings' | 'contradictions' | 'promises'>> {
  const { warnings } = await listWarnings({ ctx, input: { recordId, kind: null, standing: true, limit: most } });
  const { contradictions } = await listContradictions({ ctx, input: { state: 'open', recordId, limit: most } });
  const { commitments } = await listCommitments({
    ctx,
    input: { state: null, dealRecordId: recordId, dueBy: null, limit: most },
  });
  return {
    warnings: warnings.map(({ kind, explanation, raisedAt }) => ({
      title: warningNames[kind],
      text: explanation,
      since: raisedAt,
    })),
    contradictions: contradictions.map(({ property, crmValue, crmValueKept, saidValue, evidence }) => ({
      title: words.field({ objectType: 'deal', property }),
      text: `The CRM has ${crmValueKept ? wordsOfAnotherCall : (words.valueOf(property, crmValue) ?? 'nothing')}; said was ${words.valueOf(property, saidValue) ?? saidValue}.`,
      proofs: proofsOf(evidence),
    })),
    promises: commitments.map(({ owner, text, dueDate, state, settledBy, callId, evidence }) => ({
      title: `${owner}${dueDate === null ? '' : `, by ${dueDate}`}`,
      text,
      state,
      settled: settledBy === null ? null : settledInWords(settledBy),
      proofs: proofsOf([{ callId, evidence }]),
    })),
  };
}

/** What, or who, has settled a promise. */
function settledInWords(settledBy: NonNullable<TrackedCommitment['settledBy']>): string {
  switch (settledBy.by) {
    case 'call':
      return `a later call, “${settledBy.evidence.quote}” (${settledBy.evidence.speaker})`;
    case 'meeting':
      return 'the meeting took place';
    case 'activity': {
      const subject = settledBy.subject === null ? '' : ` “${settledBy.subject}”`;
      return `${settledBy.kind === 'email' ? 'e-mail' : settledBy.kind}${subject} in the CRM, ${settledBy.at.slice(0, 10)}`;
    }
    case 'person':
      return `so ${settledBy.name} said${settledBy.reason === null ? '' : `: ${settledBy.reason}`}`;
  }
}

const setters = {
  person: 'a person',
  import: 'an import',
  automation: 'an automation of the CRM',
  integration: 'an integration',
  sophia: 'Sophia',
  other: 'something that the CRM does not name',
} as const satisfies Record<CrmPropertyChange['source'], string>;

/** A person by name where the CRM says who it was. */
function setterOf({ change, owners }: { change: CrmPropertyChange; owners: readonly CrmOwner[] }): string {
  const { source, userId } = change;
  const person = userId === null ? undefined : owners.find((one) => one.userId === userId);
  return source === 'person' && person !== undefined ? person.name : setters[source];
}
