import { type ChangeEvidence, wordsOfAnotherCall } from '#contracts';
import { type Contradiction, contactOfDeal, getContradiction } from '#modules/contradictions';
import { describeEmails, getRecord, readValueWords } from '#modules/crm';
import type { ConnectedContext } from '#platform/context';
import type { SubjectOfNotification } from '../notification-context.ts';
import type { ContradictionView, QuoteView } from '../views.ts';
import { sourceInWords } from './name-contradiction.ts';
import { readQuotes } from './read-quotes.ts';

/** Both sides of a contradiction: what the CRM has and who set it, what was said and by whom. */
export async function loadContradiction({
  question,
  baseUrl,
}: {
  question: SubjectOfNotification;
  baseUrl: string;
}): Promise<ContradictionView | null> {
  const { ctx, subject } = question;
  const { contradictionId } = subject;
  if (contradictionId === undefined) return null;
  const found = await getContradiction({ ctx, input: { contradictionId } });
  const { recordId, property, callId, emailId, otherValue } = found;
  const record = await getRecord({ ctx, input: { recordId } });
  const { objectType, externalId } = record;
  const words = await readValueWords(ctx);
  const place = { objectType, property, record };
  const { said, other } = sidesOf(found);
  if (said === null) return null;
  const emails = await emailAddress({ ctx, emailId });
  const { crm } = ctx.connections;
  return {
    kind: 'contradiction',
    contradictionId,
    record: record.name ?? externalId,
    recordAddress: crm.state === 'off' ? null : crm.client.recordAddress({ objectType, externalId }),
    field: property === contactOfDeal ? 'Contact of the deal' : words.field(place),
    crmValue: found.crmValueKept ? wordsOfAnotherCall : words.value({ ...place, value: found.crmValue }),
    crmSource: await sourceInWords({ ctx, recordId, property }),
    saidValue: words.value({ ...place, value: found.saidValue }) ?? found.saidValue,
    saidIn: callId === null ? 'email' : 'call',
    quote: await quoteOf({ ctx, proof: said, baseUrl, emails }),
    other:
      otherValue === null
        ? null
        : {
            value: words.value({ ...place, value: otherValue }) ?? otherValue,
            quote: other === null ? null : await quoteOf({ ctx, proof: other, baseUrl, emails: null }),
          },
    state: found.state,
    resolvedBy: found.resolvedBy,
    resolvedBecause: found.resolvedBecause,
  };
}

/** What was said last on the one side, and on the other where call and e-mail differ; null where it is not to be seen. */
function sidesOf({ evidence, callId }: Contradiction): { said: ChangeEvidence | null; other: ChangeEvidence | null } {
  const quoted = evidence.filter((proof) => proof.evidence !== null);
  const isOfCall = callId !== null;
  return {
    said: quoted.find((proof) => (proof.callId !== null) === isOfCall) ?? null,
    other: quoted.findLast((proof) => (proof.callId !== null) !== isOfCall) ?? null,
  };
}

async function quoteOf({
  ctx,
  proof,
  baseUrl,
  emails,
}: {
  ctx: ConnectedContext;
  proof: ChangeEvidence;
  baseUrl: string;
  /** Where the e-mail is read in the CRM. */
  emails: string | null;
}): Promise<QuoteView> {
  const { callId, evidence, note } = proof;
  if (evidence === null) return { text: '', speaker: '', address: null, turnAddress: null };
  if (callId !== null) return (await readQuotes({ ctx, callId, baseUrl }))(evidence);
  const speaker = note === null ? evidence.speaker : `${evidence.speaker}, ${note}`;
  return { text: evidence.quote, speaker, address: null, turnAddress: emails };
}

async function emailAddress({
  ctx,
  emailId,
}: {
  ctx: ConnectedContext;
  emailId: string | null;
}): Promise<string | null> {
  const { crm } = ctx.connections;
  if (emailId === null || crm.state === 'off') return null;
  const externalId = (await describeEmails({ ctx, input: { emailIds: [emailId] } })).get(emailId)?.externalId;
  return externalId === undefined ? null : crm.client.recordAddress({ objectType: 'email', externalId });
}
