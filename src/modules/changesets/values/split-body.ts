/** What a note, task or call of the CRM holds at most, less what the marker and the number of a part take. */
export const bodyLimit = 65_536 - 256;

/**
 * Paragraphs of markup put into as few bodies as hold them; nothing is cut off. One that is longer than a whole body
 * is divided at a space, never inside an entity or a tag.
 */
export function splitBody({
  paragraphs,
  limit = bodyLimit,
}: {
  paragraphs: readonly string[];
  limit?: number;
}): string[] {
  const bodies: string[] = [];
  let body = '';
  for (const paragraph of paragraphs) {
    let rest = paragraph;
    while (rest.length > limit) {
      const head = body === '' ? '' : `${body}<br>`;
      const end = placeToDivide(rest, limit - head.length);
      if (end > 0) bodies.push(`${head}${rest.slice(0, end)}`);
      else bodies.push(body);
      rest = rest.slice(Math.max(0, end)).trimStart();
      body = '';
    }
    const joined = body === '' ? rest : `${body}<br>${rest}`;
    if (joined.length > limit) bodies.push(body);
    body = joined.length > limit ? rest : joined;
  }
  if (body !== '') bodies.push(body);
  return bodies;
}

/** The last space outside of a tag; else before the entity, tag or pair of surrogates that stands at the limit. */
function placeToDivide(text: string, limit: number): number {
  if (limit <= 0) return 0;
  const space = text.lastIndexOf(' ', limit);
  if (space > 0 && text.lastIndexOf('<', space) <= text.lastIndexOf('>', space)) return space;
  const entity = /&[a-z#0-9]{0,6}$/.exec(text.slice(0, limit));
  if (entity !== null) return entity.index;
  const tag = text.lastIndexOf('<', limit - 1);
  if (tag > 0 && tag > text.lastIndexOf('>', limit - 1)) return tag;
  return isHighSurrogate(text.charCodeAt(limit - 1)) ? limit - 1 : limit;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd8_00 && unit <= 0xdb_ff;
}
