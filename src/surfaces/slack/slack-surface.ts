import type { Chat } from '#contracts';
import type { SlackDesk } from '#integrations/slack';
import type { Actor, Context } from '#platform/context';
import type { Metrics } from '#platform/telemetry';
import type { SlackServices } from './slack-services.ts';

/** What the parts of this surface are given. */
export interface SlackSurface {
  readonly services: SlackServices;
  readonly desk: SlackDesk;
  readonly chat: Chat;
  readonly metrics: Pick<Metrics, 'slackInteractions'>;
  /** A context of the workspace that this Slack belongs to. */
  readonly contextFor: (actor: Actor) => Context;
  /** The zone in which `today` and `last week` are meant. */
  readonly timeZone: string;
}
