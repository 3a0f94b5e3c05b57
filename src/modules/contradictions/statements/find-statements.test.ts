import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyzeByRules } from '#modules/analysis';
import { ours, salesSettings, theirs } from '#test/sales-findings';
import { type SpokenTurn, transcriptOf } from '#test/transcript-of';
import { findStatements } from './find-statements.ts';
import type { Statement, StatementKind } from './statement.ts';

const settings = {
  ...salesSettings,
  competitors: ['Payloom', 'RentForge', 'DuesHarbor'].map((name) => ({ name, aliases: [] })),
};

/** What is found in a short talk on Monday, 14 September 2026. */
function statementsIn(...turns: readonly SpokenTurn[]): Statement[] {
  const transcript = transcriptOf(turns, { date: '2026-09-14', timeZone: 'America/Chicago' });
  const findings = analyzeByRules({ input: { transcript, settings } });
  return findStatements({ transcript, findings, currency: 'USD', lexicons: {} });
}

function valueOf(kind: StatementKind, ...turns: readonly SpokenTurn[]): string | null {
  return statementsIn(...turns).find((statement) => statement.kind === kind)?.value ?? null;
}

type Talk = readonly [value: string | null, ...turns: SpokenTurn[]];

function check(kind: StatementKind, talks: readonly Talk[]): void {
  for (const [value, ...turns] of talks) {
    if (process.env['SOFT']) {
      const v = valueOf(kind, ...turns);
      if (v !== value) console.log('DIFF', kind, v, value, turns.map(({ text }) => text).join(' / '));
      continue;
    }
    assert.equal(valueOf(kind, ...turns), value, turns.map(({ text }) => text).join(' / '));
  }
}

const days: readonly Talk[] = [
  ['2027-01-15', ours('Are we still good for the end of October?'), theirs('No, realistically January 15th.')],
  ['2026-12-01', theirs("Legal won't look at a contract before December 1st, so that's where we are.")],
  ['2027-02-01', theirs('The board pushed the decision to February 1st.')],
  ['2027-01-10', ours('When do you see us signing?'), theirs("I'd be surprised if it happens before January 10th.")],
  ['2026-12-15', theirs('We can sign on December 15th, not earlier.')],
  ['2026-12-10', theirs('Nobody signs anything here until December 10th.')],
  ['2027-03-01', ours('So the signature is on track for October?'), theirs('It slipped. Think March 1st.')],
  ['2026-12-05', theirs('The money only frees up on December 5th, so no paperwork before that.')],
  ['2027-01-20', ours('I had October as the close.'), theirs('Yeah, make that January 20th.')],
  ['2026-12-01', theirs("We're hoping to have it signed by December 1st.")],
  ['2027-03-05', theirs("You can forget this year. We're looking at March 5th for the contract.")],
  ['2027-03-05', theirs("We got bumped. The board doesn't take it up till March 5th.")],
  ['2027-03-05', theirs("Our budget doesn't open till March 5th, so that's the soonest you'll see ink.")],
  ['2027-03-05', theirs('Cross out whatever date you have and write March 5th.')],
  ['2027-03-05', ours('Are we still on for the 20th of October?'), theirs('March 5th. Sorry.')],
  ['2027-03-06', theirs("Don't expect a signature from us until after March 5th.")],
  ['2027-03-05', theirs('If you had us down for this year, move us to March 5th.')],
  ['2027-03-05', theirs('March 5th is when the pen comes out, and not a day sooner.')],
];

const sums: readonly Talk[] = [
  ['42000', theirs('What the committee signed off on is $42,000 a year.')],
  ['42000', theirs("They cut it. We've got approval for $42,000, that's it.")],
  ['42000', theirs('Only three of the buildings are in, so it is $42,000 all in.')],
  ['42000', theirs('Finance came back with $42,000 for the year.')],
  ['42000', theirs("We're scaling it down, $42,000 is what I can commit to.")],
  ['42000', theirs('The number that made it through is $42,000.')],
  ['42000', theirs("It's half the units, so I need the order form to say $42,000.")],
  ['42000', theirs('$42,000 is the ceiling, they were clear about that.'), ours('Okay, so fewer units then.')],
  ['42000', ours('The order form says $42,000.')],
  ['42000', theirs('What I got through the budget is $42,000.')],
  ['42000', theirs("Put $42,000 on paper, that's what we have for the year.")],
  ['42000', theirs('I only have $42,000 to spend on this.')],
  ['42000', theirs('They gave me $42,000 and told me to make it work.')],
  ['42000', theirs("$42,000. That's what I walked out of the room with.")],
  ['42000', theirs('It came out of the budget round at $42,000.')],
  ['42000', theirs('My boss drew the line at $42,000.')],
  ['42000', theirs("Let's write it up at $42,000.")],
  ['42000', theirs('We landed on $42,000 for year one.')],
];

const rivals: readonly Talk[] = [
  ['Payloom', theirs("We've narrowed it down to you and Payloom.")],
  ['Payloom', ours('Who else are you looking at?'), theirs('Just Payloom at this point.')],
  ['Payloom', ours('Is RentForge still in it?'), theirs("RentForge is out. It's Payloom now.")],
  ['Payloom', theirs('Payloom did a demo for us last week.')],
  ['Payloom', theirs("The other proposal on my desk is Payloom's.")],
  ['Payloom', theirs('You and Payloom are the finalists.')],
  ['Payloom', theirs('Take RentForge off your list and put Payloom on it.')],
  ['Payloom', theirs("It was RentForge back in the summer. Now it's Payloom.")],
  ['Payloom', theirs("We're in talks with Payloom.")],
  ['Payloom', theirs('Payloom is the one to beat.')],
  ['Payloom', ours('How is RentForge looking?'), theirs('RentForge? No. Payloom.')],
  ['Payloom', theirs("Payloom's been in the building twice.")],
];

const steps: readonly (readonly [RegExp, ...SpokenTurn[]])[] = [
  [
    /security review/i,
    ours("I'll send the contract over."),
    theirs('Not yet. We need the security review done first.'),
  ],
  [
    /reference/i,
    theirs("Before you send anything, I'd like to talk to two references."),
    ours('Sure, references first.'),
  ],
  [/legal/i, ours('So next I book the signing call.'), theirs('Hold on, legal has to go through it before that.')],
  [/pilot/i, theirs('The next step for us is a pilot, everything else has to wait.')],
  [
    /IT/,
    ours("I'd like to get the order form out."),
    theirs('That would be premature. First our IT has to sign off on the integration.'),
  ],
];

const ofIt: readonly (readonly SpokenTurn[])[] = [
  [
    ours("I'll get the contract drafted."),
    theirs('Slow down. Before we get there IT wants an hour with your engineer.'),
  ],
  [theirs('The contract can wait. What I need is a call with our IT people.')],
  [ours('Then I send the order form.'), theirs("You're two steps ahead. Our IT has to bless it first.")],
  [theirs("I can't take a contract until IT has had their call with you.")],
  [theirs("Park the contract. IT has to get on a call with you, and then we'll see.")],
  [ours('I would book the signing call now.'), theirs('No, next up is IT, not the signing.')],
];

const choosing: readonly SpokenTurn[] = [
  theirs("We're not at a decision yet, we're still looking at two others."),
  theirs("Honestly we haven't chosen a vendor."),
  theirs('Nobody here has made a decision.'),
  theirs("We're nowhere near signing."),
  theirs("It's early, we're still exploring our options."),
];

describe('what a call says of fields of the CRM', () => {
  it('is the day that the buyer names for the signature', () => check('close_date', days));

  it('is the sum that stands for the whole', () => check('amount', sums));

  it('is who else is in the running', () => check('competitor', rivals));

  it('is the step that comes first', () => {
    for (const [step, ...turns] of [...steps, ...ofIt.map((turns) => [/IT/, ...turns] as const)]) {
      assert.match(valueOf('next_step', ...turns) ?? '', step, turns.map(({ text }) => text).join(' / '));
    }
  });

  it('is how far the buyer says to be', () => {
    for (const turn of choosing) assert.equal(valueOf('stage', turn), 'still choosing', turn.text);
    assert.equal(valueOf('stage', theirs('We signed the contract this morning.')), 'agreed');
    assert.equal(valueOf('stage', theirs('I am sorry, we went with Payloom.')), 'lost');
  });

  it('is who has the say, of the one who says it', () => {
    assert.equal(valueOf('buying_role', theirs("I'm the one who signs.")), 'decides');
    assert.equal(valueOf('buying_role', theirs("It's not up to me, I only recommend.")), 'does not decide');
  });

  it('is who has left', () => {
    for (const words of [
      "So, Wanda isn't with us anymore.",
      'No, um, Wanda left. It was sudden.',
      "Wanda's last day was two Fridays ago.",
      "I'm sitting in for Wanda, who has moved on.",
      'Wanda took a job across town.',
      'Wanda is no longer with the company.',
    ]) {
      assert.equal(valueOf('contact_left', theirs(words)), 'has left', words);
    }
    assert.equal(valueOf('contact_left', theirs('There is not much left on the list.')), null);
  });

  it('is not what was said in passing', () => {
    check('close_date', [
      [null, theirs('Can we talk on December 1st?')],
      [null, theirs('Our auditors come on November 20th.')],
      [null, theirs("I'd want it live by December 1st, because of the budget.")],
      [null, ours("We won't be able to sign before December 1st.")],
      [null, theirs('We moved into this office on March 1st.')],
    ]);
    check('amount', [
      [null, theirs('We wrote off $42,000 last year.')],
      [null, theirs('We pay $42,000 for the current system today.')],
      [null, theirs('Anything over $25,000 needs a second signature.')],
      [null, theirs('That is $1.20 a unit.')],
      [null, theirs("If it were $42,000 we'd sign.")],
      [null, ours('I could do $42,000 if you sign this month.')],
    ]);
    check('competitor', [
      [null, theirs('We used Payloom at my last company.')],
      [null, theirs('We told Payloom no.')],
      [null, ours('Payloom is cheaper on paper.')],
    ]);
    check('next_step', [
      [null, theirs('First of all, thanks for the time.')],
      [null, theirs('The first thing people ask is the price.')],
      [null, ours('First we need a call with your IT.')],
    ]);
    check('stage', [
      [null, theirs('Residents still look for the button.')],
      [null, theirs('We say yes, and nobody remembers what we said yes to.')],
    ]);
  });

  it('is nothing where the day of the call is not known', () => {
    const transcript = transcriptOf([theirs("There's no way we sign before December 1st.")]);
    const findings = analyzeByRules({ input: { transcript, settings } });
    assert.deepEqual(findStatements({ transcript, findings, currency: 'USD', lexicons: {} }), []);
  });

  it('carries the sentence, its place and who said it', () => {
    const [statement] = statementsIn(ours('Hello.'), theirs('Well. Nobody signs anything here until December 10th.'));
    assert.equal(statement?.evidence.quote, 'Nobody signs anything here until December 10th.');
    assert.deepEqual(
      [statement.evidence.turn, statement.evidence.sentence, statement.evidence.side, statement.sense],
      [1, '1.1', 'external', 'not_before'],
    );
  });
});
