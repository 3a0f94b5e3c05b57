import { z } from 'zod';
import { type ApiDescription, describeApi, typeOfSchema } from '#surfaces/rest';
import { clientFrame } from './client-frame.ts';

const Success = z.looseObject({ content: z.record(z.string(), z.unknown()).optional() });

type Operation = ApiDescription['paths'][string][string];

/** The description of the API, and the client of TypeScript that is written from nothing but it. */
export function generateClient(): { path: string; content: string }[] {
  const description = describeApi();
  return [
    { path: 'docs/schemas/openapi.json', content: `${JSON.stringify(description, null, 1)}\n` },
    { path: 'clients/typescript/sophia-client.ts', content: renderClient(description) },
  ];
}

/** The whole client as text: a type for each schema, and a function for each operation. */
function renderClient({ components, paths }: ApiDescription): string {
  const types = Object.entries(components.schemas).map(
    ([name, schema]) => `export type ${name} = ${typeOfSchema(schema)};\n`,
  );
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const inputs = operations.map(({ operation }) => renderInput(operation));
  const functions = operations.map(renderFunction).join('\n');
  return clientFrame({ types: [...types, ...inputs].join('\n'), functions });
}

function renderInput(operation: Operation): string {
  const fields = fieldsOf(operation).map(
    ({ name, required, schema, description }) =>
      `${description === undefined ? '' : `  /** ${description} */\n`}  readonly ${name}${required ? '' : '?'}: ${typeOfSchema(schema, '  ')};\n`,
  );
  const version = versionOf(operation);
  if (version !== undefined) {
    const mark = version.required ? '' : '?';
    fields.push(
      `  /** The \`version\` of what was read and is to be replaced. */\n  readonly ifMatch${mark}: string;\n`,
    );
  }
  const body = operation.requestBody?.content['application/json'].schema;
  const hasFields = body !== undefined && !isEmpty(body);
  return `export interface ${inputName(operation)} {\n${fields.join('')}${hasFields ? `  readonly body: ${typeOfSchema(body, '  ')};\n` : ''}}\n`;
}

function renderFunction({ path, method, operation }: { path: string; method: string; operation: Operation }): string {
  const fields = fieldsOf(operation);
  const query = fields.filter((field) => field.in === 'query').map(({ name }) => `${name}: input.${name}`);
  const body = operation.requestBody?.content['application/json'].schema;
  const sent = body === undefined ? null : isEmpty(body) ? '{}' : 'input.body';
  const needsInput = fields.some(({ required }) => required) || sent === 'input.body';
  const usesInput = fields.length > 0 || sent === 'input.body';
  const address = path.replace(/\{(\w+)\}/g, '${encodeURIComponent(input.$1)}');
  const parts = [
    `method: '${method}'`,
    `path: \`${address}\``,
    `query: { ${query.join(', ')} }`,
    ...(sent === null ? [] : [`body: ${sent}`]),
    ...(versionOf(operation) !== undefined ? ['ifMatch: input.ifMatch'] : []),
  ];
  const given = `${usesInput ? 'input' : '_input'}: ${inputName(operation)}${needsInput ? '' : ' = {}'}`;
  const sends = `{ ${parts.join(', ')} }, options`;
  const { whole, event, line } = answersOf(operation);
  const plain = `    /** ${operation.summary}. */
    ${operation.operationId}: (${given}, options?: RequestOptions): Promise<${whole}> =>
      send(${sends}),`;
  if (line !== null) {
    return `${plain}
    /** ${operation.summary}; one after the other, to the end. */
    stream${capitalized(operation)}: (${given}, options?: StreamOptions): AsyncGenerator<${line}, void, void> =>
      lines(${sends}),`;
  }
  if (event === null) return plain;
  return `${plain}
    /** ${operation.summary}; as it is made. */
    stream${capitalized(operation)}: (${given}, options?: StreamOptions): AsyncGenerator<${event}, void, void> =>
      stream(${sends}),`;
}

function versionOf({ parameters }: Operation): Operation['parameters'][number] | undefined {
  return parameters.find(({ name }) => name === 'If-Match');
}

/** What stands in the address; what else stands in headers are options of every request. */
function fieldsOf({ parameters }: Operation): Operation['parameters'] {
  return parameters.filter((parameter) => parameter.in !== 'header');
}

/** What an operation answers, and of which events where it may be read as it is made. */
function answersOf({ responses }: Operation): { whole: string; event: string | null; line: string | null } {
  const [success] = Object.entries(responses)
    .filter(([status]) => status.startsWith('2'))
    .map(([, response]) => Success.parse(response).content);
  return {
    whole: nameOf(success?.['application/json']) ?? 'null',
    event: nameOf(success?.['text/event-stream']),
    line: nameOf(success?.['application/x-ndjson']),
  };
}

function nameOf(content: unknown): string | null {
  return /#\/components\/schemas\/(\w+)/.exec(JSON.stringify(content) ?? '')?.[1] ?? null;
}

function inputName(operation: Operation): string {
  return `${capitalized(operation)}Input`;
}

function capitalized({ operationId }: Operation): string {
  return `${operationId.charAt(0).toUpperCase()}${operationId.slice(1)}`;
}

function isEmpty(schema: Readonly<Record<string, unknown>>): boolean {
  return schema['type'] === 'object' && Object.keys(Object(schema['properties'])).length === 0;
}
