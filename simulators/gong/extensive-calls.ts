import { z } from 'zod';
import type { Answer, Exchange } from '../kit/index.ts';
import type { ContentName } from './call-content.ts';
import { CallFilter, callKey, findCalls, isDetailed } from './call-filter.ts';
import { detailedCall, type InteractionName, type Wanted } from './detailed-call.ts';
import { gongAnswer, gongError, noCalls } from './gong-answer.ts';
import { describeProblems } from './list-calls.ts';
import { pageOf } from './page-of.ts';
import type { GongState } from './state.ts';

const Flag = z.boolean().nullish();
const contentNames = [
  'structure',
  'topics',
  'trackers',
  'trackerOccurrences',
  'pointsOfInterest',
  'brief',
  'outline',
  'highlights',
  'callOutcome',
  'keyPoints',
] as const satisfies readonly ContentName[];
const interactionNames = [
  'speakers',
  'video',
  'personInteractionStats',
  'questions',
] as const satisfies readonly InteractionName[];

const Selector = z.looseObject({
  context: z.enum(['None', 'Basic', 'Extended']).nullish(),
  contextTiming: z.array(z.enum(['Now', 'TimeOfCall'])).nullish(),
  exposedFields: z
    .looseObject({
      parties: Flag,
      media: Flag,
      content: z.partialRecord(z.enum(contentNames), Flag).nullish(),
      interaction: z.partialRecord(z.enum(interactionNames), Flag).nullish(),
      collaboration: z.looseObject({ publicComments: Flag }).nullish(),
    })
    .nullish(),
});
const Question = z.looseObject({
  cursor: z.string().nullish(),
  filter: CallFilter,
  contentSelector: Selector.nullish(),
});

/** `POST /v2/calls/extensive`: calls a little after they ended, with the parts that were asked for. */
export function extensiveCalls(exchange: Exchange<GongState>): Answer {
  const parsed = Question.safeParse(exchange.body);
  if (!parsed.success) return gongError(exchange, { status: 400, errors: describeProblems(parsed.error) });
  const { cursor, filter, contentSelector } = parsed.data;
  const { state, now, url } = exchange;
  const items = findCalls(exchange, filter).filter((call) => isDetailed({ call, state, now }));
  const question = ['extensive', filter, contentSelector];
  const page = pageOf({ exchange, items, keyOf: callKey, cursor, question });
  if (!page.ok) return gongError(exchange, { status: 400, errors: [page.error] });
  if (page.items.length === 0) return gongError(exchange, { status: 404, errors: [noCalls] });
  const wanted = readSelector(contentSelector ?? {});
  const calls = page.items.map((call) => detailedCall({ call, state, url, now, wanted }));
  return gongAnswer(exchange, { records: page.records, calls });
}

/** Everything, as the webhook of an automation rule sends it. */
export function everything(): Wanted {
  return {
    context: true,
    parties: true,
    content: new Set(contentNames),
    interaction: new Set(interactionNames),
    comments: true,
    media: true,
  };
}

function readSelector({ context, exposedFields }: z.infer<typeof Selector>): Wanted {
  const content = exposedFields?.content ?? {};
  const interaction = exposedFields?.interaction ?? {};
  return {
    context: context === 'Basic' || context === 'Extended',
    parties: exposedFields?.parties === true,
    content: new Set(contentNames.filter((name) => content[name] === true)),
    interaction: new Set(interactionNames.filter((name) => interaction[name] === true)),
    comments: exposedFields?.collaboration?.publicComments === true,
    media: exposedFields?.media === true,
  };
}
