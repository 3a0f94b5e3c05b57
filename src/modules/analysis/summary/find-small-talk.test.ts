import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { transcriptOf } from '#test/transcript-of';
import { createDocument, type Sentence } from '../language/index.ts';
import { findSmallTalk, isScheduling } from './find-small-talk.ts';
import { loadSummaryLexicon } from './summary-lexicon.ts';

const lexicon = loadSummaryLexicon({});

function sentenceOf(text: string): Sentence {
  const [sentence] = createDocument({ transcript: transcriptOf([text]) }).sentences;
  assert.ok(sentence !== undefined);
  return sentence;
}

function isSmallTalk(text: string): boolean {
  return findSmallTalk(createDocument({ transcript: transcriptOf([text]) }), lexicon).size > 0;
}

describe('findSmallTalk', () => {
  test('greetings, the line, the screen, farewells and politeness are small talk', () => {
    for (const text of [
      'Can you hear me all right?',
      'Good to finally put a face to the name.',
      'Sorry, I was in the wrong meeting.',
      'I have got to run, they are waving at me.',
      'Okay, I will give you four minutes of your life back.',
      'Great, thank you so much.',
      "That's awesome, I appreciate it.",
      'Thanks for your time, Gwen, take care.',
      'We are a minute over, so we have to run.',
      'You take care now, and drive safe.',
      'Just so you know, this is being recorded.',
      'No problem.',
      'No worries, thank you.',
    ]) {
      assert.ok(isSmallTalk(text), text);
    }
  });

  test('what is said of the deal is none, however short or friendly', () => {
    for (const text of [
      'The price is fine.',
      "That's too much.",
      "We can't sign that.",
      'Great, then send the contract.',
      'We decided to go with somebody else.',
      'Residents are running late with the rent every month.',
      'Thanks for your time, but at $3.50 a unit for 1,200 units we will pass.',
      'Thanks again for everything, we signed with another vendor on Friday and the board went with RentForge.',
      'Thank you for your time, we are cancelling the contract at the end of the year.',
      'Thanks for your time, but we have decided to go with RentForge.',
      'We need to run this past legal and security before anybody can sign.',
      'Thanks again, we are cancelling.',
      'We have to run the numbers.',
      'They take care of the payments.',
      'The payments are not being recorded in the ledger.',
      'How was your experience with the pilot?',
      'You have a great product.',
      'We will be down the rest of the week.',
      "That's a problem.",
      'It is a problem.',
      'No, no, no.',
      "That's a lot to take.",
    ]) {
      assert.ok(!isSmallTalk(text), text);
    }
  });
});

describe('isScheduling', () => {
  test('a day and an hour that are agreed on are, with nothing else beside them', () => {
    for (const text of [
      'Wednesday the 28th at one works for me.',
      "Then let's do Monday at three.",
      'I can make Friday.',
      'Would Monday of next week at two be possible?',
      "Next Wednesday's good, after eleven.",
    ]) {
      assert.ok(isScheduling(sentenceOf(text), lexicon), text);
    }
  });

  test('a deadline, a promise and a decision are not', () => {
    for (const text of [
      "I'd like it decided by October 27th.",
      'I will send the order form on Friday at nine.',
      'The board meets on Tuesday and votes on the budget.',
      'It is three dollars a unit.',
      'We will sign the contract on Friday.',
      'We will cancel our subscription on Monday.',
      'Then the CFO signs it Thursday at ten.',
      'Our pilot starts next Monday at nine.',
      'I can approve the budget on Wednesday.',
      'We cancel on Friday.',
    ]) {
      assert.ok(!isScheduling(sentenceOf(text), lexicon), text);
    }
  });
});
