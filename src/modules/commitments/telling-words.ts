/** Words that say nothing of what was promised: small words, what anybody does with a thing, and days. */
const fillers: ReadonlySet<string> = new Set(
  `about after again all also and any anything are around ask back because been before bit but call can come copy could
  did does doing done down dig end everything fill first find for from get getting give goes going gonna got grab had has
  have heard her here him his how into its just keep know let like little look make maybe mine more morning much need next
  not note now okay one our out over own pull put really right run said say see send sent share she should show some
  something sure take talk tell than that the their them then there these they thing things think this those through time
  together too try turn two until use very wait want was way week well went were what when where which who while whole
  why will with work would yeah yes yet you your yours
  monday tuesday wednesday thursday friday saturday sunday today tomorrow tonight afternoon noon evening day days weeks
  month months minute hour side`.split(/\s+/u),
);

/** What holds the thing and is not it: the list of what, the name of whom. */
const containers: ReadonlySet<string> = new Set(
  'answer copy date figure file list name number piece question set update version'.split(' '),
);

/** The words that name a thing, without their endings. */
export function tellingWords(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];
  return new Set(words.filter((word) => !fillers.has(word) && !/^\d/u.test(word)).map(stemOf));
}

/** Where the name of a thing ends and what is said of it begins. */
const thingEnds =
  /\s(?:came|come|landed|arrived|showed|shown|turned|went|go|goes|gone|was|were|is|are|has|had|have|hasn|hasn['’]t|didn['’]t|did|never|ever|still|yet|by|from|because|and|but|so|if|when|that|which|on (?:my|our|your)|in (?:my|our|your)|for (?:me|us|you)|made|reached|hit|got|gets|today|tomorrow|monday|tuesday|wednesday|thursday|friday)\b/iu;

/** The things that a text speaks of as known to both: “the one-pager”, “your answer on the redlines”. */
export function namedThings(text: string): Set<string>[] {
  const things = text.match(/\b(?:the|your|our|that|those|my)\s+(?:[\p{L}\p{N}'-]+\s+){0,4}[\p{L}\p{N}-]+/giu) ?? [];
  return things.map((thing) => tellingWords(thing.split(thingEnds)[0] ?? '')).filter((words) => words.size > 0);
}

/** Without the words that only hold a thing. */
export function withoutContainers(words: ReadonlySet<string>): Set<string> {
  return new Set([...words].filter((word) => !containers.has(word)));
}

function stemOf(word: string): string {
  const single = word.replace(/(?<=.{3})(?<!s)s$/u, '');
  const bare = single.length < 5 ? single : single.replace(/(?:ings?|ed|er)$/u, '');
  return bare.length < 4 ? bare : bare.replace(/e$/u, '');
}
