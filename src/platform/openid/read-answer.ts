import type { z } from 'zod';
import { SophiaError } from '#platform/errors';

/** What is asked of a provider, and what is expected of its answer, in words. */
interface Asked<Schema extends z.ZodType> {
  readonly ask: () => Promise<Response>;
  readonly schema: Schema;
  readonly what: string;
  /** What is made of an answer that refuses; left out where none is expected. */
  readonly refused?: (response: Response) => Promise<SophiaError>;
}

/** An answer of a provider as JSON of a form. Whatever keeps it from coming is `openid.unreachable`. */
export async function readAnswer<Schema extends z.ZodType>({
  ask,
  schema,
  what,
  refused,
}: Asked<Schema>): Promise<z.infer<Schema>> {
  const response = await reach(ask, what);
  if (response.ok) return parseAnswer({ response, schema, what });
  const isTheirs = response.status >= 500 || response.status === 429;
  if (!isTheirs && refused !== undefined) throw await refused(response);
  throw new SophiaError('openid.unreachable', `Expected ${what}, found status ${response.status}.`);
}

/** The body of an answer. Throws `openid.unreachable` where it is of another form. */
export async function parseAnswer<Schema extends z.ZodType>({
  response,
  schema,
  what,
}: Pick<Asked<Schema>, 'schema' | 'what'> & { response: Response }): Promise<z.infer<Schema>> {
  try {
    return schema.parse(await response.json());
  } catch (cause) {
    throw new SophiaError('openid.unreachable', `Expected ${what}, found something else.`, { cause });
  }
}

async function reach(ask: () => Promise<Response>, what: string): Promise<Response> {
  try {
    return await ask();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SophiaError('openid.unreachable', `Expected ${what}, found no answer: ${reason}`, { cause });
  }
}
