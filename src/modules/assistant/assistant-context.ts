import type { AnswerEvent } from '#contracts';
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
}
