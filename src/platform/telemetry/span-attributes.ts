import { redactString } from '#platform/log';

/** Everything a span may say: names, ids and figures. What is not listed here never leaves the process. */
export const spanAttributeNames = [
  'analysis.id',
  'attempt',
  'batch.id',
  'call.id',
  'call.version',
  'claims.kept',
  'claims.refused',
  'cost.micro_usd',
  'engine.name',
  'engine.version',
  'error.type',
  'event.id',
  'event.type',
  'file.bytes',
  'file.format',
  'http.request.method',
  'http.response.status_code',
  'http.route',
  'model.name',
  'model.provider',
  'prompt.version',
  'request.id',
  'server.address',
  'tokens.input',
  'tokens.output',
  'transcript.turns',
  'transcript.words',
  'workflow.id',
  'workflow.name',
  'workspace.id',
] as const;

export type SpanAttributeName = (typeof spanAttributeNames)[number];
export type SpanAttributes = Readonly<Partial<Record<SpanAttributeName, string | number | boolean>>>;

const allowed: ReadonlySet<string> = new Set(spanAttributeNames);

/** Ids, routes, versions and names of models; a sentence has spaces and does not fit. */
const plainValue = /^[\w.:@/+*-]{1,160}$/;

/** The attributes that may leave the process. A text that is no plain name is replaced by a mark. */
export function filterAttributes(
  attributes: Readonly<Record<string, unknown>>,
): Record<string, string | number | boolean> {
  const kept: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (allowed.has(name) && (typeof value === 'number' || typeof value === 'boolean')) {
      kept[name] = value;
    } else if (allowed.has(name) && typeof value === 'string') {
      kept[name] = isPlain(value) ? value : '[text]';
    }
  }
  return kept;
}

/** A span's name where it is a plain one, such as `call.analyze`. */
export function filterSpanName(name: string): string {
  return isPlain(name) ? name : 'unnamed';
}

/** An address or the number of a card has the form of an id, and is none. */
function isPlain(value: string): boolean {
  return plainValue.test(value) && redactString(value) === value;
}
