import { addDays, addMs, spokenDate } from '../base/calendar.ts';
import { crmMoney, formatMoney } from '../base/money.ts';
import type { Random } from '../base/random.ts';
import type { Account, Call, Contact, Deal, Email, WorldTruth } from '../schema.ts';
import { competitors } from '../story/create-facts.ts';

const hourMs = 3_600_000;
const oldestMs = 60 * 24 * hourMs;
/** How many e-mails speak against the CRM, how many against a call, and how many against neither. */
const wanted = { crm: 10, call: 10, nothing: 12 } as const;

interface EmailsInput {
  readonly random: Random;
  /** What would happen after this instant has not happened. */
  readonly now: string;
  readonly accounts: readonly Account[];
  readonly contacts: readonly Contact[];
  readonly deals: readonly Deal[];
  readonly calls: readonly Call[];
  readonly contradictions: WorldTruth['contradictions'];
}

interface WrittenEmails {
  readonly emails: Email[];
  readonly truth: WorldTruth['emailContradictions'];
}

interface Place {
  readonly deal: Deal;
  readonly contact: Contact;
  readonly at: string;
  /** The call that it follows. */
  readonly call: Call;
}

interface Said {
  readonly property: string;
  readonly saidValue: string;
  readonly quote: string;
}

/** A deal that is hardly priced is not argued about. */
const leastMinorUnits = 500_000;

/** What buyers write after a call: some of it against the CRM or against what the call said, some against nothing. */
export function writeEmails(input: EmailsInput): WrittenEmails {
  const { random, contradictions } = input;
  const places = random.shuffle(placesOf(input));
  const emails: Email[] = [];
  const truth: WorldTruth['emailContradictions'] = [];
  const heard = places.flatMap((place) => {
    const said = contradictions.find(({ callKey, property }) => callKey === place.call.key && property === 'amount');
    return said === undefined ? [] : [{ place, said }];
  });
  for (const { place, said } of heard.slice(0, wanted.call)) {
    const mail = amountOf({ random, minorUnits: Math.round(Number(said.saidValue) * 100 * 1.3) });
    const emailKey = write({ emails, place, random, quote: mail.quote });
    truth.push({ ...mail, emailKey, dealKey: place.deal.key, against: 'call', callKey: place.call.key });
  }
  const free = places.filter(({ deal }) => !contradictions.some(({ dealKey }) => dealKey === deal.key));
  for (const [index, place] of free.slice(0, wanted.crm).entries()) {
    const said = sayAgainst({ place, random, index });
    const emailKey = write({ emails, place, random, quote: said.quote });
    truth.push({ ...said, emailKey, dealKey: place.deal.key, against: 'crm', callKey: null });
  }
  for (const place of free.slice(wanted.crm, wanted.crm + wanted.nothing)) {
    write({ emails, place, random, quote: random.pick(harmless) });
  }
  return { emails, truth };
}

const harmless = [
  'Thanks, I have passed it on to accounting.',
  'Can we move our talk to Thursday afternoon?',
  'We wrote off $42,000 last year, which is why we are looking at this at all.',
  'Our auditors are here on the 20th, so expect slow answers that week.',
  'Anything over $25,000 needs a second signature here, in case you wonder about the form.',
  'Could you send the security paper once more? The link has expired.',
] as const;

/** After the last call of each deal that is open, where there was time for a mail and nobody has changed the record since. */
function placesOf({ now, contacts, deals, calls }: EmailsInput): Place[] {
  return deals.flatMap((deal): Place[] => {
    const call = calls.findLast(({ dealKey }) => dealKey === deal.key);
    const stage = valueOf(deal, 'dealstage');
    if (call === undefined || /closed|churned|won/u.test(stage) || deal.archivedAt !== null) return [];
    const at = addMs(call.startedAt, 20 * hourMs);
    const contact = contacts.find(({ key, inCrmSince, leftAt }) => isThere({ deal, key, inCrmSince, leftAt, at }));
    const isTouched = deal.changes.some((change) => change.at > at && said.has(change.property));
    const isOld = at < addMs(now, -oldestMs);
    return at > now || isOld || contact === undefined || isTouched ? [] : [{ deal, contact, at, call }];
  });
}

const said: ReadonlySet<string> = new Set(['amount', 'closedate', 'main_competitor']);

function isThere({
  deal,
  key,
  inCrmSince,
  leftAt,
  at,
}: Pick<Contact, 'key' | 'inCrmSince' | 'leftAt'> & { deal: Deal; at: string }): boolean {
  return deal.contactKeys.includes(key) && inCrmSince !== null && inCrmSince <= at && leftAt === null;
}

function sayAgainst({ place, random, index }: { place: Place; random: Random; index: number }): Said {
  const { deal, at } = place;
  const closes = valueOf(deal, 'closedate').slice(0, 10);
  const rival = valueOf(deal, 'main_competitor');
  const amount = Math.round(Number(valueOf(deal, 'amount')) * 100 * 0.6);
  if (closes !== '' && (index % 3 === 1 || amount < leastMinorUnits)) {
    const from = closes > at.slice(0, 10) ? closes : at.slice(0, 10);
    const day = addDays(from, 60);
    const quote = random.pick([
      `Legal won't look at the contract before ${spokenDate(day)}.`,
      `The board pushed the decision to ${spokenDate(day)}.`,
      `Nobody signs anything here until ${spokenDate(day)}.`,
    ]);
    return { property: 'closedate', saidValue: day, quote };
  }
  if (index % 3 === 2 && rival !== '') {
    const other = competitors.find((name) => name.toLowerCase() !== rival.toLowerCase()) ?? competitors[0];
    const quote = random.pick([`We've narrowed it down to you and ${other}.`, `You and ${other} are the finalists.`]);
    return { property: 'main_competitor', saidValue: other.toLowerCase(), quote };
  }
  return amountOf({ random, minorUnits: amount });
}

function amountOf({ random, minorUnits }: { random: Random; minorUnits: number }): Said {
  const whole = Math.round(minorUnits / 100_000) * 100_000;
  const sum = formatMoney(whole);
  const quote = random.pick([
    `What the committee signed off on is ${sum} a year.`,
    `I need the order form to say ${sum}, that is what I got through the budget.`,
    `Finance came back with ${sum} for the year.`,
    `The number that made it through is ${sum}.`,
  ]);
  return { property: 'amount', saidValue: crmMoney(whole), quote };
}

function valueOf(deal: Deal, property: string): string {
  return deal.changes.findLast((change) => change.property === property)?.value ?? '';
}

/** Every third comes as markup alone, and every one quotes an earlier mail with a sum that nobody stands by any more. */
function write({
  emails,
  place,
  random,
  quote,
}: {
  emails: Email[];
  place: Place;
  random: Random;
  quote: string;
}): string {
  const { deal, contact, at } = place;
  const key = `${deal.key}/mail`;
  const greeting = random.pick(['Hi,', 'Hello,', 'Good morning,']);
  const lines = [greeting, '', quote, '', contact.firstName];
  const earlier = `On ${spokenDate(at.slice(0, 10))} Tidewater wrote:`;
  const old = 'The number that got approved is $999,000, as you told us last year.';
  const isMarkup = emails.length % 3 === 2;
  const words = quote.replaceAll("'", '&#39;');
  emails.push({
    key,
    at,
    dealKey: deal.key,
    accountKey: deal.accountKey,
    contactKey: contact.key,
    ownerKey: deal.ownerKey,
    direction: 'incoming',
    subject: random.pick(['Re: our call', 'Re: next steps', 'After our call']),
    text: isMarkup ? null : [...lines, '', earlier, `> ${old}`].join('\n'),
    html: isMarkup
      ? `<p>${greeting}</p><p>${words}</p><p>${contact.firstName}</p><div class="gmail_quote">${earlier}<blockquote>${old}</blockquote></div>`
      : null,
  });
  return key;
}
