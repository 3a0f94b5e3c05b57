import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { SophiaError } from '#platform/errors';
import { graphLimits } from './graph-limits.ts';

/** What a set of fields amounts to, with every fragment in each of its places. */
interface Extent {
  readonly depth: number;
  readonly fields: number;
  readonly aliases: number;
  readonly directives: number;
}

const nothing: Extent = { depth: 0, fields: 0, aliases: 0, directives: 0 };

/**
 * Measures a document without looking at the schema, each fragment once, so that no document takes long to be refused.
 * Throws `graphql.too-large`, or `graphql.invalid` for fragments that go round in a circle.
 */
export function checkDocument(document: DocumentNode): void {
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
  const measure = createMeasure(fragments);
  for (const definition of document.definitions) {
    const directives = 'directives' in definition ? (definition.directives?.length ?? 0) : 0;
    assertWithin({ what: 'directives', found: directives, most: graphLimits.directives });
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const extent = measure(definition.selectionSet);
    const rootFields = countRootFields(definition.selectionSet, fragments);
    assertWithin({ what: 'levels of fields', found: extent.depth, most: graphLimits.depth });
    assertWithin({ what: 'aliases', found: extent.aliases, most: graphLimits.aliases });
    assertWithin({ what: 'directives', found: extent.directives + directives, most: graphLimits.directives });
    assertWithin({ what: 'fields at the root', found: rootFields, most: graphLimits.rootFields });
    assertWithin({ what: 'fields', found: extent.fields, most: graphLimits.fields });
  }
}

function createMeasure(fragments: ReadonlyMap<string, FragmentDefinitionNode>): (set: SelectionSetNode) => Extent {
  const known = new Map<string, Extent>();
  const open = new Set<string>();
  function ofFragment(name: string): Extent {
    const fragment = fragments.get(name);
    if (fragment === undefined) return nothing;
    if (open.has(name)) {
      throw new SophiaError('graphql.invalid', `Expected fragments that end, found ${name} within itself.`);
    }
    open.add(name);
    const extent = known.get(name) ?? ofSet(fragment.selectionSet);
    open.delete(name);
    known.set(name, extent);
    return extent;
  }
  function ofSelection(selection: SelectionNode): Extent {
    const directives = selection.directives?.length ?? 0;
    if (selection.kind === Kind.FRAGMENT_SPREAD)
      return plus(ofFragment(selection.name.value), { fields: 1, directives });
    if (selection.kind === Kind.INLINE_FRAGMENT) return plus(ofSet(selection.selectionSet), { fields: 1, directives });
    const inner = selection.selectionSet === undefined ? nothing : ofSet(selection.selectionSet);
    const aliases = selection.alias === undefined ? 0 : 1;
    return plus({ ...inner, depth: inner.depth + 1 }, { fields: 1, aliases, directives });
  }
  function ofSet({ selections }: SelectionSetNode): Extent {
    return selections
      .map(ofSelection)
      .reduce((sum, one) => ({ ...plus(sum, one), depth: Math.max(sum.depth, one.depth) }), nothing);
  }
  return ofSet;
}

function plus(extent: Extent, more: Partial<Extent>): Extent {
  return {
    depth: extent.depth,
    fields: extent.fields + (more.fields ?? 0),
    aliases: extent.aliases + (more.aliases ?? 0),
    directives: extent.directives + (more.directives ?? 0),
  };
}

/** Fields at the root, also those within fragments. Nothing goes round in a circle any more. */
function countRootFields(set: SelectionSetNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): number {
  const known = new Map<string, number>();
  function count({ selections }: SelectionSetNode): number {
    return selections.reduce((sum, selection) => sum + countOne(selection), 0);
  }
  function countOne(selection: SelectionNode): number {
    if (selection.kind === Kind.FIELD) return 1;
    if (selection.kind === Kind.INLINE_FRAGMENT) return count(selection.selectionSet);
    const name = selection.name.value;
    const fragment = fragments.get(name);
    const counted = known.get(name) ?? (fragment === undefined ? 0 : count(fragment.selectionSet));
    known.set(name, counted);
    return counted;
  }
  return count(set);
}

function assertWithin({ what, found, most }: { what: string; found: number; most: number }): void {
  if (found <= most) return;
  throw new SophiaError(
    'graphql.too-large',
    `Expected at most ${most} ${what}, found ${Number.isSafeInteger(found) ? found : 'more than can be counted'}.`,
  );
}
