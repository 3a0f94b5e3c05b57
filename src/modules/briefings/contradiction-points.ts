import { isAllowed } from '#modules/access';
import { listContradictions } from '#modules/contradictions';
import { loadContradiction } from '#modules/notifications';
import type { BriefPoint } from './brief-point.ts';
import type { BriefingOptions } from './briefing-options.ts';

const most = 5;

/** Where what was said speaks against the CRM and nobody has said which is right, each where it was said. */
export async function contradictionPoints({
  ctx,
  baseUrl,
  recordId,
}: BriefingOptions & { recordId: string }): Promise<BriefPoint[]> {
  if (!isAllowed({ ctx, action: 'contradiction.read' })) return [];
  const { contradictions } = await listContradictions({ ctx, input: { state: 'open', recordId, limit: most } });
  const points: BriefPoint[] = [];
  for (const { contradictionId } of contradictions) {
    const question = { ctx, kind: 'contradiction', subject: { contradictionId } } as const;
    const view = await loadContradiction({ question, baseUrl });
    if (view === null) continue;
    points.push({
      text: `${view.field}: the CRM has ${view.crmValue ?? 'nothing'}, the ${view.saidIn === 'call' ? 'call' : 'e-mail'} says ${view.saidValue}`,
      address: view.quote.turnAddress ?? view.quote.address ?? view.recordAddress,
    });
  }
  return points;
}
