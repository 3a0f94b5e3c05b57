import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inputOf } from '#test/model-world';
import { createDocument } from '../language/index.ts';
import { checkFacts, checkWording } from './check-wording.ts';
import { createWordingGround } from './wording-ground.ts';

/** The call is of Monday, September 14, 2026, and called `Hollis Creek: discovery`. */
function parts(quote: string) {
  const document = createDocument({
    transcript: inputOf([
      ['Ana Ruiz', 'external', quote],
      ['Maya Okafor', 'internal', 'Anything else?'],
    ]).transcript,
  });
  const place = { turn: 0, start: 0, end: quote.length, quote };
  return { place, ground: createWordingGround({ document, currency: 'USD' }) };
}

function reason(text: string, quote: string): string | null {
  return checkWording({ text, ...parts(quote) })?.reason ?? null;
}

type Row = readonly [wording: string, quote: string];

function refuses(expected: string, rows: readonly Row[]): void {
  for (const [text, quote] of rows) assert.equal(reason(text, quote), expected, `${text} / ${quote}`);
}

function passes(rows: readonly Row[]): void {
  for (const [text, quote] of rows) assert.equal(reason(text, quote), null, `${text} / ${quote}`);
}

describe('a wording', () => {
  it('passes in the words of the quote, tidied or a part of them', () => {
    passes([
      ['We sign on Friday for $3.50.', 'Okay, we sign on Friday for $3.50.'],
      ["We don't have the budget if legal objects.", "Um, so we we don't have the budget if, uh, legal objects."],
      ['We sign Friday.', "I don't know about you. We sign Friday."],
      ['Sam Ortiz', "I don't sign; Sam Ortiz does."],
    ]);
  });

  it('is refused where it is a part of the quote that leaves out what turns or weakens it', () => {
    refuses('negation_cut', [
      ['We have budget.', "I don't think we have budget."],
      ['budget', 'There is no budget.'],
    ]);
    refuses('hedge_cut', [['We sign on Friday.', 'If legal agrees, we sign on Friday.']]);
  });

  it('is refused with a number that the quote does not say, in digits or in words', () => {
    refuses('number_not_in_quote', [
      ['They pay 40 a month.', 'We pay something every month.'],
      ['They pay half a million dollars.', 'We pay a lot of money.'],
      ['They pay half a million dollars.', 'We pay half of it and a million thanks.'],
      ['They run two hundred sites.', 'We run two sites.'],
      ['They run dozens of sites.', 'We run a few sites.'],
      ['They want to double the fleet.', 'We want to grow the fleet.'],
      ['It saves a third of the cost.', 'It saves cost.'],
      ['They pay €500 a month.', 'We pay $500 a month.'],
      ['They pay $950,000.', 'We pay $95,000.'],
    ]);
    passes([
      ['They have twelve sites.', 'We have a dozen sites, 12 in fact.'],
      ['They have 12 sites.', 'We have a dozen sites.'],
      ['They like the third design.', 'We like that design.'],
      ['They pay $950,000.', 'We pay nine hundred fifty thousand dollars.'],
      ['They pay half a million dollars.', 'We pay $500,000, as it stands.'],
      ['They pay 10k.', 'We pay ten thousand, about.'],
      ['They run 2,400 units in one region.', 'About 2,400 units in a region.'],
    ]);
  });

  it('is refused with a day, week or month that the quote does not say and that does not follow from it', () => {
    refuses('date_not_in_quote', [
      ['They sign on Friday.', 'We sign next week.'],
      ['They sign next week.', 'We sign soon.'],
      ['They sign by March 3.', 'We sign in March.'],
      ['They sign in Q3.', 'We sign this year.'],
      ['They sign today.', 'We sign soon.'],
      ['They sign within 30 days.', 'We sign soon.'],
    ]);
    passes([
      ['They sign on Tuesday.', 'We sign tomorrow.'],
      ['They sign by March 3.', 'We sign by the third of March.'],
      ['They sign in the next week.', 'We sign next week, on Monday.'],
      ['They use checks today.', 'We are using checks now.'],
    ]);
  });

  it('is refused with a name that neither the quote nor the call knows, wherever it stands', () => {
    refuses('name_not_in_quote', [
      ['They asked, and Payloom answered.', 'We asked and somebody answered.'],
      ['Payloom is preferred.', 'That one is preferred.'],
      ["Payloom's price is lower.", 'That price is lower.'],
      ['They like it. Quibbly answered.', 'We like it, somebody answered.'],
      ['Grace prefers it.', 'She prefers it.'],
      ['They use PayBridge.', 'We use that.'],
      ['They use eBridge.', 'We use that.'],
    ]);
    passes([
      ['Promised by Maya.', 'I will send it.'],
      ['Maya will send it.', 'I will send it.'],
      ['Hollis Creek wants it.', 'We want it, really.'],
      ['Payloom is preferred.', "Payloom's the one we have preferred."],
      ["They're happy, it's good, and I'd say so.", 'We are happy and it is good, I would say so.'],
      ['Pricing matters. Vendors are compared. Security is reviewed. Asks for a demo.', 'It all matters.'],
      ['Roughly all matters. Savings matter.', 'It all matters.'],
      ['Recap the plan.', 'It all matters.'],
    ]);
  });

  it('is refused where it states what the quote denies', () => {
    refuses('negation_cut', [
      ['They have budget.', 'We do not have budget.'],
      ['They have budget.', 'No, we do not have budget.'],
      ['They will sign.', "We won't sign, will we?"],
      ['They agreed.', 'We refused.'],
      ['They refused.', 'We did not refuse.'],
    ]);
    passes([
      ['They have no budget.', 'We do not have budget.'],
      ['They lack budget.', 'We do not have budget.'],
      ['They agree to the call.', 'No problem, we do the call.'],
      ['They look forward to the rollout.', "We can't wait for the rollout."],
      ['They want reports and more.', 'We want not only reports.'],
      ['They want the reports.', "We want the reports, don't we?"],
      ['They have the reports.', 'No, we have the reports already.'],
      ['They talk to others too.', "You're not the only ones we talk to."],
      ['They like the reports.', "The reports aren't bad, and we like them, not gonna lie."],
      ['They call it reasonable.', 'It is not unreasonable.'],
      ['They ask about the budget.', "Don't you have a budget?"],
    ]);
  });

  it('is refused where it denies what the quote does not', () => {
    refuses('negation_added', [
      ['Maya will not send a quote.', 'I will send you a quote.'],
      ['The budget is not frozen', 'The budget is frozen'],
      ['The budget is not frozen.', 'The budget is frozen until January.'],
      ["They won't buy.", "We want to buy, don't you think?"],
      ['Nobody likes it.', 'Everybody likes it.'],
      ['They go ahead without legal.', 'We go ahead with legal.'],
      ['They did not refuse.', 'We refused.'],
      ['They refused the offer.', 'We like the offer.'],
      ['They never ask.', 'No problem, we ask.'],
      ['They will not renew.', "We'll renew, no question."],
    ]);
    passes([
      ['They have not started.', 'We are still waiting for the kickoff.'],
      ['The export does not work.', 'That thing is broken.'],
      ['They declined.', 'We would rather stay.'],
      ['No budget until May.', 'The money is frozen until May.'],
    ]);
  });

  it('is refused where it settles what the quote leaves open', () => {
    refuses('hedge_cut', [
      ['They will sign.', 'We might sign… maybe.'],
      ['They will sign.', 'We sign. Maybe.'],
      ['They sign in spring.', 'If legal agrees, we sign in spring.'],
      ['They will sign.', 'We could sign.'],
      ['They promised to sign.', 'We may sign.'],
      ['They need reports.', 'Perhaps we need reports.'],
    ]);
    passes([
      ['They might sign.', 'We might sign… maybe.'],
      ['They sign once legal agrees.', 'If legal agrees, we sign.'],
      ['They need reports.', "Maybe I'm wrong, but we need reports here."],
      ['Maya checks whether it works.', "I'll see if it works."],
      ['They will sign in May.', 'We sign it in May.'],
      ['Maya will send the deck.', "I'll send you the deck if you like."],
    ]);
  });
});

describe('a true wording of what people say', () => {
  it('may leave out a tag that asks for a yes', () => {
    passes([['The price includes onboarding.', "The price includes onboarding, doesn't it?"]]);
    refuses('negation_cut', [
      ['The price includes onboarding.', "The price includes onboarding, doesn't cover travel."],
    ]);
  });

  it('may leave out a condition in form alone, and tell of a goal and of what follows in general', () => {
    passes([
      ['Ana will send it tomorrow.', "I'll send it tomorrow if that works."],
      ['Go-live planned for next quarter.', 'We want to be live next quarter if possible.'],
      ['Payroll errors cost them customers.', 'If payroll is wrong, we lose customers.'],
      ['Next quarter is the target.', 'Ideally we would be live next quarter, if we can.'],
    ]);
    refuses('hedge_cut', [
      ['Ana will send it tomorrow.', "I'll send it tomorrow if legal works on it."],
      ['They will go live next quarter.', 'We go live next quarter if possible.'],
      ['They will lose customers.', 'If payroll is wrong, we lose customers.'],
      ['They are live next quarter.', 'Ideally we would be live next quarter, if legal agrees.'],
      ['They buy it.', 'We buy it if it works.'],
      ['We pay per seat.', 'We pay per seat, not per site, if legal agrees.'],
    ]);
  });

  it('may begin with any plain word', () => {
    const words = `Unhappy Dissatisfied Skeptical Unclear Outdated Clunky Siloed Downtime Backlog Headcount Auditors
      Dashboards Chargebacks Kickoff Onsite Portfolio Ledger Pipeline Admins Execs Ops`;
    passes(words.split(/\s+/u).map((word) => [`${word} matters.`, 'It all matters.']));
    const names = ['Outreach', 'Wally', 'Chantal', 'Ingram', 'Disney'];
    refuses(
      'name_not_in_quote',
      names.map((name) => [`${name} matters.`, 'It all matters.']),
    );
  });

  it('may write in letters or in one word what is said in several', () => {
    passes([
      ['API integration is required.', 'An A P I integration is required.'],
      ['The CFO signs.', 'Our head of finance signs.'],
      ['They want a better CRM.', 'We want a better customer relationship manager.'],
      ['They need SSO.', 'We need single sign-on.'],
      ['The ROI counts.', 'The return on investment counts.'],
      ['They want a POC.', 'We want a proof of concept.'],
      ['They need the DPA.', 'We need the data processing agreement.'],
      ['They bill in USD.', 'We bill in dollars.'],
      ['They sell in the EU and the US.', 'We sell in Europe and America.'],
      ['They use QuickBooks.', 'We use quick books.'],
    ]);
    refuses('name_not_in_quote', [
      ['They need an SDK.', 'We need an A P I.'],
      ['The CFO signs.', 'Our CEO signs.'],
      ['The CFO signs.', 'Our chief executive officer signs.'],
      ['They want IBM.', 'We want a proof of concept.'],
      ['They sell in the EU.', 'We sell in the UK.'],
      ['They use QuickBooks.', 'We use quick notes.'],
    ]);
  });

  it('may say a number in another way', () => {
    passes([
      ['They cut 50% of it.', 'We cut half of it.'],
      ['They cut half of it.', 'We cut fifty percent of it.'],
      ['The call is on Monday at 3:00 PM.', 'The call is on Monday, three in the afternoon.'],
      ['The call is at 15:00.', 'The call is at three p.m.'],
      ['The call is at 3 PM.', 'The call is at 15:00.'],
      ['They need zero downtime.', 'We cannot have downtime.'],
    ]);
    refuses('number_not_in_quote', [
      ['They cut 50% of it.', 'We cut a part of it.'],
      ['They cut half of it.', 'We cut 50 of them.'],
      ['The call is at 4:00 PM.', 'The call is at three in the afternoon.'],
      ['The call is at 15:00.', 'The call is at three in the morning.'],
      ['They need zero downtime.', 'We have downtime.'],
    ]);
  });

  it('may leave out the denial of something else', () => {
    const today = "I can't do it today, but I'll send the contract by Friday.";
    const decision = "I can't make that decision, our CFO does.";
    passes([
      ['Ana will send the contract by Friday.', today],
      ['Ana will send the contract by Friday.', "I'll send the contract by Friday, no later."],
      ['Reconciliation takes three days.', "Well, I don't know, the reconciliation, it takes three days."],
      ['Reconciliation takes about three days.', "I don't know, reconciliation takes three days."],
      ['Reconciliation takes three days.', "I don't know, reconciliation takes three days."],
      ['They pay per seat.', 'We pay per seat, not per site.'],
      ['We pay per seat.', 'We pay per seat, not per site.'],
      ["I'll send the contract by Friday.", "I'll send the contract by Friday, no later."],
      ['The CFO makes the final decision.', decision],
    ]);
    refuses('negation_cut', [
      ['Ana does it today.', today],
      ['Ana will send the contract by Friday.', "I'll call, but I won't send the contract by Friday."],
      ['Ana will send the contract by Friday.', "I'd send the contract, I can't do it by Friday."],
      ['They know the price.', "I don't know the price, we asked."],
      ['Reconciliation takes three days.', "I don't know that reconciliation takes three days."],
      ['We pay per seat.', 'We pay per seat, not.'],
      ['They pay per site.', 'We pay per seat, not per site.'],
      ['Ana makes the decision.', decision],
      ['They have signed.', 'Have we signed? Not yet.'],
      ['They have budget.', "Do we have budget? I don't think so."],
      ['They will sign.', 'Will we sign? Not this year.'],
      ['They will sign the contract.', 'We sign the contract. Not.'],
      ['They have an approved budget.', 'We have budget, not approved.'],
      ['They have exports.', 'We have no dashboards, reports or exports.'],
    ]);
    refuses('negation_added', [
      ['Ana will not send the contract by Friday.', today],
      ['They do not pay per seat.', 'We pay per seat, we are not big.'],
    ]);
  });
});

describe('the facts of advice', () => {
  it('stand in its evidence; what it says besides is free', () => {
    function factsOf(text: string): string | null {
      const { place, ground } = parts('We pay $500 by Friday, and Payloom pays less.');
      return checkFacts({ text, places: [place], ground })?.reason ?? null;
    }
    assert.equal(factsOf('Do not leave $500 by Friday open when Payloom comes up: ask Ana what is behind it.'), null);
    assert.equal(factsOf('Ana promised $950,000.'), 'number_not_in_quote');
    assert.equal(factsOf('Ana promised it by March 3.'), 'date_not_in_quote');
    assert.equal(factsOf('Tidewater will win.'), 'name_not_in_quote');
  });
});
