import { z } from 'zod';
import { rejectControl, type SimulatorRoute } from '../../kit/index.ts';
import { SlackError } from '../slack-error.ts';
import type { SlackState } from '../state.ts';
import type { Workspace } from '../workspace.ts';

export type ControlRoute = SimulatorRoute<SlackState>;
type ReadWorkspace = () => Workspace;

/** A control address: its body read by a schema, its sentence told with status 400 where it cannot be done. */
export function controlRoute<Schema extends z.ZodType>(form: {
  path: string;
  takes: Schema;
  run: (workspace: Workspace, given: z.infer<Schema>) => unknown;
}): (read: ReadWorkspace) => ControlRoute {
  return (read) => ({
    method: 'POST',
    path: form.path,
    handler: async ({ body }) => {
      const parsed = form.takes.safeParse(body ?? {});
      if (!parsed.success) return rejectControl(parsed.error);
      try {
        return { status: 200, body: await form.run(read(), parsed.data) };
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        const sentence = error instanceof SlackError ? `Slack would answer "${error.code}".` : error.message;
        return { status: 400, body: { error: sentence } };
      }
    },
  });
}
