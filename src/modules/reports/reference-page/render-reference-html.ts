import { html, type Markup } from '../markup/html.ts';
import { type PageKind, policyOf, renderPage } from '../markup/render-page.ts';
import { viewerForm } from '../markup/viewer-form.ts';
import type { ReferenceOperation, ReferencePage } from './reference-page.ts';

const referencePage: PageKind = {
  styles: ['tokens.css', 'base.css', 'index.css', 'reference.css'],
  scripts: [],
  connects: false,
  forms: true,
};

/** The content security policy that the reference is sent with. */
export function referenceContentSecurityPolicy(): string {
  return policyOf(referencePage);
}

/** The page that shows what a program can ask of Sophia: each operation, the forms of answers, the errors. */
export function renderReferenceHtml({ address, groups, schemas, errors, viewer }: ReferencePage): string {
  return renderPage({
    kind: referencePage,
    title: 'API · Sophia',
    bodyClass: 'index-page',
    body: html`<a class="skip" href="#operations">Skip to the operations</a>
<header class="index-head"><p class="wordmark"><a href="/">Sophia</a></p>
<div class="corner"><p class="workspace"><a href="/api/v1/openapi.json">openapi.json</a></p>${viewerForm(viewer)}</div></header>
<main>
<h1>API</h1>
<p>What a person can do with Sophia, a program can do under <code>/api/v1</code>. This page and the
<a href="/api/v1/openapi.json">description (OpenAPI 3.1)</a> are made from the same declarations as the routes.</p>
<pre tabindex="0"><code>curl '${address}/api/v1/calls?limit=5&amp;workspace=example'</code></pre>
<nav class="reference-groups" aria-label="Parts of the API"><ul>${groups.map(
      ({ name, operations }) =>
        html`<li><a href="#${name}">${titleOf(name)}</a> <span class="count">${operations.length}</span></li>`,
    )}<li><a href="#schemas">Schemas</a></li><li><a href="#errors">Errors</a></li></ul></nav>
<div id="operations" tabindex="-1">${groups.map(
      ({ name, summary, operations }) => html`<section aria-labelledby="${name}"><h2 id="${name}">${titleOf(name)}</h2>
<p class="quiet">${summary}</p>
${operations.map(operationPart)}</section>`,
    )}</div>
<section aria-labelledby="schemas"><h2 id="schemas">Schemas</h2>
<p class="quiet">The forms of answers, as types of TypeScript.</p>
${schemas.map(
  ({ name, text }) => html`<details class="operation" id="schema-${name}"><summary><code>${name}</code></summary>
<pre tabindex="0"><code>${text}</code></pre></details>
`,
)}</section>
<section aria-labelledby="errors"><h2 id="errors">Errors</h2>
<p class="quiet">Each is sent as <code>application/problem+json</code> with its code, what was found, what to do, and the id of the request.</p>
<dl class="errors">${errors.map(
      ({ code, status, meaning, action }) =>
        html`<div id="${code}"><dt><code>${code}</code> <span class="count">${status}</span></dt><dd>${meaning}</dd><dd class="action">${action}</dd></div>
`,
    )}</dl></section>
</main>`,
  });
}

function operationPart(operation: ReferenceOperation): Markup {
  const { id, method, path, summary, description, parameters, body, status, answer, errors } = operation;
  return html`<details class="operation" id="${id}"><summary><span class="method method-${method.toLowerCase()}">${method}</span> <code class="path">${path}</code> <span class="summary">${summary}</span></summary>
<div class="operation-parts">${description !== null && html`<p>${description}</p>`}
<h3>Parameters</h3>
<dl class="parameters">${parameters.map(
    (parameter) =>
      html`<div><dt><code>${parameter.name}</code> <span class="count">${parameter.place}${parameter.required && ', required'}</span></dt>
<dd><code>${parameter.type}</code>${parameter.standard !== null && html`, ${parameter.standard} where it is left out`}${parameter.description !== null && html`. ${parameter.description}`}</dd></div>
`,
  )}</dl>
${body !== null && html`<h3>Body</h3><pre tabindex="0"><code>${body}</code></pre>`}
<h3>Answer</h3><p>${status}: ${answer === null ? 'no body' : html`<a href="#schema-${answer}"><code>${answer}</code></a>`}</p>
<h3>Errors</h3><p class="error-codes">${errors.map((code) => html`<a href="#${code}"><code>${code}</code></a> `)}</p>
</div></details>
`;
}

function titleOf(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
