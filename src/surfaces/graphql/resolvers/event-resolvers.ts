import type { SearchHit } from '#contracts';
import type { FieldResolvers, Graph } from '../graph.ts';
import type { GraphEvent } from '../graph-event.ts';
import { recordNode } from './record-node.ts';

export const searchHitResolvers: FieldResolvers<SearchHit> = {
  call: ({ source, graph }) => (source.callId === null ? null : graph.load().calls.load(source.callId)),
  record: ({ source, graph }) => recordNode(graph.load(), source.recordId),
};

export const eventResolvers: FieldResolvers<GraphEvent> = {
  call: (asked) => loadNamed(asked, { field: 'callId', load: (id) => asked.graph.load().calls.load(id) }),
  record: ({ source, graph }) => recordNode(graph.load(), textIn(source, 'recordId') ?? textIn(source, 'intoRecordId')),
  commitment: (asked) =>
    loadNamed(asked, { field: 'commitmentId', load: (id) => asked.graph.load().commitments.load(id) }),
  contradiction: (asked) =>
    loadNamed(asked, { field: 'contradictionId', load: (id) => asked.graph.load().contradictions.load(id) }),
  warning: (asked) => loadNamed(asked, { field: 'warningId', load: (id) => asked.graph.load().warnings.load(id) }),
  changeSet: (asked) =>
    loadNamed(asked, { field: 'changeSetId', load: (id) => asked.graph.load().changeSets.load(id) }),
};

/** What a field of the event names; null where it names nothing. */
async function loadNamed(
  { source }: { readonly source: GraphEvent; readonly graph: Graph },
  { field, load }: { field: string; load: (id: string) => Promise<object | null> },
): Promise<object | null> {
  const id = textIn(source, field);
  return id === null ? null : load(id);
}

function textIn({ data }: GraphEvent, field: string): string | null {
  const value = data[field];
  return typeof value === 'string' ? value : null;
}
