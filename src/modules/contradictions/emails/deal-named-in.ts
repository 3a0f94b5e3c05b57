import { nameKey } from '#modules/people';

/** An open deal that an e-mail belongs to. */
export interface NamedDeal {
  readonly recordId: string;
  readonly name: string | null;
}

interface Mail {
  readonly subject: string | null;
  /** As its author has written them. */
  readonly paragraphs: readonly string[];
}

/**
 * Which of several deals a paragraph of an e-mail is about: the one that it names in full, or, where no paragraph names
 * any, the one that the subject does. Null where that is none of them, or more than one: nothing is guessed.
 */
export function dealNamedIn({
  deals,
  mail: { subject, paragraphs },
  paragraph,
}: {
  deals: readonly NamedDeal[];
  mail: Mail;
  paragraph: number;
}): string | null {
  const here = named(deals, paragraphs[paragraph] ?? '');
  if (here.length > 0) return only(here);
  const isNamedElsewhere = paragraphs.some((text) => named(deals, text).length > 0);
  return isNamedElsewhere ? null : only(named(deals, subject ?? ''));
}

/** A name that is a part of another one is not meant; two that are written alike are both. */
function named(deals: readonly NamedDeal[], text: string): NamedDeal[] {
  const words = ` ${nameKey(text)} `;
  const keyed = deals.map((deal) => ({ deal, key: nameKey(deal.name ?? '') }));
  const found = keyed.filter(({ key }) => key !== '' && words.includes(` ${key} `));
  return found
    .filter(({ key }) => !found.some((other) => other.key !== key && ` ${other.key} `.includes(` ${key} `)))
    .map(({ deal }) => deal);
}

function only(deals: readonly NamedDeal[]): string | null {
  const [one] = deals;
  return deals.length === 1 && one !== undefined ? one.recordId : null;
}
