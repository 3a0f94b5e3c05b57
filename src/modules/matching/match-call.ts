import type { SourceParty } from '#contracts';
import { authorise } from '#modules/access';
import { getCallSource, getTranscript } from '#modules/calls';
import { findPerson, identityIn } from '#modules/people';
import { audit } from '#platform/audit';
import type { Context, Verb } from '#platform/context';
import { transact } from '#platform/db';
import { scheduleWork } from '#platform/due-work';
import { publish } from '#platform/events';
import { type CallFacts, chooseDeal, type DealChoice } from './choose-deal.ts';
import { type ChosenLead, chooseLead } from './choose-lead.ts';
import { type FoundRecords, findLinks } from './find-links.ts';
import { loadDeals } from './load-deals.ts';
import { loadLeads, readsLeads } from './load-leads.ts';
import { nextTryOf } from './next-try-of.ts';
import { openMatch } from './open-match.ts';
import { partiesOf } from './parties-of.ts';
import { readMatch } from './read-match.ts';
import type { CallLink, CallMatch, DealCandidate, MatchState } from './schema.ts';
import { storeLinks } from './store-links.ts';
import { storeMatch } from './store-match.ts';

/**
 * Finds what a call is about: contacts by address, companies by domain or in the title, contacts by name within the company,
 * and the one deal that fits, or where there is none the lead of who took part. What a person has said stays. What was not
 * found is looked for again daily for seven days, a lead too, and announced (`call.matched`) where that finds more.
 */
export async function matchCall({ ctx, input }: Verb<{ callId: string }>): Promise<CallMatch> {
  authorise({ ctx, action: 'match.run', resource: { type: 'call', id: input.callId } });
  const { callId } = input;
  const known = await readMatch({ ctx, callId });
  if (known?.manual === true) return known;
  const call = await describeCall({ ctx, callId });
  const found = await findLinks({ ctx, parties: call.parties, title: call.title });
  const choice = chooseDeal({ call, deals: await loadDeals({ ctx, found }) });
  const lead = choice.outcome === 'none' ? chooseLead({ call, leads: await loadLeads({ ctx, found }) }) : null;
  const links = [...found.links, ...dealLink(choice), ...leadLink(lead)];
  const state = stateOf({ found, choice });
  const mayComeLater =
    state !== 'matched' || (choice.outcome === 'none' && lead === null && (await readsLeads({ ctx })));
  const candidates: readonly DealCandidate[] = choice.outcome === 'ambiguous' ? choice.candidates : [];
  return transact({ ctx }, async (inner) => {
    const before = await openMatch({ ctx: inner, callId });
    // Said while the rules looked.
    if (before?.manual === true) return before;
    const attempts = (before?.attempts ?? 0) + 1;
    const changed = await storeLinks({ ctx: inner, callId, links });
    const match = await storeMatch({
      ctx: inner,
      match: { callId, state, candidates, attempts, corrections: before?.corrections ?? 0, links, manual: false },
    });
    const dueAt = nextTryOf({ attempts, triedAt: inner.clock.now() });
    if (mayComeLater && dueAt !== null) {
      await scheduleWork({ ctx: inner, kind: 'match-call', subject: callId, dueAt });
    }
    if (changed) {
      await audit({
        ctx: inner,
        action: 'call.matched',
        resource: { type: 'call', id: callId },
        details: { state, attempts, records: links.map(({ recordId, method }) => ({ recordId, method })) },
      });
      if (before !== null) await publish({ ctx: inner, event: { type: 'call.matched', callId } });
    }
    return match;
  });
}

interface DescribedCall extends CallFacts {
  readonly parties: readonly SourceParty[];
}

async function describeCall({ ctx, callId }: { ctx: Context; callId: string }): Promise<DescribedCall> {
  const source = await getCallSource({ ctx, input: { callId } });
  const { transcript } = await getTranscript({ ctx, input: { callId, version: null } });
  const hostId = source?.primaryUserId ?? null;
  const host =
    source === null || hostId === null
      ? null
      : await findPerson({ ctx, input: { source: source.source, externalId: hostId } });
  return {
    title: transcript.title,
    startedAt: transcript.startedAt,
    hostOwnerId: identityIn(host, 'hubspot'),
    words: transcript.turns.map(({ text }) => text).join('\n'),
    parties: partiesOf({ source, transcript }),
  };
}

function dealLink(choice: DealChoice): CallLink[] {
  if (choice.outcome !== 'chosen') return [];
  const { deal, confidence } = choice;
  return [
    {
      objectType: 'deal',
      recordId: deal.recordId,
      name: deal.name,
      party: null,
      method: 'association',
      confidence,
      evidence: deal.because.join('; '),
    },
  ];
}

function leadLink(lead: ChosenLead | null): CallLink[] {
  if (lead === null) return [];
  const { recordId, name, confidence, because } = lead;
  const evidence = because.join('; ');
  return [{ objectType: 'lead', recordId, name, party: null, method: 'association', confidence, evidence }];
}

function stateOf({ found, choice }: { found: FoundRecords; choice: DealChoice }): MatchState {
  if (found.contacts.length === 0 && found.companies.length === 0) return 'unmatched';
  if (choice.outcome === 'ambiguous') return 'ambiguous';
  return found.contacts.length === 0 ? 'partly' : 'matched';
}
