import type { Topic } from '#contracts';
import { formatShare } from '#platform/wording';
import { html, type Markup } from '../markup/html.ts';
import { claimAnchor } from '../view/collect-claims.ts';
import type { ReportView } from '../view/report-view.ts';
import { topicLabel } from '../wording/labels.ts';
import { boxPath, percent, stripWidth } from './chart-geometry.ts';
import { momentLinks } from './claim-markup.ts';
import { nothingFound, section } from './section.ts';

/** What was talked about, with its share and when. */
export function topicsPart(view: ReportView): Markup {
  const { topics } = view.findings;
  const basis = topics[0]?.basis;
  const largest = Math.max(0.01, ...topics.map(({ share }) => share));
  return section({
    id: 'topics',
    title: 'Topics',
    note: basis === undefined ? null : `Share of the call, by ${basis}`,
    body:
      topics.length === 0
        ? nothingFound('No topic stood out.')
        : html`<p class="topic-heads quiet" aria-hidden="true"><span></span><span></span><span>Share</span><span>When</span></p><ul class="topics">${topics.map((topic, position) => topicRow(view, { topic, position, largest }))}</ul>`,
  });
}

function topicRow(
  view: ReportView,
  { topic, position, largest }: { topic: Topic; position: number; largest: number },
): Markup {
  const spans = topic.segments.flatMap(({ fromTurn, toTurn }) => {
    const [first, last] = [view.spans.get(fromTurn), view.spans.get(toTurn)];
    return first === undefined || last === undefined ? [] : [{ from: first.from, to: last.to }];
  });
  const ordered = spans.sort((left, right) => left.from - right.from);
  const links = momentLinks(
    view,
    topic.evidence.slice(0, 3).map((evidence) => ({ field: 'topics', evidence })),
  );
  return html`<li id="${claimAnchor('topics', position)}"><span class="topic-name">${topicLabel(topic.name)}</span>
<span class="topic-share">${formatShare(topic.share)}</span>
<svg class="bar" aria-hidden="true"><rect class="bar-ground" width="100%" height="100%" rx="3"/><rect class="bar-fill" width="${percent(topic.share / largest)}" height="100%" rx="3"/></svg>
<svg class="strip topic-strip" viewBox="0 0 ${stripWidth} 1" preserveAspectRatio="none" aria-hidden="true"><path d="${boxPath(ordered)}"/></svg>
<span class="topic-links">${links}</span></li>`;
}
