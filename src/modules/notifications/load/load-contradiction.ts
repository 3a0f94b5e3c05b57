import { contactOfDeal, getContradiction } from '#modules/contradictions';
import { getRecord } from '#modules/crm';
import type { SubjectOfNotification } from '../notification-context.ts';
import type { ContradictionView } from '../views.ts';
import { sourceInWords } from './name-contradiction.ts';
import { readQuotes } from './read-quotes.ts';
import { readValueWords } from './read-value-words.ts';

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
  const { recordId, property, callId } = found;
  const evidence = found.evidence.find((proof) => proof.evidence !== null)?.evidence ?? null;
  if (evidence === null) return null;
  const record = await getRecord({ ctx, input: { recordId } });
  const { objectType, externalId } = record;
  const words = await readValueWords(ctx);
  const place = { objectType, property, record };
  const quotes = await readQuotes({ ctx, callId, baseUrl });
  const { crm } = ctx.connections;
  return {
    kind: 'contradiction',
    contradictionId,
    record: record.name ?? externalId,
    recordAddress: crm.state === 'off' ? null : crm.client.recordAddress({ objectType, externalId }),
    field: property === contactOfDeal ? 'Contact of the deal' : words.field(place),
    crmValue: words.value({ ...place, value: found.crmValue }),
    crmSource: await sourceInWords({ ctx, recordId, property }),
    saidValue: words.value({ ...place, value: found.saidValue }) ?? found.saidValue,
    quote: quotes(evidence),
    state: found.state,
    resolvedBy: found.resolvedBy,
    resolvedBecause: found.resolvedBecause,
  };
}
