import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { errorCatalogue } from '#platform/errors';
import { apiOperations } from './api-operations.ts';
import { describeApi, errorsOf } from './describe-api.ts';
import { typeOfSchema } from './type-of-schema.ts';

/** As text: to compare an object with the linter's own types takes the compiler two seconds. */
const linterRules = `
extends: [recommended]
rules:
  operation-description: off
  operation-4xx-problem-details-rfc7807: off
  no-unused-components: error
  operation-operationId-unique: error
  operation-operationId-url-safe: error
  path-parameters-defined: error
  tags-alphabetical: off
`;

describe('the description of the API', () => {
  it('passes the recommended rules of a linter, and a stricter few', async () => {
    const config = await createConfig(linterRules);
    const source = JSON.stringify(describeApi());
    const problems = await lintFromString({ source, absoluteRef: 'openapi.json', config });
    assert.deepEqual(
      problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`),
      [],
    );
  });

  it('has every declared operation once, with an address of its own', () => {
    const ids = apiOperations.map(({ id }) => id);
    assert.deepEqual(ids, [...new Set(ids)]);
    const addresses = apiOperations.map(({ method, path }) => `${method} ${path}`);
    assert.deepEqual(addresses, [...new Set(addresses)]);
    const described = Object.values(describeApi().paths).flatMap((methods) => Object.values(methods));
    assert.deepEqual(described.map(({ operationId }) => operationId).sort(), [...ids].sort());
  });

  it('says how a request names who sends it, and of which operation nobody is asked', () => {
    const { components, security, paths } = describeApi();
    assert.deepEqual(Object.keys(components.securitySchemes), ['bearer', 'session']);
    assert.deepEqual(security, [{ bearer: [] }, { session: [] }, {}]);
    const open = Object.values(paths).flatMap((methods) =>
      Object.values(methods).flatMap(({ operationId, security: own }) => (own === undefined ? [] : [operationId])),
    );
    assert.deepEqual(open, ['signIn']);
    for (const operation of apiOperations) {
      assert.equal(errorsOf(operation).includes('sign-in.required'), operation.id !== 'signIn', operation.id);
    }
  });

  it('takes no key for a write whose answer shows a secret', () => {
    const secret = apiOperations.filter(({ isSecret }) => isSecret).map(({ id }) => id);
    assert.deepEqual(secret.toSorted(), [
      'addWebhook',
      'createKey',
      'inviteUser',
      'issueToken',
      'renewUserLink',
      'rotateKey',
      'rotateWebhookSecret',
      'signIn',
      'unmaskText',
    ]);
    for (const operation of apiOperations.filter(({ isSecret }) => isSecret)) {
      const { parameters } = describeApi().paths[operation.path]?.[operation.method.toLowerCase()] ?? {};
      assert.deepEqual(
        parameters?.filter((parameter) => parameter.in === 'header'),
        [],
        operation.id,
      );
    }
  });

  it('names in each path the parameters that it declares, and marks them as needed', () => {
    for (const { id, path, params } of apiOperations) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      assert.deepEqual(named, Object.keys(params.shape), id);
    }
  });

  it('answers each error under the status that the catalogue gives it', () => {
    const { paths } = describeApi();
    for (const operation of apiOperations) {
      const { responses } = paths[operation.path]?.[operation.method.toLowerCase()] ?? {};
      for (const code of errorsOf(operation)) {
        const response = JSON.stringify(Object(responses)[errorCatalogue[code].httpStatus]);
        assert.ok(response.includes(`\`${code}\``), `${operation.id} ${code}`);
      }
    }
  });
});

describe('a schema as a type', () => {
  const cases: readonly (readonly [object, string])[] = [
    [{ type: ['string', 'null'] }, 'string | null'],
    [{ type: 'array', items: { anyOf: [{ type: 'integer' }, { type: 'null' }] } }, 'readonly (number | null)[]'],
    [{ type: 'object', additionalProperties: { type: 'boolean' } }, 'Readonly<Record<string, boolean>>'],
    [{ enum: ['a', 1, null] }, '"a" | 1 | null'],
    [{ allOf: [{ $ref: '#/components/schemas/One' }, { const: true }] }, 'One & true'],
    [{ type: 'array', prefixItems: [{ type: 'string' }, {}] }, 'readonly [string, unknown]'],
    [
      { type: 'object', properties: { 'a-b': { type: 'null', description: 'So */ it is.' } }, required: [] },
      '{\n  /** So * / it is. */\n  readonly "a-b"?: null;\n}',
    ],
  ];
  for (const [schema, type] of cases) {
    it(`reads ${JSON.stringify(schema)}`, () => assert.equal(typeOfSchema(schema), type));
  }
});
