import type { Answer, Exchange } from '../kit/index.ts';
import type { SlackState } from './state.ts';
import type { Workspace } from './workspace.ts';

/** Takes the bytes of a file, raw or as a form; only their number is kept. */
export function takeUpload({ state }: Workspace, { parameters, rawBody }: Exchange<SlackState>): Answer {
  const file = state.files.find(({ id }) => id === parameters['id']);
  if (file === undefined || file.completed) {
    return { status: 404, contentType: 'text/plain; charset=utf-8', text: 'There is no such upload.' };
  }
  file.uploaded = true;
  return { status: 200, contentType: 'text/plain; charset=utf-8', text: `OK - ${rawBody.byteLength}` };
}
