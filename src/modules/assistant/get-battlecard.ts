import { z } from 'zod';
import { type Battlecard, DocumentAudience, fewestClosedDeals, fewestMentions } from '#contracts';
import { authorise } from '#modules/access';
import type { Context } from '#platform/context';
import { parseInput, SophiaError } from '#platform/errors';
import { authoriseReading } from './authorise-reading.ts';
import { readRivalDeals } from './battlecard/read-rival-deals.ts';
import { readRivalObjections } from './battlecard/read-rival-objections.ts';
import { readRivalPassages } from './battlecard/read-rival-passages.ts';
import { countMentions, readSaid } from './battlecard/read-said.ts';
import type { RivalQuestion } from './battlecard/rival-question.ts';
import { knowWorkspace } from './know-workspace.ts';
import type { Rival } from './read-rivals.ts';

const BattlecardInput = z.strictObject({
  competitor: z.string().trim().min(1).max(200),
  audience: DocumentAudience.default('internal'),
});
type BattlecardInput = z.input<typeof BattlecardInput>;

/**
 * What is known of a competitor, from what whoever asks may see: what is said of it, objections with their answers, how
 * deals ended, passages of documents. Below five mentions there is none. Throws `competitor.not-found`.
 */
export async function getBattlecard({ ctx, input }: { ctx: Context; input: BattlecardInput }): Promise<Battlecard> {
  authorise({ ctx, action: 'assistant.ask', resource: { type: 'answer', id: null } });
  authoriseReading(ctx);
  const { competitor, audience } = parseInput({ schema: BattlecardInput, input, what: 'a competitor' });
  const { scope, competitors } = await knowWorkspace(ctx);
  const question: RivalQuestion = { ctx, scope, rival: rivalCalled({ name: competitor, competitors }) };
  const isInternal = audience === 'internal';
  const counted = await countMentions(question);
  const bounded = scope.isBounded ? ['Only calls and deals that are yours to see are in this card.'] : [];
  const empty: Battlecard = {
    competitor: question.rival.name,
    audience,
    state: 'insufficient',
    mentions: isInternal ? counted.mentions : null,
    calls: isInternal ? counted.calls : null,
    said: [],
    objections: [],
    deals: null,
    passages: [],
    unknown: isInternal ? bounded : [],
  };
  if (counted.mentions < fewestMentions) return empty;
  const passages = await readRivalPassages({ ctx, rival: question.rival, audience });
  if (!isInternal) return { ...empty, state: 'ready', passages };
  const deals = await readRivalDeals(question);
  return {
    ...empty,
    state: 'ready',
    said: await readSaid(question),
    objections: await readRivalObjections(question),
    deals,
    passages,
    unknown: [...bounded, ...(deals.winRate === null ? [tooFewClosed(deals.won + deals.lost)] : [])],
  };
}

function tooFewClosed(closed: number): string {
  return `The win rate: ${closed} of these deals ${closed === 1 ? 'has' : 'have'} closed, and it takes ${fewestClosedDeals}.`;
}

function rivalCalled({ name, competitors }: { name: string; competitors: readonly Rival[] }): Rival {
  const wanted = name.toLowerCase();
  const found = competitors.find((each) =>
    [each.name, ...each.aliases].some((called) => called.toLowerCase() === wanted),
  );
  if (found !== undefined) return found;
  throw new SophiaError('competitor.not-found', `Expected a competitor called “${name}”, found none.`);
}
