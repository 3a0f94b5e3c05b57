import { z } from 'zod';
import { completeBlocks } from './block-kit/complete-blocks.ts';
import { validateView } from './block-kit/validate-view.ts';
import { SlackError, slackProblems } from './slack-error.ts';
import { JsonObject, type View } from './state.ts';
import { nextBlockId, nextId, type Workspace } from './workspace.ts';

const largestViewCharacters = 250_000;
const Content = z.looseObject({
  type: z.enum(['modal', 'home']),
  blocks: z.array(JsonObject),
  external_id: z.string().optional(),
});
type Content = z.infer<typeof Content>;

/** A view that the app sent, checked and completed. */
export function readView(workspace: Workspace, given: unknown): Content {
  if (typeof given !== 'object' || given === null) throw slackProblems('invalid_arguments', ['must provide an object']);
  if (JSON.stringify(given).length > largestViewCharacters) throw new SlackError('view_too_large');
  const problems = validateView(given);
  if (problems.length > 0) throw slackProblems('invalid_arguments', problems);
  const content = Content.parse(given);
  return { ...content, blocks: completeBlocks({ blocks: content.blocks, nextId: () => nextBlockId(workspace) }) };
}

/** Shows a view to somebody; above another one if that is named. */
export function openView(
  workspace: Workspace,
  { content, userId, above }: { content: Content; userId: string; above: View | null },
): View {
  requireFreeExternalId(workspace, { content, except: null });
  const id = nextId(workspace, 'V');
  const view: View = {
    id,
    hash: nextHash(workspace),
    type: content.type,
    userId,
    content,
    values: {},
    errors: {},
    rootViewId: above?.rootViewId ?? id,
    previousViewId: above?.id ?? null,
    isOpen: true,
  };
  workspace.state.views.push(view);
  return view;
}

export function replaceView(workspace: Workspace, { view, content }: { view: View; content: Content }): void {
  requireFreeExternalId(workspace, { content, except: view });
  const kept = new Set(content.blocks.map((block) => block['block_id']));
  view.content = content;
  view.errors = {};
  view.hash = nextHash(workspace);
  view.values = Object.fromEntries(Object.entries(view.values).filter(([blockId]) => kept.has(blockId)));
}

export function closeView({ state }: Workspace, { view, wholeStack }: { view: View; wholeStack: boolean }): void {
  for (const each of state.views) {
    if (each === view || (wholeStack && each.rootViewId === view.rootViewId)) each.isOpen = false;
  }
}

function requireFreeExternalId(
  { state }: Workspace,
  { content, except }: { content: Content; except: View | null },
): void {
  const id = content.external_id;
  if (id === undefined || id === '') return;
  const isTaken = state.views.some((view) => view !== except && view.isOpen && view.content['external_id'] === id);
  if (isTaken) throw new SlackError('duplicate_external_id');
}

function nextHash({ tools }: Workspace): string {
  return `${Math.floor(tools.clock.now().getTime() / 1000)}.${String(tools.count('view-hash')).padStart(8, '0')}`;
}
