import { type ApiDescription, describeApi, typeOfSchema } from '#surfaces/rest';
import { clientFrame } from './client-frame.ts';

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
  ];
  return `    /** ${operation.summary}. */
    ${operation.operationId}: (${usesInput ? 'input' : '_input'}: ${inputName(operation)}${needsInput ? '' : ' = {}'}, options?: RequestOptions): Promise<${answerOf(operation)}> =>
      send({ ${parts.join(', ')} }, options),`;
}

/** What stands in the address; what stands in headers are options of every request. */
function fieldsOf({ parameters }: Operation): Operation['parameters'] {
  return parameters.filter((parameter) => parameter.in !== 'header');
}

function answerOf({ responses }: Operation): string {
  const [success] = Object.entries(responses)
    .filter(([status]) => status.startsWith('2'))
    .map(([, response]) => JSON.stringify(response));
  return /#\/components\/schemas\/(\w+)/.exec(success ?? '')?.[1] ?? 'null';
}

function inputName({ operationId }: Operation): string {
  return `${operationId.charAt(0).toUpperCase()}${operationId.slice(1)}Input`;
}

function isEmpty(schema: Readonly<Record<string, unknown>>): boolean {
  return schema['type'] === 'object' && Object.keys(Object(schema['properties'])).length === 0;
}
