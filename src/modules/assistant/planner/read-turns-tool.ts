import { z } from 'zod';
import { getTranscript } from '#modules/calls';
import { nothingFound } from './finding.ts';
import { declareTool } from './planning-tool.ts';
import { sourceOfTurn } from './source-of-turn.ts';

const mostTurns = 12;
const longestTurn = 600;

/** What was said around a place that was found before. */
export const readTurnsTool = declareTool({
  name: 'read_turns',
  description: 'Reads what was said in a call around a finding that stands in a call.',
  input: z.strictObject({
    ref: z.string().min(1).max(20).describe('The finding: 2.1'),
    before: z.int().min(0).max(mostTurns).describe('How many turns before it.'),
    after: z.int().min(0).max(mostTurns).describe('How many turns after it.'),
  }),
  words: ({ ref }) => `Read the call around ${ref}`,
  run: async ({ ref, before, after }, { ctx, steps }) => {
    const finding = steps.flatMap(({ findings }) => findings).find((one) => one.ref === ref);
    const source = finding?.sources.find(({ callId, turn }) => callId !== null && turn !== null);
    const { callId = null, turn = null } = source ?? {};
    if (callId === null || turn === null) {
      return { ...nothingFound, findings: [{ text: `${ref} stands in no call.`, sources: [], isSaid: false }] };
    }
    const { transcript } = await getTranscript({ ctx, input: { callId, version: null } });
    const { title, date } = transcript;
    const near = transcript.turns.filter((one) => one.turn >= turn - before && one.turn <= turn + after);
    return {
      ...nothingFound,
      findings: near.slice(0, mostTurns).map(({ turn: number, speaker, text }) => {
        const quote = text.slice(0, longestTurn);
        const place = { workspaceId: ctx.workspaceId, callId, title, date, turn: number, speaker, quote };
        return { text: `${speaker}: “${quote}”`, sources: [sourceOfTurn(place)], isSaid: true };
      }),
    };
  },
});
