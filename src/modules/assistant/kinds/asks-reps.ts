/** “Which reps are behind” is a number for each of them. */
export const asksReps = /\b(?:which|what) (?:of (?:my|our|the) )?(?:reps?|sellers?|salespeople|representatives|aes)\b/i;
