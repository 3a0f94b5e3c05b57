/** What of the client is the same whatever the API has: how a request is sent, errors and pages. */
const frame = `// Written by \`npm run write-generated\` from docs/schemas/openapi.json. Needs nothing but fetch; Node runs it as it stands.

//TYPES
/** How the client reaches Sophia. */
export interface SophiaClientOptions {
  /** Such as \`http://127.0.0.1:8000\`. */
  readonly baseUrl: string;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** In place of the global one. */
  readonly fetch?: (address: string, init: RequestInit) => Promise<Response>;
}

export interface RequestOptions {
  /** Makes it safe to send a write again: within a day, it is done once. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

/** An answer that comes as it is made has no key: stopped and asked again, it is made anew. */
export type StreamOptions = Pick<RequestOptions, 'signal'>;

/** Sophia refused a request or could not carry it out; the problem says why and what to do. */
export class SophiaApiError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(\`\${problem.code}: \${problem.detail} \${problem.action}\`);
    this.name = 'SophiaApiError';
    this.problem = problem;
  }
}

/** The pages of a list, one after the other, until it ends. */
export async function* everyPage<Input extends { readonly cursor?: string } | undefined, Page extends { readonly nextCursor: string | null }>(
  list: (input: Input) => Promise<Page>,
  input: NonNullable<Input>,
): AsyncGenerator<Page, void, void> {
  let next: NonNullable<Input> | null = input;
  while (next !== null) {
    const page: Page = await list(next);
    yield page;
    next = page.nextCursor === null ? null : { ...input, cursor: page.nextCursor };
  }
}

/** JSON, an object a line, as it comes. */
async function* linesOf({ body }: Response): AsyncGenerator<string, void, void> {
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  let waiting = '';
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
    const lines = (waiting + part.value).split('\\n');
    waiting = lines.pop() ?? '';
    yield* lines;
  }
  if (waiting !== '') throw new Error('Expected the whole list of Sophia, found that it ended within a line. Ask again.');
}

/** Server-sent events as they come; what only keeps the connection open is left out. */
async function* eventsOf({ body }: Response): AsyncGenerator<{ readonly name: string; readonly data: string }, void, void> {
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  let waiting = '';
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
    const blocks = (waiting + part.value).split('\\n\\n');
    waiting = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = block.split('\\n').map((line) => /^(event|data): ?(.*)$/s.exec(line));
      const data = fields.flatMap((field) => (field?.[1] === 'data' ? [field[2] ?? ''] : [])).join('\\n');
      const name = fields.find((field) => field?.[1] === 'event')?.[2] ?? 'message';
      if (data !== '') yield { name, data };
    }
  }
}

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: unknown;
  readonly ifMatch?: string | undefined;
}

export type SophiaClient = ReturnType<typeof createSophiaClient>;

/**
 * A function for each operation of the API. Each throws \`SophiaApiError\` where Sophia says no. Those that begin with
 * \`stream\` give what is said while an answer is made, or a list line by line; leaving their loop stops the work, and
 * one that is cut off throws.
 */
export function createSophiaClient({ baseUrl, headers = {}, fetch: fetchWith = fetch }: SophiaClientOptions) {
  async function request({ method, path, query, body, ifMatch }: Sent, options: RequestOptions, accept: string): Promise<Response> {
    const address = new URL(\`\${baseUrl.replace(/\\/+$/, '')}/api/v1\${path}\`);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) address.searchParams.set(name, String(value));
    }
    const answer = await fetchWith(address.href, {
      method,
      headers: {
        accept,
        ...headers,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(ifMatch === undefined ? {} : { 'if-match': \`"\${ifMatch}"\` }),
        ...(options.idempotencyKey === undefined ? {} : { 'idempotency-key': options.idempotencyKey }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    if (answer.ok) return answer;
    const isProblem = (answer.headers.get('content-type') ?? '').startsWith('application/problem+json');
    if (isProblem) throw new SophiaApiError(JSON.parse(await answer.text()) as Problem);
    throw new Error(\`Expected an answer of Sophia, found the status \${answer.status} from \${address.origin}.\`);
  }
  async function send<Answer>(sent: Sent, options: RequestOptions = {}): Promise<Answer> {
    const text = await (await request(sent, options, 'application/json')).text();
    return (text === '' ? null : JSON.parse(text)) as Answer;
  }
  async function* stream<Event>(sent: Sent, { signal }: StreamOptions = {}): AsyncGenerator<Event, void, void> {
    const leaving = new AbortController();
    let isWhole = false;
    const ended = signal === undefined ? leaving.signal : AbortSignal.any([leaving.signal, signal]);
    try {
      const answer = await request(sent, { signal: ended }, 'text/event-stream');
      for await (const { name, data } of eventsOf(answer)) {
        if (name === 'error') throw new SophiaApiError((JSON.parse(data) as { readonly problem: Problem }).problem);
        yield JSON.parse(data) as Event;
        isWhole = name === 'done';
      }
      if (!isWhole) throw new Error('Expected the whole answer of Sophia, found that the connection ended before it. Ask again.');
    } finally {
      leaving.abort();
    }
  }
  async function* lines<Line>(sent: Sent, { signal }: StreamOptions = {}): AsyncGenerator<Line, void, void> {
    const leaving = new AbortController();
    const ended = signal === undefined ? leaving.signal : AbortSignal.any([leaving.signal, signal]);
    try {
      const answer = await request(sent, { signal: ended }, 'application/x-ndjson');
      for await (const line of linesOf(answer)) yield JSON.parse(line) as Line;
    } finally {
      leaving.abort();
    }
  }
  return {
//FUNCTIONS
  };
}
`;

/** The whole client from its two parts that depend on the API. */
export function clientFrame({ types, functions }: { types: string; functions: string }): string {
  return frame.replace('//TYPES', () => types).replace('//FUNCTIONS', () => functions);
}
