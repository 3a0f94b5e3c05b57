import { type ErrorCode, SophiaError } from '#platform/errors';
import { Problem } from './schema.ts';

/** An answer of HubSpot that is not a success. */
export interface HubspotProblem {
  readonly status: number;
  readonly body: Problem;
  readonly retryAfterMs: number | null;
}

/** What was asked for, in words: `read 40 deals`, `update deal 512`. */
interface Refused {
  readonly problem: HubspotProblem;
  readonly doing: string;
}

export async function readProblem({
  response,
  retryAfterMs,
}: {
  response: Response;
  retryAfterMs: number | null;
}): Promise<HubspotProblem> {
  try {
    return { status: response.status, body: Problem.parse(await response.json()), retryAfterMs };
  } catch {
    return { status: response.status, body: {}, retryAfterMs };
  }
}

/** Values that were sent are not repeated: they may be words of a call. What HubSpot says in their place is its codes. */
export function hubspotError({ problem, doing }: Refused): SophiaError {
  const { status, body } = problem;
  const properties = propertiesIn(body);
  const codes = [...new Set((body.errors ?? []).flatMap(({ code }) => code ?? []))];
  const scopes = scopesIn(body);
  const code = codeOf({ status, body, scopes });
  return new SophiaError(
    code,
    `Expected HubSpot to ${doing}, found ${describe({ problem, scopes, properties, codes })}.`,
    {
      details: {
        status,
        category: body.category ?? null,
        correlationId: body.correlationId ?? null,
        properties,
        codes,
        scopes,
        existingId: existingIdIn(body),
        ...(isRefusal(status) ? { sent: false } : {}),
      },
    },
  );
}

/** Whatever it was, it has not taken effect. */
function isRefusal(status: number): boolean {
  return (status >= 400 && status < 500 && status !== 408) || status === 477;
}

function codeOf({ status, body, scopes }: { status: number; body: Problem; scopes: readonly string[] }): ErrorCode {
  if (status === 403 && (body.category === 'MISSING_SCOPES' || scopes.length > 0)) return 'vendor.missing-scope';
  if (status === 401 || status === 403) return 'vendor.unauthorized';
  if (status === 404) return 'vendor.not-found';
  if (status === 409) return 'vendor.conflict';
  if (status === 429) return 'vendor.rate-limited';
  if (status === 423 || status === 477) return 'vendor.unavailable';
  if (status === 408 || status === 504 || status === 524) return 'vendor.timeout';
  if (status === 400 && (body.category === 'VALIDATION_ERROR' || propertiesIn(body).length > 0))
    return 'vendor.invalid-value';
  return status >= 500 ? 'vendor.unavailable' : 'vendor.refused';
}

function describe({
  problem,
  scopes,
  properties,
  codes,
}: {
  problem: HubspotProblem;
  scopes: readonly string[];
  properties: readonly string[];
  codes: readonly string[];
}): string {
  const { status, body } = problem;
  if (scopes.length > 0) return `that the app lacks one of the scopes ${scopes.join(', ')}`;
  if (status === 409) return `that there is such a record already${idPart(existingIdIn(body))}`;
  if (status === 429) return `its limit ${body.policyName ?? '(without a name)'} reached`;
  if (status === 423) return 'the record locked';
  if (status === 477) return `the account being moved${secondsPart(problem.retryAfterMs)}`;
  const gone = goneIn(body);
  if (gone.length > 0) {
    return `that it has no ${gone.length === 1 ? 'property' : 'properties'} ${gone.join(', ')}, which may have been deleted`;
  }
  if (properties.length > 0)
    return `that it refuses the value of ${properties.join(', ')} (${codes.join(', ') || status})`;
  const named = [body.category, body.subCategory, ...codes].filter((word) => (word ?? null) !== null).join(', ');
  return `status ${status}${named === '' ? '' : ` (${named})`}`;
}

function propertiesIn({ errors }: Problem): string[] {
  return [...new Set((errors ?? []).flatMap(({ context }) => context?.['propertyName'] ?? []))];
}

/** The properties that there are not, or no more. */
function goneIn({ errors }: Problem): string[] {
  const unknown = (errors ?? []).filter(({ code }) => code === 'PROPERTY_DOESNT_EXIST');
  return [...new Set(unknown.flatMap(({ context }) => context?.['propertyName'] ?? []))];
}

function scopesIn({ errors }: Problem): string[] {
  return [...new Set((errors ?? []).flatMap(({ context }) => context?.['requiredScopes'] ?? []))];
}

function existingIdIn({ message }: Problem): string | null {
  return /Existing ID: (?<id>\d+)/u.exec(message ?? '')?.groups?.['id'] ?? null;
}

function idPart(id: string | null): string {
  return id === null ? '' : `: ${id}`;
}

function secondsPart(milliseconds: number | null): string {
  return milliseconds === null ? '' : `; it asks to wait ${Math.ceil(milliseconds / 1000)} s`;
}
