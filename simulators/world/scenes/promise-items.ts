import type { CallKind } from '../schema.ts';

/** A thing that can be promised in one call and looked for in the next. */
export interface PromiseItem {
  readonly id: string;
  readonly side: 'internal' | 'external';
  /** "the security packet" */
  readonly noun: string;
  /** What comes after "I'll": "send over the security packet". */
  readonly action: string;
  readonly kinds: readonly CallKind[];
  /** Something on paper, that one reads, prints and forwards. */
  readonly isPaper: boolean;
}

const notPaper = new Set(['sandbox', 'ticket', 'it-contact', 'board-date', 'budget-line', 'recording']);

const early: readonly CallKind[] = ['cold_call', 'discovery'];
const middle: readonly CallKind[] = ['demo', 'security_review', 'pricing'];
const late: readonly CallKind[] = ['pricing', 'negotiation'];
const customer: readonly CallKind[] = ['kickoff', 'check_in', 'renewal', 'escalation'];

function item(
  [id, side]: readonly [string, 'internal' | 'external'],
  [noun, action, kinds]: readonly [string, string, readonly CallKind[]],
): PromiseItem {
  return { id, side, noun, action, kinds, isPaper: !notPaper.has(id) };
}

export const promiseItems: readonly PromiseItem[] = [
  item(['one-pager', 'internal'], ['the one-pager', 'put all of this on one page and send it over', early]),
  item(
    ['case-study', 'internal'],
    ['the case study', 'dig out the case study from a company your size and send it', early],
  ),
  item(
    ['roi-sheet', 'internal'],
    ['the savings sheet', 'fill in the savings sheet with your numbers', [...early, 'demo']],
  ),
  item(['reference', 'internal'], ['the list of references', 'send you a list of references you can call', middle]),
  item(['security-packet', 'internal'], ['the security packet', 'send you the security packet', middle]),
  item(['recording', 'internal'], ['the recording', 'send you the recording with the time stamps', ['demo']]),
  item(['sandbox', 'internal'], ['the test login', 'get you a test login', ['demo', 'security_review']]),
  item(['mapping', 'internal'], ['the field mapping', 'send the field mapping for the ledger', middle]),
  item(
    ['letters', 'internal'],
    ['the letter sample', 'send you a letter sample in both languages', ['demo', 'discovery']],
  ),
  item(['proposal', 'internal'], ['the revised proposal', 'rework the proposal and get it to you', late]),
  item(['three-year', 'internal'], ['the three-year version', 'price out the three-year version', late]),
  item(['order-form', 'internal'], ['the order form', 'get the order form over to you', ['negotiation']]),
  item(['redlines', 'internal'], ['the answer on the redlines', 'get you our answer on the redlines', ['negotiation']]),
  item(['plan', 'internal'], ['the project plan', 'send out the project plan', ['kickoff', 'negotiation']]),
  item(['report', 'internal'], ['the usage report', 'pull the usage report by property', customer]),
  item(['ticket', 'internal'], ['the update on the ticket', 'get you an update on the ticket', customer]),
  item(['training', 'internal'], ['the training schedule', 'send your site teams the training schedule', customer]),
  item(['incident', 'internal'], ['the incident write-up', 'have the incident write-up in your inbox', ['escalation']]),
  item(['renewal-quote', 'internal'], ['the renewal quote', 'send the renewal quote', ['renewal']]),
  item(['export', 'external'], ['the sample export', 'get you a sample export of the ledger', [...early, ...middle]]),
  item(['aging', 'external'], ['the aging report', 'run the aging report and send it to you', [...early, 'demo']]),
  item(
    ['property-list', 'external'],
    ['the property list', 'send you the property list', [...early, 'pricing', 'kickoff']],
  ),
  item(
    ['card-statement', 'external'],
    ['the processor statement', 'dig up our processor statement for you', ['discovery', 'demo', 'pricing']],
  ),
  item(['questionnaire', 'external'], ['the vendor questionnaire', 'send you our vendor questionnaire', middle]),
  item(
    ['it-contact', 'external'],
    ['the name of the IT person', 'get you the name of our IT person', ['discovery', 'demo']],
  ),
  item(['redline', 'external'], ['the redline', 'get you the redline from our lawyer', late]),
  item(['board-date', 'external'], ['the date of the board meeting', 'find out the date of the board meeting', late]),
  item(['signed-form', 'external'], ['the signed order form', 'get the order form signed', ['negotiation']]),
  item(['bank-letter', 'external'], ['the bank letter', 'get the bank letter to you', ['kickoff']]),
  item(['site-list', 'external'], ['the list of site managers', 'send you the list of site managers', customer]),
  item(
    ['examples', 'external'],
    ['the list of bad postings', 'send you the list of bad postings', ['escalation', 'check_in']],
  ),
  item(
    ['budget-line', 'external'],
    ['the budget figure', 'check the budget figure and let you know', ['renewal', 'check_in', 'pricing']],
  ),
];
