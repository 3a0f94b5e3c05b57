/** A word of a question with its place: lower case, without the ending that makes it a possessive. */
export interface Word {
  readonly word: string;
  readonly start: number;
  readonly end: number;
  readonly isCapitalized: boolean;
}

export function wordsOf(text: string): Word[] {
  return [...text.matchAll(/\{[a-z]+\}|[\p{L}\p{N}][\p{L}\p{N}'’_-]*/gu)].map((match) => {
    const [whole] = match;
    return {
      word: whole
        .toLowerCase()
        .replace(/['’]s?$/u, '')
        .replaceAll(/['’]/g, ''),
      start: match.index,
      end: match.index + whole.length,
      isCapitalized: /^\p{Lu}/u.test(whole),
    };
  });
}

/** Words that are no name by themselves, however they are written. */
const plainWords = new Set(
  `a about account accounts activity after again agree agreed all am amount an and any anyone anything approval approvals
  are around as ask at average back be because been before behind being best better big biggest blocker blockers board book
  booked bring brought budget but buy buyer buyers buying by call called calls can case cases change changed changes champion
  changing close closed closes closing commit commitment commitments committed compare competition competitor competitors company
  companies concern concerns contact contacts contract contradict conversation conversations could count crm currency current
  customer customers date dates day days deal deals decide decided decision decisions did disagree discuss discussed discussion do
  does done due during each else email enough ever every everything expected far feature find first flag for forecast from gap
  gaps get give go going gone got had happen happened has have he health healthy hear heard help her here him his how i
  if implementation in insights integration into is issue it item items its just keep kept know largest last late latest least
  leave left let list long look looks lose losing lost made make many me mean meeting meetings mention mentioned mentions
  missing money month months more most move moved moving much my name named need needs new next no nobody not note now objection
  objections of off often oldest on once one only open opportunities opportunity or other our out outstanding over overdue owe
  owed owner owns own past pending people percent person pipeline please plus point points price pricing problem problems promise
  promised promises proposal prospect prospects pushed pushback put quarter quarters question questions quiet raise raised rate
  rates reason reasons recent recently rejected renewal renewals rep reps representative risk risks risky role roles said sale
  sales say says security see seller sent sentiment she should show signal signals silent since size slip slipped so some
  someone something soon spoke spoken stage stages stalled stand standing stands start status step steps still stuck such sum
  summarise summarize summary support talk talked talking team tell than that the their them then there these they thing things
  this those threaded time timing to today told tomorrow too top topic topics total touch turn two us unanswered under undo undone
  until up update updated updates upcoming us use value versus waiting want warning warnings was we week weeks well were what
  when where which while who whole whom whose why will win winning with without won work worry would writes written year years
  yes yesterday yet you your hello hi hey thanks please sophia slack hubspot gong salesforce crm ok okay vs
  january february march april may june july august september october november december monday tuesday wednesday thursday
  friday saturday sunday q1 q2 q3 q4 usd eur gbp`.split(/\s+/),
);
/** Abbreviations are no names either, and something to ask about all the same. */
const abbreviations = new Set('api sso faq ceo cfo cto coo vp roi poc rfp nda dpa soc2'.split(' '));

export function isAbbreviation(word: string): boolean {
  return abbreviations.has(word) || abbreviations.has(word.replace(/s$/, ''));
}

export function isPlainWord(word: string): boolean {
  return (
    plainWords.has(word) ||
    plainWords.has(word.replace(/(?:s|es|ed|ing)$/, '')) ||
    isAbbreviation(word) ||
    /^[\d{]/.test(word) ||
    word.length < 2
  );
}

export interface Run {
  readonly from: number;
  readonly length: number;
}

/** The longest run of neighboring words that a text and a name share; it holds at least one that is no plain word. */
export function sharedRun({ words, name }: { words: readonly string[]; name: readonly string[] }): Run | null {
  let best: Run | null = null;
  for (let from = 0; from < words.length; from += 1) {
    for (let at = 0; at < name.length; at += 1) {
      let length = 0;
      while (from + length < words.length && at + length < name.length && words[from + length] === name[at + length])
        length += 1;
      if (length <= (best?.length ?? 0)) continue;
      if (words.slice(from, from + length).some((word) => !isPlainWord(word))) best = { from, length };
    }
  }
  return best;
}
