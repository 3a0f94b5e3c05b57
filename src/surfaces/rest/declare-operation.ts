import { z } from 'zod';
import { checkOnce } from '#platform/answers';
import { type ErrorCode, parseInput } from '#platform/errors';
import type { HealthRegistry } from '#platform/health';
import type { WorkContext } from '#workflows';
import type { ApiMethod, ApiOperation, ApiPlace, ApiRequest, ApiTag, PageOfLines } from './api-operation.ts';
import { assertStorable } from './assert-storable.ts';

type NoFields = Readonly<Record<never, never>>;

/** What `run` is given: parsed, by the types of the declaration. */
interface Call<Params extends z.ZodRawShape, Query extends z.ZodRawShape, Body extends z.ZodType> {
  readonly ctx: WorkContext;
  readonly health: HealthRegistry;
  readonly params: z.output<z.ZodObject<Params>>;
  readonly query: z.output<z.ZodObject<Query>> & { readonly workspace?: string };
  readonly body: z.output<Body>;
  readonly ifMatch: ApiRequest['ifMatch'];
  readonly keepSession: ApiRequest['keepSession'];
  readonly emit: ApiRequest['emit'];
  readonly signal: AbortSignal;
}

interface Declared<
  Params extends z.ZodRawShape,
  Query extends z.ZodRawShape,
  Body extends z.ZodType,
  Answer extends z.ZodType,
> {
  readonly id: string;
  readonly method: ApiMethod;
  readonly path: string;
  readonly tag: ApiTag;
  readonly summary: string;
  readonly description?: string;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** Without one the answer has no body. */
  readonly answer?: Answer;
  /** Each of them says its `type`. */
  readonly events?: z.ZodType<{ readonly type: string }>;
  /** The schema of a line, where the list may be read whole, line by line. */
  readonly lines?: z.ZodType;
  readonly linesOf?: (answer: z.output<Answer>) => PageOfLines;
  readonly status?: 201 | 202;
  /** `workspace` where nothing is said. */
  readonly place?: ApiPlace;
  readonly isSecret?: boolean;
  /** Without it the tag is that of the whole answer. */
  readonly versionOf?: (answer: z.output<Answer>) => string;
  readonly showsMore?: boolean;
  /** `optional`: without the header whatever is there is replaced. */
  readonly replacesVersion?: boolean | 'optional';
  readonly errors?: readonly ErrorCode[];
  readonly bodyLimit?: number;
  readonly run: (call: Call<Params, Query, Body>) => Promise<z.input<Answer>>;
}

const usualBodyBytes = 256 * 1024;

const Workspace = z
  .string()
  .min(1)
  .max(100)
  .default('main')
  .describe('The workspace: `main`, or `example` for the example calls.');

/**
 * Declares an operation. What comes in passes its schemas before anything is done, and the answer passes its own, so
 * that nothing leaves that the description does not have. A write without fields takes the body `{}`.
 */
export function declareOperation<
  Params extends z.ZodRawShape = NoFields,
  Query extends z.ZodRawShape = NoFields,
  Body extends z.ZodType = z.ZodType<unknown>,
  Answer extends z.ZodType = z.ZodType<null>,
>(declared: Declared<Params, Query, Body, Answer>): ApiOperation {
  const { id, method, path, tag, summary, run } = declared;
  const params = z.strictObject({ ...declared.params });
  const place = declared.place ?? 'workspace';
  const query = z.strictObject({ ...(place === 'workspace' ? { workspace: Workspace } : {}), ...declared.query });
  const answer = declared.answer ?? null;
  const body = method === 'GET' || method === 'DELETE' ? null : (declared.body ?? z.strictObject({}));
  return {
    id,
    method,
    path,
    tag,
    summary,
    description: declared.description ?? null,
    params,
    query,
    body,
    answer,
    events: declared.events ?? null,
    lines: declared.lines ?? null,
    linesOf: linesBy(answer, declared.linesOf),
    status: answer === null ? 204 : (declared.status ?? 200),
    place,
    isSecret: declared.isSecret ?? false,
    versionOf: versionBy(answer, declared.versionOf),
    showsMore: declared.showsMore ?? false,
    replacesVersion: declared.replacesVersion ?? false,
    errors: declared.errors ?? [],
    bodyLimit: declared.bodyLimit ?? usualBodyBytes,
    workspaceOf: (given) => {
      assertStorable(given);
      const parsed = parseInput<unknown>({ schema: query, input: given, what: queryWords });
      return WorkspaceOnly.parse(parsed).workspace ?? null;
    },
    run: async ({ ctx, health, ifMatch, keepSession, emit, signal, ...given }) => {
      assertStorable(given);
      const parsed = {
        params: parseInput<unknown>({ schema: params, input: given.params, what: 'the address' }),
        query: parseInput<unknown>({ schema: query, input: given.query, what: queryWords }),
        body: body === null ? null : parseInput<unknown>({ schema: body, input: given.body, what: bodyWords }),
      };
      // oxlint-disable-next-line typescript/consistent-type-assertions -- the schemas of this declaration have just passed them
      const call = { ctx, health, ifMatch, keepSession, emit, signal, ...parsed } as Call<Params, Query, Body>;
      const result: unknown = await run(call);
      return answer === null ? null : checkAnswer({ id, answer, result });
    },
  };
}

const queryWords = 'the query';
const bodyWords = 'the body, as JSON,';
const WorkspaceOnly = z.object({ workspace: z.string().optional() });

function versionBy<Answer extends z.ZodType>(
  answer: Answer | null,
  versionOf: ((answer: z.output<Answer>) => string) | undefined,
): ApiOperation['versionOf'] {
  return answer === null || versionOf === undefined ? null : (given) => versionOf(answer.parse(given));
}

function linesBy<Answer extends z.ZodType>(
  answer: Answer | null,
  linesOf: ((answer: z.output<Answer>) => PageOfLines) | undefined,
): ApiOperation['linesOf'] {
  return answer === null || linesOf === undefined ? null : (given) => linesOf(answer.parse(given));
}

function checkAnswer({ id, answer, result }: { id: string; answer: z.ZodType; result: unknown }): unknown {
  return checkOnce({
    value: result,
    schema: answer,
    check: (value) => {
      const checked = answer.safeParse(value);
      if (checked.success) return checked.data;
      throw new Error(`The answer of ${id} is not as described:\n${z.prettifyError(checked.error)}`);
    },
  });
}
