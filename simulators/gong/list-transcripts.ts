import { z } from 'zod';
import type { Answer, Exchange } from '../kit/index.ts';
import { CallFilter, callKey, findCalls, isReady } from './call-filter.ts';
import { gongAnswer, gongError, noCalls } from './gong-answer.ts';
import { describeProblems } from './list-calls.ts';
import { pageOf } from './page-of.ts';
import type { GongCall, GongState } from './state.ts';

const Question = z.looseObject({ cursor: z.string().nullish(), filter: CallFilter.omit({ primaryUserIds: true }) });

/** `POST /v2/calls/transcript`: a call without its transcript yet is left out. */
export function listTranscripts(exchange: Exchange<GongState>): Answer {
  const parsed = Question.safeParse(exchange.body);
  if (!parsed.success) return gongError(exchange, { status: 400, errors: describeProblems(parsed.error) });
  const { cursor, filter } = parsed.data;
  const items = findCalls(exchange, filter).filter((call) => isReady(call, exchange.now));
  const page = pageOf({ exchange, items, keyOf: callKey, cursor, question: ['transcripts', filter] });
  if (!page.ok) return gongError(exchange, { status: 400, errors: [page.error] });
  if (page.items.length === 0) return gongError(exchange, { status: 404, errors: [noCalls] });
  const { unknownFields } = exchange.state.settings;
  return gongAnswer(exchange, {
    records: page.records,
    callTranscripts: page.items.map((call) => transcriptOf(call, unknownFields)),
  });
}

function transcriptOf({ gongId, monologues }: GongCall, unknownFields: boolean): Record<string, unknown> {
  return {
    callId: gongId,
    transcript: monologues.map(({ speakerId, topic, sentences }) => ({
      speakerId,
      topic,
      sentences: sentences.map(({ startMs, endMs, text }) => ({
        start: startMs,
        end: endMs,
        text,
        ...(unknownFields ? { confidenceOfALaterVersion: 0.93 } : {}),
      })),
    })),
  };
}
