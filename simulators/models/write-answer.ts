import type { Answer, Exchange, ServerSentEvent } from './exchange.ts';

/** Writes an answer, or what a fault of the exchange makes of it. */
export async function writeAnswer({ exchange, answer }: { exchange: Exchange; answer: Answer }): Promise<void> {
  const { response, fault } = exchange;
  if (fault?.kind === 'not_an_api') {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<!doctype html><title>Sign in</title><p>Please sign in to the network.</p>');
    return;
  }
  const isStream = 'stream' in answer;
  const text = isStream ? answer.stream.map(formatEvent).join('') : JSON.stringify(answer.body);
  response.writeHead(answer.status, {
    'content-type': isStream ? 'text/event-stream; charset=utf-8' : 'application/json',
    ...answer.headers,
  });
  if (fault?.kind === 'dropped_midway') {
    const { promise, resolve } = Promise.withResolvers<void>();
    response.write(text.slice(0, Math.ceil(text.length / 2)), () => resolve());
    await promise;
    response.destroy();
    return;
  }
  response.end(text);
}

function formatEvent({ event, data }: ServerSentEvent): string {
  const name = event === null ? '' : `event: ${event}\n`;
  return `${name}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;
}
