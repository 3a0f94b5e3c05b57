import type { Context } from '#platform/context';

/** The path of the page of an answer, in the tab of its workspace. */
export function answerPage({ ctx, answerId }: { ctx: Pick<Context, 'workspaceId'>; answerId: string }): string {
  return `/answers/${encodeURIComponent(answerId)}?tab=${ctx.workspaceId === 'example' ? 'example' : 'calls'}`;
}
