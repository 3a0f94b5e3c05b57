/** What the rules say to our speakers. `{kind}` is a kind of objection, `{figure}` a number that was counted. */
export const coachingTemplates = {
  objection_unanswered: 'A {kind} objection was left standing: ask what is behind it and come back to it.',
  question_unanswered: 'The buyer asked and got no answer in the call: send it, with a day.',
  promise_without_day: 'Put a day on the promise, so that both sides know when it is kept.',
  good_question: 'A question that makes the buyer name the problem or its worth: do more of this.',
  stacked_questions: 'Several questions in one breath: ask one and wait for its answer.',
  talks_too_much: 'Our side spoke {figure} % of the words: leave the buyer more room.',
  long_monologue: '{figure} words without a pause for the buyer: check in earlier.',
} as const;
