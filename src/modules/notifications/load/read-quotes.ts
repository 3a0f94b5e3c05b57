import type { Evidence, Transcript } from '#contracts';
import { createDocument } from '#modules/analysis';
import { callPage, getTranscript, playerAddressOf } from '#modules/calls';
import type { ConnectedContext } from '#platform/context';
import { SophiaError } from '#platform/errors';
import type { QuoteView } from '../views.ts';

/** What is known of a quote: the turn at least; place and side where its keeper has them. */
type Quoted = Pick<Evidence, 'quote' | 'turn' | 'speaker' | 'startMs'> & Partial<Pick<Evidence, 'start' | 'side'>>;

/** The proof of one call as people read it. */
export type QuoteOf = (evidence: Quoted) => QuoteView;

const sideWords = { internal: ' (ours)', external: ' (theirs)', unknown: '' } as const;

/** Reads a call once, to show its quotes in their whole sentences, with where each is heard and read. */
export async function readQuotes({
  ctx,
  callId,
  baseUrl,
}: {
  ctx: ConnectedContext;
  callId: string;
  baseUrl: string;
}): Promise<QuoteOf> {
  const transcript = await transcriptOf({ ctx, callId });
  const address = await playerAddressOf({ ctx, callId });
  return (evidence) => ({
    text: sentenceOf({ evidence, transcript }),
    speaker: `${evidence.speaker}${sideWords[evidence.side ?? 'unknown']}`,
    address: evidence.startMs === null ? null : address(evidence.startMs),
    turnAddress: `${baseUrl}${callPage({ ctx, callId, turn: evidence.turn })}`,
  });
}

async function transcriptOf({ ctx, callId }: { ctx: ConnectedContext; callId: string }): Promise<Transcript | null> {
  try {
    return (await getTranscript({ ctx, input: { callId, version: null } })).transcript;
  } catch (error) {
    if (error instanceof SophiaError && error.code === 'call.not-found') return null;
    throw error;
  }
}

const longestBesideQuote = 200;

/** The whole sentences that a quote stands in, bounded on both sides; the quote alone where the call has changed since. */
function sentenceOf({ evidence, transcript }: { evidence: Quoted; transcript: Transcript | null }): string {
  const { quote } = evidence;
  const turn = transcript?.turns.find((one) => one.turn === evidence.turn);
  if (transcript === null || turn === undefined) return quote;
  const start = evidence.start ?? turn.text.indexOf(quote);
  const end = start + quote.length;
  if (start < 0 || turn.text.slice(start, end) !== quote) return quote;
  const { sentences } = createDocument({ transcript: { ...transcript, turns: [turn] } });
  const around = sentences.filter((sentence) => sentence.start < end && sentence.end > start);
  const from = Math.min(start, around[0]?.start ?? start);
  const to = Math.max(end, around.at(-1)?.end ?? end);
  const before = turn.text.slice(from, start);
  const after = turn.text.slice(end, to);
  // A cut word goes whole.
  const head = before.length > longestBesideQuote ? before.slice(-longestBesideQuote).replace(/^\S*\s+/, '… ') : before;
  const tail = after.length > longestBesideQuote ? after.slice(0, longestBesideQuote).replace(/\s+\S*$/, ' …') : after;
  return `${head}${quote}${tail}`;
}
