import type { Answer } from '#contracts';
import { answerPage } from '#modules/assistant';
import {
  actionIds,
  actions,
  context,
  fitBlocks,
  line,
  link,
  type RenderedMessage,
  section,
  sections,
} from '#modules/notifications';
import type { Context } from '#platform/context';
import { nextSteps } from './next-steps.ts';

/** So long is a piece of a text at most, escaped, so that its citations find room beside it in a section. */
const longestPiece = 2000;
/** A word that is longer is cut; a sign may take five when it is escaped. */
const longestWord = 400;
/** Proofs that stand together in one block, well below what a section takes. */
const proofsPerGroup = 5;

interface Rendering {
  readonly ctx: Pick<Context, 'workspaceId'>;
  readonly answer: Answer;
  readonly baseUrl: string;
}

/**
 * An answer as messages of Slack: as many as it takes, with what each number counts, numbered proofs that open their
 * turn, and thumbs. The query itself stands on the page of the answer: no phone shows it.
 */
export function renderAnswer({ ctx, answer, baseUrl }: Rendering): RenderedMessage[] {
  const { understood, lines, citations, unknown, choices } = answer;
  const text = textOf(answer);
  const addresses = new Map(
    citations.map(({ number, path, crmAddress }) => [number, path === null ? crmAddress : `${baseUrl}${path}`]),
  );
  const statements = lines.flatMap((one) => {
    const numbers = one.citations.map((number) =>
      link({ address: addresses.get(number) ?? null, words: `[${number}]` }),
    );
    return piecesOf(`• ${one.text}`).map((piece, place, all) =>
      place === all.length - 1 && numbers.length > 0 ? `${piece} ${numbers.join(' ')}` : piece,
    );
  });
  const asked = choices.map(({ label, question }) => `• ${line(label, 150)}: “${line(question, 300)}”`);
  return fitBlocks({
    text: line(text, 200),
    head: [],
    groups: [
      ...piecesOf(text).map((piece) => [section(piece)]),
      ...(understood === '' ? [] : [[context(line(understood, 300))]]),
      ...sections(statements).map((block) => [block]),
      ...countedGroups({ ctx, answer, baseUrl }),
      ...proofGroups({ citations, addresses }),
      ...sections(asked).map((block) => [block]),
      ...(unknown.length === 0 ? [] : piecesOf(`Not known: ${unknown.join(' ')}`).map((piece) => [context(piece)])),
      ...nextSteps(answer).map((block) => [block]),
    ],
    foot: [context(madeBy(answer)), ...(answer.outcome === 'stopped' ? [] : [thumbs(answer.answerId)])],
  });
}

/** A text on as many lines as it takes, each escaped and short enough for a section; no word is torn that fits one. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (const word of text.split(/\s+/u).flatMap(partsOf)) {
    const longer = pieces.length === 0 ? line(word, longestWord) : `${pieces.at(-1) ?? ''} ${line(word, longestWord)}`;
    if (pieces.length === 0 || longer.length > longestPiece) pieces.push(line(word, longestWord));
    else pieces.splice(-1, 1, longer);
  }
  return pieces;
}

function partsOf(word: string): string[] {
  const signs = [...word];
  const count = Math.ceil(signs.length / longestWord);
  return Array.from({ length: count }, (_unused, place) =>
    signs.slice(place * longestWord, (place + 1) * longestWord).join(''),
  );
}

/** Of an answer that was stopped, what was shown until then. */
function textOf({ outcome, text }: Answer): string {
  if (outcome !== 'stopped') return text;
  return text === '' ? 'Stopped before there was anything to show.' : `Stopped. Until then: ${text}`;
}

function madeBy({ outcome, mode, model }: Answer): string {
  if (outcome === 'stopped') return 'No model is asked for it any more.';
  if (mode === 'rules') return 'Answered by rules, no model was asked.';
  return `Planned and worded by a model (${line(model ?? 'unknown', 80)}), each statement checked.`;
}

/** What each number counts, and the page that has the query. */
function countedGroups({ ctx, answer, baseUrl }: Rendering) {
  const { answerId, figures, queries } = answer;
  const shown = new Set(figures.map(({ query }) => query));
  const definitions = queries.filter((_query, place) => shown.has(place)).map(({ definition }) => definition);
  if (definitions.length === 0) return [];
  const words = definitions.length === 1 ? 'The query' : 'The queries';
  const opening = link({ address: `${baseUrl}${answerPage({ ctx, answerId })}`, words });
  const pieces = piecesOf(`Counted: ${definitions.join('; ')}.`);
  return pieces.map((piece, place) => [context(place === pieces.length - 1 ? `${piece} ${opening}` : piece)]);
}

function proofGroups({
  citations,
  addresses,
}: {
  citations: Answer['citations'];
  addresses: ReadonlyMap<number, string | null>;
}) {
  const lines = citations.map(({ number, label, quote, speaker }) => {
    const said = quote === null ? '' : `: ${line(speaker ?? '', 80)} “${line(quote, 240)}”`;
    return `[${number}] ${link({ address: addresses.get(number) ?? null, words: label })}${said}`;
  });
  const groups: string[][] = [];
  for (let start = 0; start < lines.length; start += proofsPerGroup)
    groups.push(lines.slice(start, start + proofsPerGroup));
  return groups.map((group) => [context(...group)]);
}

function thumbs(answerId: string) {
  return actions({
    blockId: `answer:${answerId}`,
    buttons: [
      { actionId: actionIds.answerRight, label: 'Helpful', value: answerId },
      { actionId: actionIds.answerWrong, label: 'Wrong', value: answerId },
      { actionId: actionIds.answerOther, label: 'Not what I asked', value: answerId },
      { actionId: actionIds.answerMissing, label: 'Something is missing', value: answerId },
    ],
  });
}
