import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { parseInput } from '#platform/errors';
import { and, asc, eq } from '#platform/sql';
import { getRecord } from '../get-record.ts';
import { RecordInput } from '../schema.ts';
import { crmAssociations, crmDetails } from '../tables.ts';

/** What is sold in a deal; sums as the CRM writes them, null what it does not say. */
export interface LineItem {
  readonly externalId: string;
  readonly name: string | null;
  readonly quantity: string | null;
  readonly price: string | null;
  readonly amount: string | null;
  /** ISO 4217; null where it is the deal's. */
  readonly currency: string | null;
  readonly productId: string | null;
}

/** The line items of a deal, as the mirror has them, in the order they were made. Throws `record.not-found`. */
export async function listLineItems({ ctx, input }: Verb<RecordInput>): Promise<{ lineItems: LineItem[] }> {
  authorise({ ctx, action: 'crm.read', resource: { type: 'crm_record', id: input.recordId } });
  const { recordId } = parseInput({ schema: RecordInput, input, what: 'a deal' });
  const { externalId, objectType } = await getRecord({ ctx, input: { recordId } });
  const rows = await ctx.db
    .select({ externalId: crmDetails.externalId, properties: crmDetails.properties })
    .from(crmDetails)
    .innerJoin(
      crmAssociations,
      and(
        eq(crmAssociations.workspaceId, crmDetails.workspaceId),
        eq(crmAssociations.source, crmDetails.source),
        eq(crmAssociations.toType, 'line_item'),
        eq(crmAssociations.toExternalId, crmDetails.externalId),
      ),
    )
    .where(
      and(
        eq(crmDetails.workspaceId, ctx.workspaceId),
        eq(crmDetails.objectType, 'line_item'),
        eq(crmAssociations.fromType, objectType),
        eq(crmAssociations.fromExternalId, externalId),
      ),
    )
    .orderBy(asc(crmDetails.createdAtSource), asc(crmDetails.externalId));
  return { lineItems: rows.map(toLineItem) };
}

function toLineItem({
  externalId,
  properties,
}: {
  externalId: string;
  properties: Readonly<Record<string, string | null>>;
}): LineItem {
  return {
    externalId,
    name: properties['name'] ?? null,
    quantity: properties['quantity'] ?? null,
    price: properties['price'] ?? null,
    amount: properties['amount'] ?? null,
    currency: properties['hs_line_item_currency_code'] ?? null,
    productId: properties['hs_product_id'] ?? null,
  };
}
