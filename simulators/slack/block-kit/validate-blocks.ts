import { z } from 'zod';
import { blockChecks } from './block-checks.ts';
import { below, byType, list, type Place, report, type Surface } from './check.ts';

const Ids = z.looseObject({ block_id: z.string().optional() });
const WithAction = z.looseObject({ action_id: z.string().optional() });
const Contents = z.looseObject({
  type: z.string(),
  elements: z.array(z.unknown()).optional(),
  accessory: z.unknown().optional(),
  element: z.unknown().optional(),
  text: z.unknown().optional(),
});

const maxBlocks = { message: 50, modal: 100, home: 100 } as const;
const maxMarkdownCharacters = 12_000;

/** What Slack would say of these blocks, one sentence a problem, each with where; nothing if they are good. */
export function validateBlocks({ blocks, surface }: { blocks: unknown; surface: Surface }): string[] {
  const place: Place = { pointer: '/blocks', surface, problems: [] };
  list(byType(blockChecks), { min: 0, max: maxBlocks[surface] })(blocks, place);
  if (Array.isArray(blocks)) {
    findRepeatedBlockIds(blocks, place);
    for (const [index, block] of blocks.entries()) findRepeatedActionIds(block, below(place, index));
    checkWholeMessage(blocks, place);
  }
  return place.problems;
}

function findRepeatedBlockIds(blocks: readonly unknown[], place: Place): void {
  const seen = new Set<string>();
  for (const [index, block] of blocks.entries()) {
    const id = Ids.safeParse(block).data?.block_id;
    if (id === undefined) continue;
    if (seen.has(id)) report(below(below(place, index), 'block_id'), `\`block_id\` "${id}" already exists`);
    seen.add(id);
  }
}

function findRepeatedActionIds(block: unknown, place: Place): void {
  const contents = Contents.safeParse(block).data;
  if (contents?.type !== 'actions' && contents?.type !== 'context_actions') return;
  const seen = new Set<string>();
  for (const [index, element] of (contents.elements ?? []).entries()) {
    const id = WithAction.safeParse(element).data?.action_id;
    if (id === undefined) continue;
    const where = below(below(below(place, 'elements'), index), 'action_id');
    if (seen.has(id)) report(where, `\`action_id\` "${id}" already exists`);
    seen.add(id);
  }
}

function checkWholeMessage(blocks: readonly unknown[], place: Place): void {
  const contents = blocks.flatMap((block) => Contents.safeParse(block).data ?? []);
  const markdown = contents.filter(({ type }) => type === 'markdown').map(({ text }) => String(text));
  if (markdown.join('').length > maxMarkdownCharacters) {
    report(place, `markdown blocks must be less than ${maxMarkdownCharacters + 1} characters together`);
  }
  if (contents.filter(({ type }) => type === 'table').length > 1) report(place, 'only one table is allowed');
}
