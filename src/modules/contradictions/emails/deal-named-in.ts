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

/** A name that is a part of another one, in the same words, is not meant. */
function named(deals: readonly NamedDeal[], text: string): NamedDeal[] {
  const words = ` ${nameKey(text)} `;
  const found = deals.filter(
    ({ name }) => name !== null && nameKey(name) !== '' && words.includes(` ${nameKey(name)} `),
  );
  return found.filter(
    ({ name }) =>
      !found.some(
        (other) => other.name !== name && ` ${nameKey(other.name ?? '')} `.includes(` ${nameKey(name ?? '')} `),
      ),
  );
}

function only(deals: readonly NamedDeal[]): string | null {
  const [one] = deals;
  return deals.length === 1 && one !== undefined ? one.recordId : null;
}
