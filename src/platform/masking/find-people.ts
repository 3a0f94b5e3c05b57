import { z } from 'zod';
import { tagWords } from '#platform/tagger';
import type { FoundData } from './masked-kinds.ts';

const Found = z.array(
  z.looseObject({ text: z.string(), offset: z.looseObject({ start: z.number(), length: z.number() }) }),
);

const said =
  /\b(?:my name is|this is|i am|i'm|name:|called|named|signed,?|sincerely,?|regards,?|dear|Dear|hi|Hi|hello|Hello|hey|Hey|by|said|says|starring|name is|name's|calls me|founders:|Mr\.?|Mrs\.?|Ms\.?|Miss|Dr\.?|Prof\.?)\s+(?<data>\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}\.)?(?:\s+(?:(?:de|da|van|von|der|den|la|le|al|bin)\s+)?\p{Lu}[\p{L}'’-]+){0,3})/gu;
const tells =
  /(?<![\p{L}\p{N}.])(?<data>\p{Lu}\p{Ll}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]+){0,2})\s+(?:said|says|shouted|listed|flew|lives|asked|told|replied|wrote|mentioned|promised|is from|moved to)\b/gu;
/** A line that is a name, or begins with one and a colon, as in letters and transcripts. */
const lines =
  /^(?:\[\d+\] )?(?<data>\p{Lu}\p{Ll}[\p{L}'’-]*(?:\s\p{Lu}\.)?(?:[^\S\n]\p{Lu}\p{Ll}[\p{L}'’-]*){1,2})(?=$|:| \((?:internal|external|unknown)\):)/gmu;
/** Who speaks in what a planner is shown of a call. */
const quoted =
  /\(said in a call\) (?<data>\p{Lu}\p{Ll}[\p{L}'’-]*(?:\s\p{Lu}\.)?(?:[^\S\n]\p{Lu}\p{Ll}[\p{L}'’-]*){0,2})(?=:| \()/gu;
const notNames =
  /^(?:I|He|She|It|We|You|They|Who|What|This|That|These|Those|There|Nobody|Somebody|Everybody|Everyone|The|A|An|My|Our|Your|His|Her|Their|And|But|So|Then|Title|Day|Phone|Address|Personal|Name|Email|Zip|Sir|Madam|Team|All|Everyone)\b/u;
const title = /\b(?:Mr\.?|Mrs\.?|Ms\.?|Miss|Dr\.?|Prof\.?)$/u;

/** Names of people, as far as the words around them and a list of first names tell. */
export function findPeople(text: string): FoundData[] {
  const listed = Found.parse(tagWords(text).match('#Person+').json({ offset: true })).map(({ text: name, offset }) => {
    const trimmed = name.replaceAll(/^[^\p{L}]+|(?:['’]s)?[^\p{L}]*$/gu, '');
    const start = text.indexOf(trimmed, offset.start);
    return { start, name: trimmed };
  });
  const introduced = [said, tells, lines, quoted]
    .flatMap((pattern) => [...text.matchAll(pattern)])
    .map((match) => {
      const name = match.groups?.['data'] ?? '';
      return { start: match.index + match[0].lastIndexOf(name), name };
    });
  return [...listed, ...introduced]
    .filter(({ start, name }) => start >= 0 && /\p{Lu}/u.test(name) && !title.test(name) && !notNames.test(name))
    .map(({ start, name }) => ({
      kind: 'person' as const,
      start,
      end: start + name.length,
      value: name.toLowerCase(),
    }));
}
