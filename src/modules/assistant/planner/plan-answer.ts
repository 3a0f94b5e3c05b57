// A model plans what to look up; the tools are verbs, run with the context of whoever asks. It is asked anew for each
// step, with what was found so far as data. After so many steps, runs or so much spend it may only give its answer,
// which is checked before anything of it is shown.
import {
  addBilled,
  type Billed,
  ModelChainFailed,
  type ModelGatewayOn,
  nothingBilled,
  type ToolCall,
} from '#platform/llm';
import type { AssistantContext } from '../assistant-context.ts';
import type { EarlierQuestion } from '../continue-conversation.ts';
import type { Knowledge } from '../know-workspace.ts';
import { type Answered, nothingAnswered } from '../say-not-answered.ts';
import type { Showing } from '../show-answer.ts';
import { checkAnswer } from './check-answer.ts';
import { nothingFound, type Step } from './finding.ts';
import { giveAnswerTool, PlannedAnswer } from './give-answer-tool.ts';
import { knownQuestionTool } from './known-question-tool.ts';
import { planningInstructions, planningPrompt } from './planning-prompt.ts';
import type { PlanningTool } from './planning-tool.ts';
import { readTurnsTool } from './read-turns-tool.ts';
import { searchTool } from './search-tool.ts';

const mostRequests = 6;
const mostRuns = 10;
const mostRunsAtOnce = 4;
const enoughMicroUsd = 100_000;
const enoughTokens = 120_000;
const mostOutputTokens = 2_000;
const patienceMs = 90_000;

export interface PlanRequest {
  readonly ctx: AssistantContext;
  readonly knowledge: Knowledge;
  readonly showing: Showing;
  readonly question: string;
  readonly earlier: EarlierQuestion | null;
  /** Told what each request to a model has cost. */
  readonly spent: (costMicroUsd: number) => void;
}

export type Planned =
  | { readonly state: 'answered'; readonly answered: Answered; readonly model: string }
  | { readonly state: 'failed'; readonly because: string };

/** Has a model plan an answer; null where none is configured. Throws when whoever asked has enough. */
export async function planAnswer(request: PlanRequest): Promise<Planned | null> {
  const { ctx, showing } = request;
  const { models: gateway, signal } = ctx;
  if (gateway?.state !== 'on') return null;
  await showing.understood({ intent: null, text: 'None of the known kinds of question: a model plans the answer' });
  const patience = AbortSignal.timeout(patienceMs);
  try {
    const until = signal === undefined ? patience : AbortSignal.any([signal, patience]);
    return await planUntilAnswered({ ...request, gateway, signal: until });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    if (error instanceof ModelChainFailed) return failed(`it gave no answer that can be used (${error.code})`);
    if (patience.aborted) return failed(`it took longer than ${patienceMs / 1000} seconds`);
    throw error;
  }
}

interface Planning extends PlanRequest {
  readonly gateway: ModelGatewayOn;
  readonly signal: AbortSignal;
}

async function planUntilAnswered(planning: Planning): Promise<Planned> {
  const { ctx, knowledge, question, earlier, gateway, signal } = planning;
  const tools = [knownQuestionTool(ctx), searchTool, readTurnsTool];
  const system = planningInstructions(ctx);
  const steps: Step[] = [];
  let billed: Billed = nothingBilled;
  for (let request = 1; request <= mostRequests; request += 1) {
    const isLast = request === mostRequests || steps.length >= mostRuns || isEnough(billed);
    const chosen = await gateway.chooseTools({
      tools: isLast ? [giveAnswerTool] : [...tools, giveAnswerTool],
      system,
      prompt: planningPrompt({ question, today: knowledge.today, earlier, steps, isLast }),
      maxOutputTokens: mostOutputTokens,
      purpose: 'assistant',
      signal,
    });
    billed = addBilled(billed, chosen);
    planning.spent(chosen.costMicroUsd);
    const given = chosen.value.find(({ name }) => name === giveAnswerTool.name);
    if (given !== undefined) {
      const answered = judge({ planned: PlannedAnswer.parse(given.input), steps, question });
      if (typeof answered === 'string') return failed(answered);
      return { state: 'answered', answered, model: `${chosen.provider}:${chosen.model}` };
    }
    for (const call of chosen.value.slice(0, mostRunsAtOnce)) {
      if (steps.length < mostRuns) steps.push(await runTool({ planning, call, tools, steps }));
    }
  }
  return failed('it looked up one thing after another and gave no answer');
}

function isEnough({ costMicroUsd, usage }: Billed): boolean {
  return costMicroUsd >= enoughMicroUsd || usage.inputTokens + usage.outputTokens >= enoughTokens;
}

/** The answer with what of it is shown, or why nothing of it is. */
function judge({
  planned,
  steps,
  question,
}: {
  planned: PlannedAnswer;
  steps: readonly Step[];
  question: string;
}): Answered | string {
  if (planned.outOfScope) return 'it found that the question is about none of what is stored';
  const answered = checkAnswer({ planned, steps, question });
  if (answered !== null) return answered;
  if (planned.statements.length > 0) return 'nothing of what it said could be verified, so nothing of it is shown';
  if (steps.length === 0) return 'it looked nothing up and said nothing';
  return {
    ...nothingAnswered,
    outcome: 'nothing',
    understood: `Planned by a model: ${steps.map(({ words }) => words).join('; ')}`,
    text: 'What was looked up does not answer this.',
  };
}

async function runTool({
  planning,
  call,
  tools,
  steps,
}: {
  planning: Planning;
  call: ToolCall;
  tools: readonly PlanningTool[];
  steps: readonly Step[];
}): Promise<Step> {
  const { ctx, knowledge, showing } = planning;
  const tool = tools.find(({ name }) => name === call.name);
  if (tool === undefined) throw new RangeError('A gateway gives only tools that were offered.');
  const words = plainWords(tool.words(call.input));
  const number = await showing.begin(words);
  const before = steps.find((step) => step.words === words);
  const { findings, ...found } =
    before === undefined
      ? await tool.run(call.input, { ctx, knowledge, showing, steps })
      : {
          ...nothingFound,
          findings: [{ text: `This was looked up as ${before.number}.`, sources: [], isSaid: false }],
        };
  await showing.end({ number, text: words, found: findings.length });
  const named = findings.map((finding, index) => ({ ...finding, ref: `${number}.${index}` }));
  const { figures, queries, actions } = found;
  return { number, tool: tool.name, words, findings: named, figures, queries, actions };
}

/** What a model looks for is shown, too: on one line, and without an address that somebody could follow. */
function plainWords(words: string): string {
  return words.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').replaceAll(/(?:https?:\/\/|www\.)\S*/giu, '…');
}

function failed(because: string): Planned {
  return { state: 'failed', because: `A model was asked as well: ${because}.` };
}
