import { AnalysisSettings, type Findings, type Transcript } from '#contracts';
import type { CrmEmail } from '#modules/crm';
import type { AnalysisContext } from '#modules/insights';
import { getWorkspace } from '#modules/workspaces';
import { findStatements } from '../statements/find-statements.ts';
import type { Statement } from '../statements/statement.ts';
import { dealNamedIn, type NamedDeal } from './deal-named-in.ts';

/** What an e-mail says of one of its deals. A statement's turn is the place of its paragraph. */
export interface SaidOfDeal {
  /** Null where it does not say of which. */
  readonly dealRecordId: string | null;
  readonly statements: readonly Statement[];
}

/** Longer than anything that somebody writes to a seller; what is longer was pasted. */
const mostCharacters = 20_000;

/**
 * What an e-mail says of fields of its deals, found by the rules that read calls: the mail is a talk in which one person
 * speaks, a paragraph at a time, and what is written of each deal is a talk of its own. Its words are data: what behaves
 * like an order to a machine is not read.
 */
export async function readEmail({
  ctx,
  email,
  deals,
}: {
  ctx: AnalysisContext;
  email: CrmEmail;
  deals: readonly NamedDeal[];
}): Promise<SaidOfDeal[]> {
  const workspace = await getWorkspace({ ctx });
  const { competitors, products, lexicons } = workspace.settings;
  const { currency } = workspace;
  const transcript = transcriptOf({ email, timeZone: workspace.timeZone });
  const settings = AnalysisSettings.parse({ currency, competitors, products, lexicons, methods: [], trackers: [] });
  const input = { transcript, settings };
  // oxlint-disable-next-line typescript/consistent-type-assertions -- the pool copies what our own task returned
  const findings = (await ctx.threads.run('analyzeByRules', { input })) as Findings;
  const dealOf = dealsByParagraph({ deals, transcript });
  return [...new Set(dealOf)].map((dealRecordId) => {
    const turns = transcript.turns.map((turn) => (dealOf[turn.turn] === dealRecordId ? turn : { ...turn, text: '' }));
    const own = { ...transcript, turns };
    const statements = findStatements({ transcript: own, findings, currency, lexicons });
    return { dealRecordId, statements: statements.filter((statement) => isAsWritten({ transcript: own, statement })) };
  });
}

/** A mail with one deal is about that one throughout. */
function dealsByParagraph({
  deals,
  transcript: { title: subject, turns },
}: {
  deals: readonly NamedDeal[];
  transcript: Transcript;
}): (string | null)[] {
  const [only] = deals;
  if (deals.length === 1 && only !== undefined) return turns.map(() => only.recordId);
  const mail = { subject, paragraphs: turns.map(({ text }) => text) };
  return turns.map(({ turn }) => dealNamedIn({ deals, mail, paragraph: turn }));
}

function transcriptOf({ email, timeZone }: { email: CrmEmail; timeZone: string }): Transcript {
  const { direction, author, words, sentAt, subject, externalId } = email;
  const isOurs = direction === 'outgoing';
  const speaker = author ?? (isOurs ? 'Our side' : 'Their side');
  const side = isOurs ? 'internal' : 'external';
  return {
    format: 'plain-text',
    externalId,
    title: subject,
    startedAt: sentAt,
    date: sentAt.slice(0, 10),
    timeZone,
    parties: [{ name: speaker, side, email: null, title: null }],
    turns: paragraphsOf(words).map((text, turn) => ({
      turn,
      speaker,
      side,
      text,
      startMs: null,
      endMs: null,
      cues: [],
    })),
    warnings: [],
  };
}

/** A greeting is no part of the sentence behind it. */
function paragraphsOf(words: string): string[] {
  return words
    .slice(0, mostCharacters)
    .split(/\n\s*\n|(?<=^(?:hi|hello|hey|dear|good (?:morning|afternoon))\b[^\n]{0,60},)[ \t]*\n/iu)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '');
}

/** A quote stands in the mail, letter for letter. */
function isAsWritten({ transcript, statement }: { transcript: Transcript; statement: Statement }): boolean {
  const { quote, turn, start, end } = statement.evidence;
  return transcript.turns[turn]?.text.slice(start, end) === quote;
}
