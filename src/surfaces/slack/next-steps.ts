import type { Answer, AnswerAction, AnswerDeed, ChatBlock } from '#contracts';
import { actionIds, actions, context, line } from '#modules/notifications';

/** The buttons that our cards have for the same. */
const buttonOf: Readonly<Partial<Record<AnswerDeed['type'], string>>> = {
  'change.approve': actionIds.approveChange,
  'change.reject': actionIds.rejectChange,
  'contradiction.crm_right': actionIds.crmRight,
  'contradiction.call_right': actionIds.callRight,
  'commitment.kept': actionIds.commitmentKept,
  'commitment.dropped': actionIds.commitmentDropped,
};

/** What is typed in Slack for a command of the command line; one that is in neither list cannot be done from Slack. */
const slashOf: readonly (readonly [beginning: string, slash: string])[] = [
  ['sophia changes approve', '/sophia approve'],
  ['sophia changes undo', '/sophia undo'],
  ['sophia changes reject', '/sophia decide'],
  ['sophia contradictions resolve', '/sophia decide'],
  ['sophia deals show', '/sophia deal'],
  ['sophia deals list', '/sophia-deals'],
  ['sophia calls list', '/sophia-calls'],
  ['sophia pipeline forecast', '/sophia forecast'],
  ['sophia ledger', '/sophia ledger'],
];
const withoutArguments: ReadonlySet<string> = new Set(['/sophia decide', '/sophia forecast', '/sophia ledger']);

/** Begins the id of the block, by which a press is told from one on a card. */
export const answerDeeds = 'answer-deeds';

/** What can be done next, from where the answer stands: buttons where there are such, else what is typed in Slack. */
export function nextSteps({ answerId, actions: next }: Pick<Answer, 'answerId' | 'actions'>): ChatBlock[] {
  const buttons = next.flatMap(({ label, deed }) => {
    const actionId = deed === null ? undefined : buttonOf[deed.type];
    return deed === null || actionId === undefined ? [] : [{ actionId, label, value: deed.id }];
  });
  // A block has each kind of button once: one block for each thing that is named.
  const ofEach = [...Map.groupBy(buttons, ({ value }) => value)];
  const typed = next.flatMap((action) => {
    const command = typedFor(action);
    return command === null ? [] : [`${line(action.label, 80)}: \`${line(command, 200)}\``];
  });
  return [
    ...ofEach.map(([id, own]) => actions({ blockId: `${answerDeeds}:${answerId}:${id}`, buttons: own })),
    ...(typed.length === 0 ? [] : [context([...new Set(typed)].join('\n'))]),
  ];
}

function typedFor({ command, deed }: AnswerAction): string | null {
  if (deed !== null && buttonOf[deed.type] !== undefined) return null;
  const [beginning, slash] = slashOf.find(([known]) => command.startsWith(known)) ?? [];
  if (beginning === undefined || slash === undefined) return null;
  if (withoutArguments.has(slash)) return slash;
  const rest = command
    .slice(beginning.length)
    .replace(/ --workspace \S+$/, '')
    .replaceAll('"', '')
    .trim();
  return rest === '' ? slash : `${slash} ${rest}`;
}
