import { html, inspectorParts, type Markup, page, type SimulatorTools } from '../kit/index.ts';
import type { WeaviateState } from './state.ts';

/** Which classes there are, and how many objects each tenant has. */
export function inspector(tools: SimulatorTools<WeaviateState>): Markup {
  const { state, url } = tools;
  const rows = Object.values(state.classes).flatMap(({ class: name, tenants }) =>
    Object.entries(tenants).map(
      ([tenant, objects]) =>
        html`<li><code>${name}</code>, <code>${tenant}</code>: ${Object.keys(objects).length} objects</li>`,
    ),
  );
  return page({
    title: 'Weaviate',
    lead: html`The simulator that stands in for a Weaviate server, REST and GraphQL, at <code>${url}</code>.`,
    content: html`<h2>Classes and tenants</h2>
<ul>${rows}</ul>
${inspectorParts(tools)}`,
  });
}
