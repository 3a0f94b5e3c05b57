import { commandIn, longestQuestion } from '#contracts';
import { html, type Markup } from '../markup/html.ts';
import { type PageKind, policyOf, renderPage } from '../markup/render-page.ts';
import { siteHead, workspaceTabs } from '../markup/site-head.ts';
import type { AskPage } from '../schema.ts';

const askPage: PageKind = {
  styles: ['tokens.css', 'base.css', 'index.css', 'search.css', 'ask.css'],
  scripts: ['ask-exchange.js', 'ask.js'],
  connects: true,
  forms: true,
};

/** The page for asking: answers come as they are made, can be stopped, and open their proofs and queries. */
export function renderAskHtml(page: AskPage): string {
  const { tab, workspaceName, viewer, workspaceId, asker, answerId } = page;
  return renderPage({
    kind: askPage,
    title: 'Ask · Sophia',
    bodyClass: 'index-page ask-page',
    body: html`<a class="skip" href="#question">Skip to your question</a>
${siteHead({ here: 'ask', tab, workspaceName, viewer })}
<main id="ask" data-workspace="${workspaceId}" data-asker="${asker}" data-tab="${tab}" data-answer="${answerId ?? ''}">
<h1>Ask</h1>
${workspaceTabs({ path: '/ask', tab })}
<noscript><p class="nothing">Answers come as they are made, which takes a script. Without one, <a href="/search?tab=${tab}">search</a> finds places in calls and records, and <code>${commandIn({ workspaceId }, 'sophia ask')}</code> answers in a terminal.</p></noscript>
<ol id="exchanges" class="exchanges" aria-label="Questions and answers"></ol>
${suggestionList(page)}
${questionForm(page)}
<p id="ask-status" class="visually-hidden" role="status"></p>
</main>
<footer class="index-foot"><p>Numbers come from queries that are shown, statements from calls and records that open. What is not known is said.</p></footer>`,
  });
}

/** The content security policy that a server may send with the page; the page holds the same. */
export function askContentSecurityPolicy(): string {
  return policyOf(askPage);
}

function suggestionList({ suggestions }: AskPage): Markup | null {
  if (suggestions.length === 0) return null;
  return html`<div id="suggestions" class="suggestions" hidden><p class="quiet">For example:</p>
<ul>${suggestions.map((question) => html`<li><button type="button" data-question="${question}">${question}</button></li>`)}</ul></div>`;
}

function questionForm({ question }: AskPage): Markup {
  return html`<form id="ask-form" class="ask-form" hidden>
<label for="question">Your question</label>
<div class="ask-line"><textarea id="question" name="question" rows="2" maxlength="${longestQuestion}" autocomplete="off" aria-describedby="ask-hint">${question}</textarea>
<button type="submit" id="send">Ask</button></div>
<p id="ask-hint" class="quiet">Enter asks, Shift and Enter begins a line. What was asked before counts.
<button type="button" id="forget" class="plain" hidden>Begin anew</button></p>
</form>`;
}
