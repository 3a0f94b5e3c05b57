import { SophiaError } from '#platform/errors';

const bodilessStatuses = new Set([101, 204, 205, 304]);

/**
 * Reads an answer to its end so that a slow or broken body counts as a failure of the attempt. Event streams are
 * given back as they are. Throws `vendor.malformed` above `maxBytes`.
 */
export async function readWhole(options: { response: Response; host: string; maxBytes: number }): Promise<Response> {
  const { response, host, maxBytes } = options;
  if (response.headers.get('content-type')?.startsWith('text/event-stream') === true) return response;
  if (response.body === null || bodilessStatuses.has(response.status)) return response;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw tooLarge({ host, maxBytes });
    chunks.push(chunk);
  }
  // The body is decoded by now; the headers of its transport no longer fit it.
  const headers = new Headers(response.headers);
  headers.delete('content-encoding');
  headers.delete('content-length');
  return new Response(Buffer.concat(chunks), { status: response.status, statusText: response.statusText, headers });
}

function tooLarge({ host, maxBytes }: { host: string; maxBytes: number }): SophiaError {
  return new SophiaError('vendor.malformed', `Expected at most ${maxBytes} bytes from ${host}, found more.`, {
    details: { host, sent: true },
  });
}
