import type { Claim, CrmReference, DraftChange } from '#contracts';
import { escapeMarkup } from '../values/escape-markup.ts';
import { splitBody } from '../values/split-body.ts';
import { callInstant } from './call-day.ts';
import { commitmentLine } from './commitment-line.ts';
import { joinPromises } from './join-promises.ts';
import { type PlanInput, referenceTo, subjectOf } from './plan-input.ts';
import { proofOf } from './proof-of.ts';
import { saidLine } from './said-line.ts';

/** The call itself on the deal or lead and on those who took part: brief, next steps, what worries, quotes and the link. */
export function planCallActivity(plan: PlanInput): DraftChange[] {
  const { report, call, contacts } = plan;
  const subject = subjectOf(plan);
  const associatedWith: CrmReference[] = [...(subject === null ? [] : [subject]), ...contacts].map(referenceTo);
  const [target] = associatedWith;
  if (target === undefined) return [];
  const { findings, call: analyzed } = report.result;
  const title = analyzed.title ?? 'Sales call';
  const bodies = splitBody({ paragraphs: paragraphsOf(plan) });
  const durationMs = findings.interaction.durationMs;
  return bodies.map((body, part) => ({
    target,
    targetName: subject?.name ?? contacts[0]?.name ?? null,
    action: {
      type: 'create_activity',
      objectType: 'call',
      properties: {
        hs_timestamp: callInstant(report),
        hs_call_title: bodies.length === 1 ? title : `${title} (${part + 1} of ${bodies.length})`,
        hs_call_body: body,
        hs_call_status: 'COMPLETED',
        ...(durationMs === null || part > 0 ? {} : { hs_call_duration: String(durationMs) }),
      },
      associatedWith,
    },
    evidence: proofOf({ callId: call.callId, claims: findings.brief.length > 0 ? findings.brief : findings.keyPoints }),
    confidence: 1,
    rule: part === 0 ? 'call-activity' : `call-activity-part-${part + 1}`,
  }));
}

function paragraphsOf({ report, call }: PlanInput): string[] {
  const { findings } = report.result;
  const { brief, keyPoints, commitments, risks, objections } = findings;
  return [
    ...section({ heading: 'What it was about', lines: brief.map((said) => escapeMarkup(saidLine(said))) }),
    ...section({
      heading: 'Next steps',
      lines: joinPromises(commitments).map((promise) => escapeMarkup(commitmentLine(promise))),
    }),
    ...section({ heading: 'Key points', lines: keyPoints.map((said) => escapeMarkup(saidLine(said))) }),
    ...section({ heading: 'Objections', lines: objections.map(quoted) }),
    ...section({ heading: 'Risks', lines: risks.map(quoted) }),
    ...linkTo(call.url),
  ];
}

function section({ heading, lines }: { heading: string; lines: readonly string[] }): string[] {
  return lines.length === 0 ? [] : [`<b>${heading}</b>`, ...lines.map((line) => `• ${line}`)];
}

function quoted({ quote, speaker }: Claim): string {
  return escapeMarkup(`“${quote}” (${speaker})`);
}

/** Only an address of the web becomes a link. */
function linkTo(url: string | null): string[] {
  if (url === null || !/^https?:\/\//.test(url)) return [];
  return [`<a href="${escapeMarkup(url)}">Listen to the call</a>`];
}
