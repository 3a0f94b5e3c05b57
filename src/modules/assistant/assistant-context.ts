import type { Answer, AnswerEvent, AskInput } from '#contracts';
import type { SearchContext } from '#modules/search';
import type { ModelGateway } from '#platform/llm';

/** What asking needs beyond the ordinary context; without it, an answer is made by rules and comes at once. */
export interface AssistantContext extends SearchContext {
  /** What plans an answer where no rule knows the question; off where it is left out. */
  readonly models?: ModelGateway;
  /** Ends when whoever asked has enough: no model is asked any more, and what was shown is kept. */
  readonly signal?: AbortSignal;
  /** Told of the answer as it comes to be. What it returns is waited for, so that a slow reader slows it. */
  readonly tell?: (event: AnswerEvent) => Promise<void> | void;
  /** Where people reach the pages; without it, what is exported has no addresses. */
  readonly baseUrl?: () => string;
  /** Told of each answer as it ended; for metrics. It holds nothing of what was asked. */
  readonly countAnswer?: (ended: EndedAnswer) => void;
}

/** How a question was answered. */
export interface EndedAnswer extends Pick<Answer, 'intent' | 'outcome' | 'mode'> {
  readonly channel: AskInput['channel'];
  /** Null where none came, because whoever asked had enough before. */
  readonly firstWordMs: number | null;
  readonly durationMs: number;
  /** Of all models that were asked for it; null where none was. */
  readonly costMicroUsd: number | null;
}
