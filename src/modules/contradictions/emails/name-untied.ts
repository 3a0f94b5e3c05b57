import type { CrmEmail } from '#modules/crm';
import { recordDrift } from '#modules/ledger';
import type { Context } from '#platform/context';

/** Of a mail that was a week old when it was read nobody is told. */
const newsMs = 7 * 86_400_000;

/**
 * Which of its deals a mail speaks of is for a person to see. None of its own words is told, the subject neither: what
 * is written here stays when e-mails may not be read any more. Call it in the transaction that marks the mails as noted.
 */
export async function nameUntied({
  ctx,
  emails,
}: {
  ctx: Context;
  emails: readonly Pick<CrmEmail, 'emailId' | 'externalId' | 'sentAt'>[];
}): Promise<void> {
  for (const { emailId, externalId, sentAt } of emails) {
    if (ctx.clock.now().getTime() - Date.parse(sentAt) >= newsMs) continue;
    const label = `E-mail ${externalId} of ${sentAt.slice(0, 10)}`;
    const line = { label, difference: 'names-none-of-its-deals', before: null, after: null };
    const key = `untied:${emailId}`;
    await recordDrift({ ctx, input: { source: 'hubspot', what: 'emails', key, severity: 'low', lines: [line] } });
  }
}
