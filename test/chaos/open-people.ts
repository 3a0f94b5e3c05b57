import { z } from 'zod';
import type { Random } from '../../simulators/world/base/random.ts';
import { type Chat, type Portal, portalType, readChat, readPortal } from './read-vendors.ts';
import type { StormVendors } from './storm-vendors.ts';

/** What somebody did, and whether Sophia has said that she knows of it. */
export interface Deed {
  readonly kind: 'approve' | 'edit' | 'reject' | 'undo' | 'change by hand' | 'delete by hand';
  /** The change that it is about; null for what is done in HubSpot. */
  readonly changeId: string | null;
  /** By the key of the world; `operator` through the API. */
  readonly who: string;
  readonly acknowledged: boolean;
}

/** Those who work with Sophia while the storm blows: they decide, change their minds, and edit HubSpot by hand. */
export interface People {
  /** So many things, one after the other. What Sophia does not answer they do again some other time. */
  act(count: number): Promise<void>;
  /** Decides everything that waits and can be decided, and takes back a part of what was written. Returns how much was done. */
  tidyUp(): Promise<number>;
  /** Notes what could not be decided at the last tidying up, though Sophia has been given time for it. */
  noteHelpless(): void;
  readonly deeds: readonly Deed[];
  /** The changes that have waited for a word and of which no card has asked. */
  unasked(): readonly string[];
}

interface Parts {
  readonly vendors: StormVendors;
  /** Where Sophia answers. */
  readonly address: string;
  readonly random: Random;
  /** How many records may be deleted by hand. */
  readonly deletions: number;
  readonly deeds: Deed[];
  /** What nobody could decide on at the last tidying up, and why not. */
  readonly hindered: Map<string, Exclude<Hindrance, null>>;
  /** How often that was so once Sophia had had time, for want of a card or of its owner in Slack. */
  readonly helpless: Map<string, { times: number; hasCard: boolean }>;
}

const mostTries = 3;
const patienceMs = 30_000;

const Listed = z.object({
  changeSets: z.array(
    z.object({
      changes: z.array(
        z.object({
          changeId: z.string(),
          state: z.string(),
          target: z.object({ objectType: z.string(), externalId: z.string() }).nullable(),
          action: z.looseObject({ type: z.string(), property: z.string().optional() }),
        }),
      ),
    }),
  ),
});
type ListedChange = z.infer<typeof Listed>['changeSets'][number]['changes'][number];

export function openPeople(given: Omit<Parts, 'deeds' | 'helpless' | 'hindered'>): People {
  const parts: Parts = { ...given, deeds: [], helpless: new Map(), hindered: new Map() };
  return {
    deeds: parts.deeds,
    act: async (count) => {
      for (let done = 0; done < count; done += 1) await actOnce(parts);
    },
    tidyUp: () => tidyUp(parts),
    noteHelpless: () => noteHelpless(parts),
    unasked: () =>
      [...parts.helpless].flatMap(([changeId, { times, hasCard }]) =>
        times >= mostTries && !hasCard ? [changeId] : [],
      ),
  };
}

async function actOnce(parts: Parts): Promise<void> {
  const { random } = parts;
  const what = random.fraction();
  if (what < 0.5) {
    const [change] = random.shuffle(await listChanges(parts, 'waiting'));
    if (change === undefined) return;
    if (random.chance(0.25)) await editByHand(parts, change);
    await decide(parts, { change, isRight: random.chance(0.9) });
  } else if (what < 0.75) {
    const known = [...(await listChanges(parts, 'waiting')), ...(await listChanges(parts, 'applied'))];
    const [change] = random.shuffle(known.filter(({ action }) => action.type === 'set_property'));
    if (change !== undefined) await editByHand(parts, change);
  } else if (what < 0.95) {
    const [change] = random.shuffle(await listChanges(parts, 'applied'));
    if (change !== undefined) await undo(parts, change);
  } else await deleteByHand(parts);
}

async function tidyUp(parts: Parts): Promise<number> {
  const waiting = await listChanges(parts, 'waiting');
  parts.hindered.clear();
  for (const change of waiting) {
    const tried = parts.deeds.filter(({ changeId }) => changeId === change.changeId).length;
    const failed = parts.helpless.get(change.changeId)?.times ?? 0;
    if (tried + failed >= mostTries) await decideAsOperator(parts, change);
    else {
      const hindrance = await decide(parts, { change, isRight: true });
      if (hindrance !== null) parts.hindered.set(change.changeId, hindrance);
    }
  }
  const isFirst = !parts.deeds.some(({ kind, acknowledged }) => kind === 'undo' && acknowledged);
  const applied = isFirst ? parts.random.shuffle(await listChanges(parts, 'applied')) : [];
  const regretted = applied.slice(0, Math.ceil(applied.length / 20));
  for (const change of regretted) await undo(parts, change);
  return waiting.length - parts.hindered.size + regretted.length;
}

/** Nothing where Sophia does not answer: then nobody knows of anything to decide. */
async function listChanges({ address }: Parts, state: string): Promise<ListedChange[]> {
  try {
    const url = `${address}/api/v1/changes?limit=500&state=${state}`;
    const answer = await fetch(url, { signal: AbortSignal.timeout(patienceMs) });
    if (!answer.ok) return [];
    const { changeSets } = Listed.parse(await answer.json());
    return changeSets.flatMap(({ changes }) => changes.filter((change) => change.state === state));
  } catch {
    return [];
  }
}

/** By the card in Slack, where there is one: yes, yes with another value, or no; the one it is up to, or somebody else. */
async function decide(
  parts: Parts,
  { change, isRight }: { change: ListedChange; isRight: boolean },
): Promise<Hindrance> {
  const { random, vendors } = parts;
  const chat = await readChat(vendors);
  const portal = await readPortal(vendors);
  const owner = ownerOf(portal, change);
  const members = portal.owners.map(({ employeeKey }) => employeeKey);
  const who = isRight && owner !== null ? owner : random.pick(members);
  const mayEdit = change.action.type === 'set_property';
  const drawn = random.fraction();
  const kind = drawn < 0.6 ? 'approve' : drawn < 0.8 && mayEdit ? 'edit' : 'reject';
  const actionId = `change.${kind}`;
  const card = chat.messages.find(({ blocks }) => hasButton(blocks, { actionId, value: change.changeId }));
  const user = chat.users.find(({ employeeKey }) => employeeKey === who);
  if (card === undefined) return 'no card';
  if (user === undefined) return 'nobody in Slack';
  const place = { userId: user.id, channel: card.channelId, ts: card.ts, blockId: `change:${change.changeId}` };
  let acknowledged = await tell(parts, { path: 'press', body: { ...place, actionId } });
  if (acknowledged && kind !== 'approve') {
    const answer = kind === 'edit' ? valueFor(parts, change) : 'Not so, says the storm.';
    acknowledged = await tell(parts, { path: 'submit-view', body: { userId: user.id, values: { answer } } });
  }
  parts.deeds.push({ kind, changeId: change.changeId, who, acknowledged });
  if (random.chance(0.2)) await tell(parts, { path: 'press', body: { ...place, actionId: 'change.approve' } });
  return null;
}

/** Why somebody could not even press a button. */
type Hindrance = 'no card' | 'nobody in Slack' | null;

function noteHelpless({ hindered, helpless }: Parts): void {
  for (const [changeId, hindrance] of hindered) {
    const times = (helpless.get(changeId)?.times ?? 0) + 1;
    helpless.set(changeId, { times, hasCard: hindrance !== 'no card' });
  }
}

async function decideAsOperator(parts: Parts, { changeId }: ListedChange): Promise<void> {
  const body = JSON.stringify({ decision: 'approve' });
  const headers = { 'content-type': 'application/json' };
  try {
    const url = `${parts.address}/api/v1/changes/${changeId}/decision`;
    const signal = AbortSignal.timeout(patienceMs);
    const answer = await fetch(url, { method: 'POST', headers, body, signal });
    parts.deeds.push({ kind: 'approve', changeId, who: 'operator', acknowledged: answer.ok });
  } catch {
    parts.deeds.push({ kind: 'approve', changeId, who: 'operator', acknowledged: false });
  }
}

async function undo(parts: Parts, change: ListedChange): Promise<void> {
  const who = ownerOf(await readPortal(parts.vendors), change);
  if (who === null) return;
  const body = { employeeKey: who, command: '/sophia', text: `undo ${change.changeId}` };
  const acknowledged = await tell(parts, { path: 'command', body });
  parts.deeds.push({ kind: 'undo', changeId: change.changeId, who, acknowledged });
}

/** Every second time without an event. */
async function editByHand(parts: Parts, change: ListedChange): Promise<void> {
  const { target, action } = change;
  if (target === null || action.property === undefined) return;
  const who = ownerOf(await readPortal(parts.vendors), change);
  const place = { objectType: portalType(target.objectType), id: target.externalId, property: action.property };
  const body = { ...place, value: valueFor(parts, change), employeeKey: who, silent: parts.random.chance(0.5) };
  await tell(parts, { vendor: 'hubspot', path: 'changes', body });
  parts.deeds.push({ kind: 'change by hand', changeId: null, who: who ?? 'somebody', acknowledged: true });
}

/** A contact is gone from one moment to the next, and HubSpot tells nobody. */
async function deleteByHand(parts: Parts): Promise<void> {
  const { deeds, deletions, random, vendors } = parts;
  if (deeds.filter(({ kind }) => kind === 'delete by hand').length >= deletions) return;
  const { records } = await readPortal(vendors);
  const [contact] = random.shuffle(Object.values(records['contacts'] ?? {}));
  if (contact === undefined) return;
  await tell(parts, { vendor: 'hubspot', path: 'vanish', body: { objectType: 'contacts', id: contact.id } });
  deeds.push({ kind: 'delete by hand', changeId: null, who: 'somebody', acknowledged: true });
}

const Answered = z.looseObject({ acknowledged: z.boolean().optional(), isOpen: z.boolean().optional() });

/** Whether it was taken: what cannot be done just now (a button that is gone, a form that did not open) was not. */
async function tell(
  { vendors }: Parts,
  { vendor = 'slack', path, body }: { vendor?: 'hubspot' | 'slack'; path: string; body: unknown },
): Promise<boolean> {
  try {
    const { acknowledged, isOpen } = Answered.parse(await vendors.control({ vendor, path, body }));
    return acknowledged === true && isOpen !== true;
  } catch {
    return false;
  }
}

function hasButton(blocks: Chat['messages'][number]['blocks'], button: { actionId: string; value: string }): boolean {
  const text = JSON.stringify(blocks ?? []);
  return text.includes(`"${button.value}"`) && text.includes(`"${button.actionId}"`);
}

function ownerOf(portal: Portal, { target }: ListedChange): string | null {
  if (target === null) return null;
  const record = portal.records[portalType(target.objectType)]?.[target.externalId];
  const ownerId = record?.versions['hubspot_owner_id']?.at(-1)?.value;
  return portal.owners.find(({ id }) => id === ownerId)?.employeeKey ?? null;
}

function valueFor({ random }: Parts, { action }: ListedChange): string {
  const number = random.integer(1, 9999);
  if (action.property === 'amount') return String(10_000 + number);
  if (action.property === 'closedate' || action.property === 'last_call_date') {
    return `2027-0${random.integer(1, 9)}-1${random.integer(0, 9)}`;
  }
  return action.property === 'dealstage' ? 'closedlost' : `By hand, number ${number}.`;
}
