/** What a vendor sent, byte for byte as it was signed. */
export interface WebhookDelivery {
  readonly method: string;
  /** The path with its query, as it was asked for. */
  readonly url: string;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly requestId: string;
}

/** Takes a delivery in once its signature holds: it is written to the inbox, and nothing else is done with it here. */
export type ReceiveWebhook = (delivery: WebhookDelivery) => Promise<void>;

/** Takes what Slack sends and says what Slack is answered; it wants a form's or a command's answer at once. */
export type ReceiveSlack = (
  delivery: WebhookDelivery,
) => Promise<{ readonly status: number; readonly contentType: string; readonly body: string }>;
