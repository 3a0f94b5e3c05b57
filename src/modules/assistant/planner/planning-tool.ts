import type { z } from 'zod';
import type { OfferedTool } from '#platform/llm';
import type { AssistantContext } from '../assistant-context.ts';
import type { Knowledge } from '../know-workspace.ts';
import type { Showing } from '../show-answer.ts';
import type { Found, Step } from './finding.ts';

/** What a tool is run with: the context of whoever asks, so it sees and may do no more than they. */
export interface ToolRun {
  readonly ctx: AssistantContext;
  readonly knowledge: Knowledge;
  readonly showing: Pick<Showing, 'names'>;
  /** What was found before. */
  readonly steps: readonly Step[];
}

/** Something a model may look up; it reads only. */
export interface PlanningTool extends OfferedTool {
  /** What is looked up, in words for whoever asked. */
  readonly words: (input: unknown) => string;
  readonly run: (input: unknown, run: ToolRun) => Promise<Found>;
}

/** Declares a tool; what it is called with passes its schema before anything is done. */
export function declareTool<Input extends z.ZodType>(tool: {
  readonly name: string;
  readonly description: string;
  readonly input: Input;
  readonly words: (input: z.output<Input>) => string;
  // oxlint-disable-next-line sophia/two-parameters -- what is asked for, and for whom
  readonly run: (input: z.output<Input>, run: ToolRun) => Promise<Found>;
}): PlanningTool {
  return {
    ...tool,
    words: (input) => tool.words(tool.input.parse(input)),
    run: (input, run) => tool.run(tool.input.parse(input), run),
  };
}
