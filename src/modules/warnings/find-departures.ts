import { nameKey } from '#modules/people';

interface SpokenTurn {
  readonly turn: number;
  readonly speaker: string;
  readonly text: string;
  readonly startMs: number | null;
}

interface ToldDeparture {
  readonly quote: string;
  readonly speaker: string;
  readonly turn: number;
  readonly startMs: number | null;
}

/** What is said of somebody who has left, once the name stands as <name>. */
const leftCues: readonly RegExp[] = [
  /<name> (?:has |had |just |already |actually |recently )*left(?! (?:a|an|me|us|you|it|that|this|some|off|early|his|her|their|my|off|for (?:lunch|the day)|the (?:call|room|meeting|door|building))\b)/iu,
  /<name> (?:is|['’]s|was|has|had|just|already|have|been|since|got|recently| )*\b(?:moved on(?! to)|retired|resigned|quit|departed|gone for good|let go|laid off|no longer (?:with|here|at|works?|part)|left (?:us|the (?:company|firm|business))|(?:took|taken|accepted|found) (?:a|another|a new) (?:job|role|position|offer))\b/iu,
  /<name> (?:isn['’]t|is not|wasn['’]t|doesn['’]t|does not) (?:work(?:ing)? )?(?:here|with (?:us|the company|the team))? ?(?:any ?more|any longer)\b/iu,
  /<name>['’]s (?:last day|replacement|successor|farewell|old (?:job|role|desk))\b/iu,
  /\b(?:taking|took|takes) over (?:from|for) <name>|\b(?:replacing|succeeding|replaced) <name>|\binherited (?:this|it|everything|the project) from <name>|\b(?:since|after|now that|when) <name> (?:left|quit|retired|resigned|moved on)\b|\bwe lost <name>\b|\bsitting in for <name>,? who (?:has |is )?(?:left|moved on|gone|no longer)/iu,
];
/** What has not happened, or is asked. */
const notCue =
  /\?\s*$|\b(?:hasn['’]t|has not|didn['’]t|did not|never|if|unless|might|before|when) <name>|<name> (?:hasn['’]t|has not|didn['’]t|did not|never|might|may|could|won['’]t)\b/iu;

/** The sentences of the other side by which somebody of these names, and not who speaks, has left. */
export function findDepartures({
  turns,
  names,
}: {
  turns: readonly SpokenTurn[];
  names: readonly string[];
}): ToldDeparture[] {
  const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
  return turns.flatMap(({ turn, speaker, text, startMs }) => {
    const others = names.filter((name) => nameKey(name) !== nameKey(speaker));
    return [...segmenter.segment(text)].flatMap(({ segment }) => {
      const quote = segment.trim();
      return others.some((name) => tellsOf({ quote, name })) ? [{ quote, speaker, turn, startMs }] : [];
    });
  });
}

function tellsOf({ quote, name }: { quote: string; name: string }): boolean {
  const [first = ''] = name.trim().split(/\s+/u);
  const patterns = [name.trim(), first].filter((part) => part.length > 1).map(literal);
  if (patterns.length === 0) return false;
  const said = quote.replace(
    new RegExp(`(?<![\\p{L}\\p{N}])(?:${patterns.join('|')})(?![\\p{L}\\p{N}])`, 'giu'),
    '<name>',
  );
  return said !== quote && !notCue.test(said) && leftCues.some((cue) => cue.test(said));
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
}
