import type { ConnectedChangeContext, Policy, PolicyContext } from '#modules/changesets';
import type { AnalysisContext } from '#modules/insights';
import type { NotificationContext } from '#modules/notifications';
import type { SearchContext } from '#modules/search';
import type { TriggerContext } from '#modules/triggers';
import type { WebhookContext } from '#modules/webhooks';
import type { Actor } from '#platform/context';
import type { Metrics } from '#platform/telemetry';

/** What a step of a workflow acts with: the vendors of its workspace, its policy, and what analyzing and telling need. */
export interface WorkContext
  extends AnalysisContext,
    ConnectedChangeContext,
    NotificationContext,
    PolicyContext,
    SearchContext,
    TriggerContext,
    WebhookContext {
  readonly policy: Policy;
}

/** What the workflows are given when the worker starts. */
export interface WorkflowDependencies {
  readonly contextFor: (options: { workspaceId: string; requestId: string; actor: Actor }) => WorkContext;
  readonly metrics: Metrics;
  /** From 0 up to 1, for the waits between attempts. */
  readonly random: () => number;
  /** Carries out what was kept of the chat; null where no chat is connected. */
  readonly processChat: ((options: { ctx: WorkContext; inboxId: string }) => Promise<void>) | null;
}
