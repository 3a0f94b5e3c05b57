import { readFileSync } from 'node:fs';
import { helpExamples, questionKinds } from '../kinds/question-kinds.ts';

/** What a question may be taken for beside the kinds that are answered. */
export const noIntents = { outOfScope: 'out_of_scope', cannotDo: 'cannot_do', help: 'help' } as const;

/** Every example with what it stands for: those of the kinds, and those of no kind. */
export function readIntentExamples(): { text: string; intent: string }[] {
  const known = questionKinds.flatMap(({ id, examples }) =>
    examples.flatMap((text) => variantsOf(text).map((variant) => ({ text: variant, intent: id }))),
  );
  return [
    ...known,
    ...helpExamples.map((text) => ({ text, intent: noIntents.help })),
    ...linesOf('out-of-scope.txt').map((text) => ({ text, intent: noIntents.outOfScope })),
    ...linesOf('cannot-do.txt').map((text) => ({ text, intent: noIntents.cannotDo })),
  ];
}

/** A period is said or left out: both mean the same kind of question. */
function variantsOf(text: string): string[] {
  const without = text.replace(/ ?\{period\}/, '').trim();
  return without === text || without === '' ? [text] : [text, without];
}

function linesOf(file: string): string[] {
  const text = readFileSync(new URL(`../../../../data/questions/${file}`, import.meta.url), 'utf8');
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}
