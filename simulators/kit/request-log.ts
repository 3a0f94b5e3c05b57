const longestLog = 5000;
const longestBodyBytes = 64 * 1024;
const secretHeaders = new Set(['authorization', 'cookie', 'x-api-key']);
const secretFields = new Set(['token', 'client_secret', 'refresh_token', 'access_token', 'code', 'password']);

/** A request as it was received; kept for whoever asks the control address. */
export interface RecordedRequest {
  readonly at: string;
  readonly method: string;
  readonly path: string;
  /** The route that answers it, or null where there is none. */
  readonly route: string | null;
  readonly query: string;
  /** Secrets are masked, here and in the body. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** Null where the connection ended without an answer. */
  status: number | null;
  faults: readonly string[];
}

export interface RequestLog {
  add(request: RecordedRequest): void;
  list(): readonly RecordedRequest[];
  clear(): void;
}

export function createRequestLog(): RequestLog {
  let requests: RecordedRequest[] = [];
  return {
    add: (request) => {
      requests.push(request);
      if (requests.length > longestLog * 1.2) requests = requests.slice(-longestLog);
    },
    list: () => requests.slice(-longestLog),
    clear: () => {
      requests = [];
    },
  };
}

export function maskHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const masked: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const text = Array.isArray(value) ? value.join(', ') : (value ?? '');
    masked[name] = secretHeaders.has(name) ? `${text.slice(0, 12)}…` : text;
  }
  return masked;
}

export function maskBody({ body, bytes }: { body: unknown; bytes: number }): unknown {
  if (bytes > longestBodyBytes) return `(${bytes} bytes)`;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, secretFields.has(name) ? '…' : structuredClone(value)]),
  );
}
