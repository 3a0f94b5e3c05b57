import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { SophiaError } from '#platform/errors';
import { assertStorable } from '#surfaces/rest';
import { assertAffordable } from './limits/assert-affordable.ts';
import { checkDocument } from './limits/check-document.ts';
import { graphLimits } from './limits/graph-limits.ts';
import { hashOfOperation, type OperationStore, readPersistedHash } from './persisted/operation-store.ts';

/** What a request asks for, as it came. */
export interface OperationParams {
  readonly query?: string | null | undefined;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  readonly extensions?: unknown;
}

export interface PreparedOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
}

const mostErrorsNamed = 5;
/** What the validation says where it has compared more than it does for one document. */
const validationAborted = 'Validation aborted.';

/**
 * An operation that is known, of a size that is taken, valid and affordable; in that order, so that the dear checks are
 * spared for what passes the cheap ones. Throws a GraphQLError, several as an AggregateError, or a SophiaError.
 */
export function prepareOperation({
  schema,
  store,
  params,
}: {
  schema: GraphQLSchema;
  store: OperationStore;
  params: OperationParams;
}): PreparedOperation {
  const text = textOf({ store, params });
  store.assertAllowed(text);
  assertStorable([params.variables, params.operationName]);
  const document = parse(text, { maxTokens: graphLimits.tokens });
  checkDocument(document);
  const errors = validate(schema, document, specifiedRules, { maxErrors: mostErrorsNamed, hideSuggestions: true });
  if (errors.some(({ message }) => message === validationAborted)) {
    throw new SophiaError(
      'graphql.too-large',
      'Expected a document that is quickly checked, found one of too many parts.',
    );
  }
  if (errors.length > 0) throw new AggregateError(errors);
  const operationName = params.operationName ?? null;
  const operation = getOperationAST(document, operationName);
  if (operation === null || operation === undefined) {
    throw new SophiaError('graphql.invalid', 'Expected the name of one operation of the document, found another.');
  }
  const variables = params.variables ?? {};
  assertAffordable({ schema, document, operation, variables });
  store.keep(text);
  return { document, operation, operationName, variables };
}

/** The text that was sent, or the one that the hash stands for. */
export function textOf({ store, params }: { store: OperationStore; params: OperationParams }): string {
  const hash = readPersistedHash(params.extensions);
  const { query } = params;
  if (typeof query === 'string') {
    if (query.length > graphLimits.documentCharacters) {
      const most = graphLimits.documentCharacters;
      throw new SophiaError('graphql.too-large', `Expected at most ${most} characters, found ${query.length}.`);
    }
    if (hash === null || hash === hashOfOperation(query)) return query;
    throw new SophiaError('graphql.invalid', 'Expected `sha256Hash` to be the hash of `query`, found another.');
  }
  if (hash === null) throw new SophiaError('graphql.invalid', 'Expected `query`, found neither it nor a hash.');
  const text = store.find(hash);
  if (text !== null) return text;
  // Clients that send hashes know this very message, and send the text as well.
  throw new GraphQLError('PersistedQueryNotFound', {
    originalError: new SophiaError('graphql.operation-unknown', 'PersistedQueryNotFound'),
  });
}
