import { formatInstant } from '#platform/wording';
import { html, type Markup } from '../markup/html.ts';
import { type PageKind, policyOf, renderPage } from '../markup/render-page.ts';
import { siteHead, workspaceTabs } from '../markup/site-head.ts';
import type { PolicyPage, PolicySpoken } from './policy-page.ts';
import { verdictWords, waitingWords } from './verdict-words.ts';
import { whenWords } from './when-words.ts';

const policyPage: PageKind = {
  styles: ['tokens.css', 'base.css', 'index.css', 'flow.css', 'people.css'],
  scripts: [],
  connects: false,
  forms: true,
};

const verdictNames = { automatic: 'written', ask: 'asked', suggest: 'suggested', refuse: 'refused' } as const;

/** The page of the policy in force: each rule as a sentence, in the order in which they decide. */
export function renderPolicyHtml(page: PolicyPage): string {
  const { tab, workspaceName, viewer, rules, otherwise } = page;
  return renderPage({
    kind: policyPage,
    title: 'Policy · Sophia',
    bodyClass: 'index-page',
    body: html`<a class="skip" href="#rules">Skip to the rules</a>
${siteHead({ here: 'changes', tab, workspaceName, viewer })}
<main>
<h1>What may be written</h1>
${workspaceTabs({ path: '/policy', tab })}
<p class="back"><a href="/changes?tab=${tab}">Changes of the CRM</a></p>
${page.fault !== null && html`<p class="notice notice-problem" role="alert">What is written down in ${page.file} is not in force: ${page.fault} What was in force before stays so.</p>`}
<p class="call-facts">${originWords(page)} ${page.fault === null ? 'Version' : 'In force is version'} <code title="${page.version}">${page.version.slice(0, 12)}</code>.</p>
<section aria-labelledby="laws"><h2 id="laws">Above every rule</h2>
<p>Amounts, stages, close dates, owners, new fields, merges and what is taken off a record are always asked about. A value that a person set is never written over without a person’s word. No rule loosens these.</p></section>
<section id="rules" tabindex="-1" aria-labelledby="rules-title"><h2 id="rules-title">Rules</h2>
<p class="call-facts">The first that fits a change decides.</p>
<ol class="calls">${rules.map((rule) => ruleRow({ rule, says: `Where ${whenWords(rule.when)}, ${verdictWords(rule)}.` }))}${ruleRow({ rule: otherwise, says: `${rules.length === 0 ? 'Whatever Sophia writes' : 'Where none of these fits'}, ${verdictWords(otherwise)}.` })}</ol></section>
</main>
<footer class="index-foot"><p>In a name of a field, * stands for any letters. The text, and a trial of another one: <code>sophia policy show</code>, <code>sophia policy try</code>; over the API <a href="/api/v1">/api/v1/policy</a>. How a policy is changed stands in docs/changes.md, under “The policy”.</p></footer>`,
  });
}

/** The content security policy that a server may send with the page; the page holds the same. */
export function policyContentSecurityPolicy(): string {
  return policyOf(policyPage);
}

function ruleRow({ rule, says }: { rule: PolicySpoken; says: string }): Markup {
  const { name, line, verdict, because, terms } = rule;
  return html`<li class="call"><div class="call-main"><p class="call-title">${says}</p>
<p class="call-facts"><span class="tag">${verdictNames[verdict]}</span> <bdi>${name}</bdi>, line ${line}${because !== null && html` · because <bdi>${because}</bdi>`}</p>
${verdict === 'ask' && html`<p class="call-facts">${waitingWords(terms)}</p>`}</div></li>
`;
}

function originWords({ file, origin }: PolicyPage): string {
  switch (origin.kind) {
    case 'shipped':
      return 'The policy that Sophia brings: this workspace has none of its own.';
    case 'common':
      return `${file}, the policy for every workspace that has none of its own, written ${formatInstant(origin.at.toISOString())}.`;
    case 'edited':
      return `${file}, written by hand ${formatInstant(origin.at.toISOString())}; by whom, a file does not say.`;
    case 'set':
      return `${file}, put in force by ${origin.who} ${formatInstant(origin.at.toISOString())}.`;
  }
}
