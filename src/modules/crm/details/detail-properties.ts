import type { CrmDetailType, CrmRecordType } from '#contracts';

/** What is kept of each kind. */
export const detailProperties: Readonly<Record<CrmDetailType, readonly string[]>> = {
  line_item: ['name', 'quantity', 'price', 'amount', 'hs_product_id', 'hs_line_item_currency_code', 'hs_sku'],
  email: [
    'hs_email_subject',
    'hs_email_text',
    'hs_email_html',
    'hs_email_direction',
    'hs_email_status',
    'hs_email_from_email',
    'hs_email_from_firstname',
    'hs_email_from_lastname',
    'hs_timestamp',
    'hubspot_owner_id',
  ],
};

/** What each kind is tied to; without a deal nothing of it is kept. */
export const detailTies: Readonly<Record<CrmDetailType, readonly CrmRecordType[]>> = {
  line_item: ['deal'],
  email: ['deal', 'contact', 'company'],
};
