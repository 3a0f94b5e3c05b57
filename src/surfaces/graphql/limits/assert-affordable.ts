import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { SophiaError } from '#platform/errors';
import { graphLimits } from './graph-limits.ts';

/** How many a list is taken to hold that has no page of its own. */
const usualListSize = 10;
/** What is taken where a number is none: it is refused later, in words. */
const largestGuess = 100;
/** What is known of the schema is the same for everybody and bounded by its size. */
const introspectionCost = 100;
/** What is computed from many nights, however little of it is asked for. */
const computed = ['forecast', 'waterfall'];
const computedCost = 2500;

export interface CostQuestion {
  readonly schema: GraphQLSchema;
  /** Valid by the schema, and checked for its size. */
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Throws `graphql.too-costly`. */
export function assertAffordable(question: CostQuestion): void {
  const cost = measureCost(question);
  if (cost <= graphLimits.cost) return;
  throw new SophiaError(
    'graphql.too-costly',
    `Expected an operation that costs at most ${graphLimits.cost}, found one of ${cost}: each field counts one, times how many of it the lists around it may hold; forecast and waterfall count ${computedCost} each, and more for their fields.`,
    { details: { cost, most: graphLimits.cost } },
  );
}

/** What an operation costs at most: one for each field, times how many of it the lists around it may hold. */
function measureCost(question: CostQuestion): number {
  const { schema, document, operation } = question;
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
  const root = schema.getRootType(operation.operation);
  if (root === undefined || root === null) return 0;
  return costOfSet(operation.selectionSet, { question, fragments, type: root, pageSize: null });
}

interface Place {
  readonly question: CostQuestion;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly type: GraphQLCompositeType;
  /** How many the list within this connection may hold; null outside of one. */
  readonly pageSize: number | null;
}

function costOfSet({ selections }: SelectionSetNode, place: Place): number {
  return selections.reduce((sum, selection) => {
    switch (selection.kind) {
      case Kind.FIELD:
        return sum + costOfField(selection, place);
      case Kind.INLINE_FRAGMENT: {
        const type = typeNamed(selection.typeCondition?.name.value, place);
        return sum + costOfSet(selection.selectionSet, { ...place, type });
      }
      case Kind.FRAGMENT_SPREAD: {
        const fragment = place.fragments.get(selection.name.value);
        if (fragment === undefined) return sum;
        const type = typeNamed(fragment.typeCondition.name.value, place);
        return sum + costOfSet(fragment.selectionSet, { ...place, type });
      }
    }
  }, 0);
}

function typeNamed(name: string | undefined, { question, type }: Place): GraphQLCompositeType {
  const named = name === undefined ? undefined : question.schema.getType(name);
  return isCompositeType(named) ? named : type;
}

function costOfField(node: FieldNode, place: Place): number {
  const name = node.name.value;
  if (name === '__schema' || name === '__type') return introspectionCost;
  const field = isObjectType(place.type) || isInterfaceType(place.type) ? place.type.getFields()[name] : undefined;
  if (field === undefined || node.selectionSet === undefined) return 1;
  const type = getNamedType(field.type);
  if (!isCompositeType(type)) return 1;
  const pageSize = pageSizeOf({ node, field, place });
  const times = isListType(getNullableType(field.type)) ? (place.pageSize ?? listSizeOf(node, place)) : 1;
  const isComputed = place.type === place.question.schema.getQueryType() && computed.includes(name);
  return (isComputed ? computedCost : 1) + times * costOfSet(node.selectionSet, { ...place, type, pageSize });
}

/** `first` as it was asked for; null where the field has no pages. */
function pageSizeOf({
  node,
  field,
  place,
}: {
  node: FieldNode;
  field: GraphQLField<unknown, unknown>;
  place: Place;
}): number | null {
  const declared = field.args.find(({ name }) => name === 'first');
  if (declared === undefined) return null;
  const given = node.arguments?.find((argument) => argument.name.value === 'first')?.value;
  if (given === undefined) return numberIn(declaredDefault(declared));
  if (given.kind === Kind.INT) return numberIn(Number(given.value));
  if (given.kind !== Kind.VARIABLE) return largestGuess;
  const { operation, variables } = place.question;
  const variable = variables[given.name.value];
  if (variable !== undefined) return numberIn(variable);
  const standard = operation.variableDefinitions?.find(
    (definition) => definition.variable.name.value === given.name.value,
  )?.defaultValue;
  return numberIn(standard?.kind === Kind.INT ? Number(standard.value) : declaredDefault(declared));
}

function declaredDefault(argument: GraphQLField<unknown, unknown>['args'][number]): unknown {
  const node = argument.astNode?.defaultValue;
  return node?.kind === Kind.INT ? Number(node.value) : largestGuess;
}

function numberIn(value: unknown): number {
  return typeof value === 'number' && value >= 0 ? value : largestGuess;
}

/** Of a list of ids that is given as such, its length. */
function listSizeOf(node: FieldNode, { question }: Place): number {
  const ids = node.arguments?.find((argument) => argument.name.value === 'ids')?.value;
  if (ids === undefined) return usualListSize;
  if (ids.kind === Kind.LIST) return ids.values.length;
  const given = ids.kind === Kind.VARIABLE ? question.variables[ids.name.value] : undefined;
  return Array.isArray(given) ? given.length : largestGuess;
}
