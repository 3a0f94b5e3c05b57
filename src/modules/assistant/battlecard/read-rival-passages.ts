import type { BattlecardPassage, DocumentAudience } from '#contracts';
import { isAllowed } from '#modules/access';
import { listDocumentsNaming } from '#modules/documents';
import type { Context } from '#platform/context';
import type { Rival } from '../read-rivals.ts';

const mostPassages = 10;
const longestPassage = 600;

/** What documents of the workspace say of a competitor: passages that name it, of those that whoever asks may see. */
export async function readRivalPassages({
  ctx,
  rival,
  audience,
}: {
  ctx: Context;
  rival: Rival;
  audience: DocumentAudience;
}): Promise<BattlecardPassage[]> {
  if (!isAllowed({ ctx, action: 'document.read' })) return [];
  const { documents } = await listDocumentsNaming({
    ctx,
    input: { words: [rival.name, ...rival.aliases], audience: audience === 'external' ? 'external' : null },
  });
  return documents
    .flatMap(({ documentId, name, title, audience: isFor, text }) =>
      passagesIn({ text, rival }).map((passage) => ({ documentId, name, title, audience: isFor, passage })),
    )
    .slice(0, mostPassages);
}

/** The paragraphs that name it as a word, and what follows a heading that does. */
function passagesIn({ text, rival }: { text: string; rival: Rival }): string[] {
  const names = [rival.name, ...rival.aliases].map((name) => name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${names.join('|')})(?![\\p{L}\\p{N}])`, 'iu');
  const paragraphs = text.split(/\n\s*\n/u).map((paragraph) => paragraph.trim());
  return paragraphs.flatMap((paragraph, place) => {
    if (!pattern.test(paragraph)) return [];
    const isHeading = /^#{1,6}\s/u.test(paragraph) && !paragraph.includes('\n');
    const whole = isHeading ? [paragraph, paragraphs[place + 1] ?? ''].join('\n') : paragraph;
    return [whole.length <= longestPassage ? whole.trim() : `${whole.slice(0, longestPassage).trim()}…`];
  });
}
