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

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: unknown;
}

export type SophiaClient = ReturnType<typeof createSophiaClient>;

/** A function for each operation of the API. Each throws \`SophiaApiError\` where Sophia says no. */
export function createSophiaClient({ baseUrl, headers = {}, fetch: fetchWith = fetch }: SophiaClientOptions) {
  async function send<Answer>({ method, path, query, body }: Sent, options: RequestOptions = {}): Promise<Answer> {
    const address = new URL(\`\${baseUrl.replace(/\\/+$/, '')}/api/v1\${path}\`);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) address.searchParams.set(name, String(value));
    }
    const answer = await fetchWith(address.href, {
      method,
      headers: {
        accept: 'application/json',
        ...headers,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(options.idempotencyKey === undefined ? {} : { 'idempotency-key': options.idempotencyKey }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    const text = await answer.text();
    if (answer.ok) return (text === '' ? null : JSON.parse(text)) as Answer;
    const isProblem = (answer.headers.get('content-type') ?? '').startsWith('application/problem+json');
    if (isProblem) throw new SophiaApiError(JSON.parse(text) as Problem);
    throw new Error(\`Expected an answer of Sophia, found the status \${answer.status} from \${address.origin}.\`);
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
