/** A name in front of the question, or behind it, with a mark between: `{account}, what is the next step?`. */
const mark = String.raw`\s*(?:,|:|;|\s[-–—]+\s|\.{2,}|…|\?)\s*`;
const name = String.raw`(?:(?:what about|how about|about|regarding|concerning|re|as for|for|on|with|at|in|and|ok|okay|so)\s+)*(?:the |our )?(\{(?:account|person|rep|competitor)\})(?: (?:deal|account|renewal|opportunity))?`;
const inFront = new RegExp(`^${name}${mark}(?=\\S)(.+)$`, 'i');
const behind = new RegExp(`^(.+?)${mark}${name}\\s*[?.!]*$`, 'i');
const timeInFront = /^(?:and |so )?(?:in |for |during |over |within )?(\{period\})\s*[,:;]\s*(.+)$/i;
const greeting =
  /^(?:(?:hi|hey|hello|ok|okay|so|well|please|thanks|thank you|sophia|good (?:morning|afternoon|evening))\b[,!.\s]*)+/i;
const politeness =
  /^(?:(?:can|could|would|will) you (?:please )?(?:(?:tell|show|give|get|find|remind) (?:me|us)|list|check)|i (?:would|['’]d) like to (?:know|see)|i (?:want|need) to (?:know|see)|do you (?:happen to )?know|any idea|remind me|let me know|i['’]?m (?:wondering|curious)|i wonder)\b[,:]?\s*/i;

/** A question of which the subject stands apart, in the order that it is asked in otherwise. */
export function inUsualOrder(masked: string): string {
  const spelled = masked.replaceAll(/\b(who|what|where|when|how|which|that|it|there|here)['’]s\b/gi, '$1 is');
  const plain = spelled.replace(greeting, '').replace(politeness, '').trim();
  const text = plain === '' ? spelled : plain;
  const early = timeInFront.exec(text);
  if (early !== null) return inUsualOrder(`${withoutMark(early[2])} ${early[1] ?? ''}`);
  const front = inFront.exec(text);
  const back = front === null ? behind.exec(text) : null;
  const subject = front?.[1] ?? back?.[2];
  const question = withoutMark(front?.[2] ?? back?.[1]);
  if (subject === undefined || question === '' || question.includes(subject)) return text;
  return pointed(question, subject);
}

/** Where the question points to the subject, it stands there; otherwise at the end. */
function pointed(question: string, subject: string): string {
  const pointer =
    /\b(?:it|its|they|them|their|that one|this one|that deal|this deal|the deal|that account|the account|he|she|him|her|his|there)\b/i;
  if (pointer.test(question)) return question.replace(pointer, subject);
  return `${question} for ${subject}`;
}

function withoutMark(text: string | undefined): string {
  return (text ?? '').replace(/[\s?.!,]+$/, '').trim();
}
