import type { Answer } from '../../kit/index.ts';
import { portalId } from '../portal.ts';
import { isoText } from '../records/read-property.ts';
import { type Call, ok } from './call.ts';
import { requestLimits } from './count-request.ts';

const dayMs = 86_400_000;

export function getAccountDetails({ state, nowMs }: Call): Answer {
  const offset = offsetOf(state.portal.timeZone, nowMs);
  return ok({
    portalId,
    accountType: 'STANDARD',
    timeZone: state.portal.timeZone,
    companyCurrency: state.portal.currency,
    additionalCurrencies: [],
    utcOffset: offset.text,
    utcOffsetMilliseconds: offset.ms,
    uiDomain: 'app.hubspot.com',
    dataHostingLocation: 'na1',
  });
}

export function getApiUsage({ state, nowMs }: Call): Answer {
  const nextDayMs = (Math.floor(nowMs / dayMs) + 1) * dayMs;
  return ok({
    results: [
      {
        name: 'private-apps-api-calls-daily',
        usageLimit: requestLimits.day,
        currentUsage: state.usage.count,
        collectedAt: isoText(nowMs),
        fetchStatus: 'SUCCESS',
        resetsAt: isoText(nextDayMs),
      },
    ],
  });
}

function offsetOf(timeZone: string, nowMs: number): { text: string; ms: number } {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(nowMs);
  const text = parts.find(({ type }) => type === 'timeZoneName')?.value.replace('GMT', '') ?? '';
  const found = /^(?<sign>[+-])(?<hours>\d{2}):(?<minutes>\d{2})$/u.exec(text)?.groups;
  if (found === undefined) return { text: '+00:00', ms: 0 };
  const ms = (Number(found['hours']) * 60 + Number(found['minutes'])) * 60_000;
  return { text, ms: found['sign'] === '-' ? -ms : ms };
}
