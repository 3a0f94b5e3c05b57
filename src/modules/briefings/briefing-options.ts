import { callPage } from '#modules/calls';
import type { ConnectedContext } from '#platform/context';

/** What every view is made with. */
export interface BriefingOptions {
  readonly ctx: ConnectedContext;
  /** Where people reach Sophia's pages, without a slash at the end. */
  readonly baseUrl: string;
}

/** The page of a call's report; with a turn, opened there. */
export function reportAddress({ ctx, baseUrl, ...place }: BriefingOptions & { callId: string; turn?: number }): string {
  return `${baseUrl}${callPage({ ctx, ...place })}`;
}
