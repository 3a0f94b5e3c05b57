import { html, inspectorParts, type Markup, page, type SimulatorTools } from '../kit/index.ts';
import type { PineconeState } from './state.ts';

/** Which indexes there are, and how much is in each namespace. */
export function inspector(tools: SimulatorTools<PineconeState>): Markup {
  const { state, url } = tools;
  const rows = Object.values(state.indexes).flatMap(({ name, dimension, namespaces, writes }) =>
    Object.entries(namespaces).map(
      ([namespace, records]) =>
        html`<li><code>${name}</code> (${dimension} dimensions), <code>${namespace}</code>: ${Object.keys(records).length} records, ${writes.length} writes not seen yet</li>`,
    ),
  );
  return page({
    title: 'Pinecone',
    lead: html`The simulator that stands in for Pinecone, control plane and indexes, at <code>${url}</code>.`,
    content: html`<h2>Indexes</h2>
<ul>${rows}</ul>
${inspectorParts(tools)}`,
  });
}
