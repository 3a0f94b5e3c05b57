import { listAssociated } from '#modules/crm';
import { nameKey } from '#modules/people';
import type { Context } from '#platform/context';
import type { Statement, StatementKind } from './statements/statement.ts';

/** A statement with the record and the field that it is about. */
export interface AddressedStatement {
  readonly recordId: string;
  readonly property: string;
  readonly statement: Statement;
}

/** Being a contact of the deal is no property of a record; a contradiction of it goes by this name. */
export const contactOfDeal = 'contact_of_deal';

const ofDeal: Partial<Record<StatementKind, string>> = {
  close_date: 'closedate',
  amount: 'amount',
  stage: 'dealstage',
  next_step: 'hs_next_step',
};

type Contact = { readonly recordId: string; readonly name: string | null };

/** What is said of the deal goes to the deal, what is said of people to those contacts of it whom the words name. */
export async function addressStatements({
  ctx,
  statements,
  dealRecordId,
  competitorField,
}: {
  ctx: Context;
  statements: readonly Statement[];
  dealRecordId: string;
  competitorField: string | null;
}): Promise<AddressedStatement[]> {
  const contacts = await listAssociated({ ctx, input: { recordId: dealRecordId, toType: 'contact' } });
  return statements.flatMap((statement): AddressedStatement[] => {
    switch (statement.kind) {
      case 'competitor':
        return competitorField === null ? [] : [{ recordId: dealRecordId, property: competitorField, statement }];
      case 'contact_left':
        return contactsNamed({ contacts, quote: statement.evidence.quote, speaker: statement.evidence.speaker }).map(
          ({ recordId }) => ({ recordId, property: contactOfDeal, statement }),
        );
      case 'buying_role': {
        const speaker = contacts.find(({ name }) => nameKey(name ?? '') === nameKey(statement.person ?? ''));
        return speaker === undefined ? [] : [{ recordId: speaker.recordId, property: 'hs_buying_role', statement }];
      }
      default: {
        const property = ofDeal[statement.kind];
        return property === undefined ? [] : [{ recordId: dealRecordId, property, statement }];
      }
    }
  });
}

/** The one contact whom a sentence names, by the whole name or the first; two who fit are none. */
function contactsNamed({
  contacts,
  quote,
  speaker,
}: {
  contacts: readonly Contact[];
  quote: string;
  speaker: string;
}): readonly Contact[] {
  const said = ` ${nameKey(quote)} `;
  const others = contacts.filter(({ name }) => name !== null && nameKey(name) !== nameKey(speaker));
  const whole = others.filter(({ name }) => said.includes(` ${nameKey(name ?? '')} `));
  const first = others.filter(({ name }) => said.includes(` ${nameKey(name ?? '').split(' ')[0] ?? ''} `));
  const named = whole.length > 0 ? whole : first;
  return named.length === 1 ? named : [];
}
