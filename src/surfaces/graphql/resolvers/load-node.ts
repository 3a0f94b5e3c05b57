import type { Graph } from '../graph.ts';
import type { NodeType } from '../node-id.ts';

/** The thing that an id names, which says of itself of what type it is; null where it is not there or not seen. */
export async function loadNode(graph: Graph, node: { type: NodeType; id: string }): Promise<object | null> {
  const found = await find(graph, node);
  return found === null ? null : { __typename: node.type, ...found };
}

async function find(graph: Graph, { type, id }: { type: NodeType; id: string }): Promise<object | null> {
  const load = graph.load();
  switch (type) {
    case 'Call':
      return load.calls.load(id);
    case 'Claim':
      return load.claims.load(id);
    case 'Deal':
    case 'Company':
    case 'Contact':
    case 'Lead': {
      const record = await load.records.load(id);
      return record?.objectType === type.toLowerCase() ? record : null;
    }
    case 'Person':
      return (await load.people()).find(({ personId }) => personId === id) ?? null;
    case 'Commitment':
      return load.commitments.load(id);
    case 'Contradiction':
      return load.contradictions.load(id);
    case 'Warning':
      return load.warnings.load(id);
    case 'ChangeSet':
      return load.changeSets.load(id);
  }
}
