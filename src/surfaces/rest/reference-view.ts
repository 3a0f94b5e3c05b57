import type { ReferenceOperation, ReferencePage } from '#modules/reports';
import { errorCatalogue } from '#platform/errors';
import { type ApiOperation, apiTags } from './api-operation.ts';
import { apiOperations } from './api-operations.ts';
import { answerNameOf, componentSchemas, inlineSchema } from './component-schemas.ts';
import { describeApi, errorsOf } from './describe-api.ts';
import { typeOfSchema } from './type-of-schema.ts';

/** The page of the API, from the same declarations as its routes. */
export function referenceView(): Omit<ReferencePage, 'viewer' | 'address'> {
  const { paths } = describeApi();
  const codes = new Set(apiOperations.flatMap(errorsOf));
  return {
    groups: Object.entries(apiTags).map(([name, summary]) => ({
      name,
      summary,
      operations: apiOperations.filter(({ tag }) => tag === name).map((operation) => present({ operation, paths })),
    })),
    schemas: Object.entries(componentSchemas(apiOperations)).map(([name, schema]) => ({
      name,
      text: typeOfSchema(schema),
    })),
    errors: Object.entries(errorCatalogue)
      .filter(([code]) => [...codes, 'address.not-found', 'method.not-allowed', 'cursor.malformed'].includes(code))
      .map(([code, { httpStatus, meaning, action }]) => ({ code, status: httpStatus, meaning, action })),
  };
}

function present({
  operation,
  paths,
}: {
  operation: ApiOperation;
  paths: ReturnType<typeof describeApi>['paths'];
}): ReferenceOperation {
  const { id, method, path, summary, description, body, answer, status } = operation;
  const parameters = paths[path]?.[method.toLowerCase()]?.parameters ?? [];
  return {
    id,
    method,
    path: `/api/v1${path}`,
    summary,
    description,
    parameters: parameters.map((parameter) => ({
      name: parameter.name,
      place: parameter.in,
      type: typeOfSchema(parameter.schema),
      required: parameter.required,
      standard: 'default' in parameter.schema ? JSON.stringify(parameter.schema['default']) : null,
      description: parameter.description ?? null,
    })),
    body: body === null ? null : typeOfSchema(inlineSchema(body)),
    status,
    answer: answer === null ? null : answerNameOf(operation),
    errors: errorsOf(operation),
  };
}
