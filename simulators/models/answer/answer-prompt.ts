import type { Fault } from '../fault.ts';
import { fitSchema, type Reading, type SchemaNode } from './fit-schema.ts';
import { hallucinate } from './hallucinate.ts';
import { readTurns, splitSentences } from './read-turns.ts';

export interface Prompt {
  readonly text: string;
  /** Null where plain text is asked for. */
  readonly schema: SchemaNode | null;
  readonly fault: Fault | null;
}

/** The answer to a prompt: JSON that fits the schema, or one sentence. */
export function answerPrompt({ text, schema, fault }: Prompt): string {
  if (fault?.kind === 'empty_answer') return '';
  const turns = readTurns(text);
  if (schema === null) return `I read ${turns.length} turns.`;
  const questions = [...text.matchAll(/<question number="\d+">([\s\S]*?)<\/question>/gu)].map(
    (match) => match[1] ?? '',
  );
  const reading: Reading = { root: schema, turns, sentences: splitSentences(turns), questions };
  const honest = fitSchema(schema, { reading, name: 'answer', about: null, questionNumber: 0 });
  const json = JSON.stringify(fault === null ? honest : hallucinate({ answer: honest, kind: fault.kind, reading }));
  switch (fault?.kind) {
    case 'malformed_json':
      return `Here is what I found: ${json.slice(0, Math.ceil(json.length / 2))}`;
    case 'wrong_schema':
      return JSON.stringify({ unexpected: true });
    case 'truncated':
      return json.slice(0, Math.ceil(json.length / 2));
    default:
      return json;
  }
}
