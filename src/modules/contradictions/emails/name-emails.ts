import { describeEmails } from '#modules/crm';
import type { Context } from '#platform/context';

/** E-mails as people know them, by our ids: the day and the subject. One that is gone is absent. */
export async function nameEmails({
  ctx,
  statements,
}: {
  ctx: Context;
  statements: readonly { readonly emailId: string | null }[];
}): Promise<ReadonlyMap<string, string>> {
  const emailIds = statements.flatMap(({ emailId }) => emailId ?? []);
  const emails = await describeEmails({ ctx, input: { emailIds } });
  return new Map(
    [...emails].map(([emailId, { sentAt, subject }]) => {
      const day = sentAt.slice(0, 10);
      return [emailId, subject === null ? `E-mail of ${day}` : `E-mail of ${day}: ${subject}`];
    }),
  );
}
