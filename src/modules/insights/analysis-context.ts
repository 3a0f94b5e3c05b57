import type { Context } from '#platform/context';
import type { ModelGateway } from '#platform/llm';
import type { ThreadPool } from '#platform/threads';

/** What analyzing needs beyond the ordinary context. */
export interface AnalysisContext extends Context {
  /** Where the rules run, so that the server goes on answering. */
  readonly threads: ThreadPool;
  readonly models: ModelGateway;
  /** What analyzes where a request names no engine; the rules where it is left out. */
  readonly defaultEngine?: 'rules' | 'model';
  /** Ends when whoever does the work must stop; what was not stored by then is done again. */
  readonly signal?: AbortSignal;
}
