import type { Exchange } from '../../kit/index.ts';
import { HubspotProblem } from '../hubspot-problem.ts';
import { simulatorToken } from '../portal.ts';
import type { HubspotState } from '../state.ts';
import { bearerOf } from './admit.ts';

/** What a professional account has by HubSpot's usage guidelines; an app that was installed by OAuth has less. */
export const requestLimits = { windowMs: 10_000, staticToken: 190, oauth: 110, day: 625_000 } as const;
const searchLimit = { limit: 5, windowMs: 1000 } as const;

/** Counts a request and returns the headers that tell what is left; throws HubSpot's 429 for one too many. */
export function countRequest(exchange: Exchange<HubspotState>): Record<string, string> {
  countDay(exchange);
  if (exchange.path.endsWith('/search')) {
    if (!exchange.limits.take({ key: 'search', ...searchLimit }).allowed) throw limitReached('SECONDLY');
    return {};
  }
  const isOauth = bearerOf(exchange) !== simulatorToken;
  const { windowMs } = requestLimits;
  const limit = isOauth ? requestLimits.oauth : requestLimits.staticToken;
  const verdict = exchange.limits.take({ key: isOauth ? 'oauth' : 'static', limit, windowMs });
  if (!verdict.allowed) throw limitReached('TEN_SECONDLY_ROLLING');
  const daily = {
    'x-hubspot-ratelimit-daily': String(requestLimits.day),
    'x-hubspot-ratelimit-daily-remaining': String(Math.max(0, requestLimits.day - exchange.state.usage.count)),
  };
  return {
    'x-hubspot-ratelimit-max': String(limit),
    'x-hubspot-ratelimit-remaining': String(verdict.remaining),
    'x-hubspot-ratelimit-interval-milliseconds': String(windowMs),
    ...(isOauth ? {} : daily),
  };
}

export function limitReached(policyName: 'TEN_SECONDLY_ROLLING' | 'SECONDLY' | 'DAILY'): HubspotProblem {
  return new HubspotProblem({
    status: 429,
    category: null,
    message: `You have reached your ${policyName.toLowerCase()} limit.`,
    further: { errorType: 'RATE_LIMIT', policyName },
  });
}

function countDay({ state, now, limits }: Exchange<HubspotState>): void {
  const day = now.toISOString().slice(0, 10);
  if (state.usage.day !== day) state.usage = { day, count: 0 };
  if (limits.isEnforced() && state.usage.count >= requestLimits.day) throw limitReached('DAILY');
  state.usage.count += 1;
}
