import type { EngineMark, Verification } from '#contracts';
import { formatCount } from '#platform/wording';

/** The provider that an engine names where no model is configured. */
const nobody = 'none';

/** Who made the analysis, in a sentence. */
export function describeEngine(engine: EngineMark): string {
  if (engine.name === 'rules') return `Made by rules ${engine.version}, without a language model.`;
  const model = [engine.provider, engine.model].filter((part) => part !== null).join(', ');
  const prompts = engine.promptVersion === null ? '' : `, prompts ${engine.promptVersion}`;
  return `Made by a language model (${model === '' ? 'not named' : model}${prompts}; engine ${engine.version}).`;
}

/** The models that failed before, in order, in a sentence; null where none did. */
export function describeFallback(engine: EngineMark): string | null {
  if (engine.fellBackFrom.length === 0) return null;
  const failed = engine.fellBackFrom.filter(({ provider }) => provider !== nobody);
  const unasked = engine.fellBackFrom.filter(({ provider }) => provider === nobody);
  const sentences = unasked.map(
    ({ reason }) => `No language model was asked: ${ended(reason.replace(/^[a-z.-]+: /, ''))}`,
  );
  if (failed.length > 0) {
    const named = failed.map(({ provider, model, reason }) => `${provider} ${model} (${reason})`);
    sentences.unshift(`Fell back from ${named.join(', then ')}.`);
  }
  return sentences.join(' ');
}

function ended(sentence: string): string {
  return sentence.endsWith('.') ? sentence : `${sentence}.`;
}

/** How many claims were checked against the transcript, and what became of them. */
export function describeVerification({ proposed, kept, refused }: Verification, broken: number): string {
  const sentence = `${formatCount(proposed, 'claim')} checked against the transcript: ${kept} kept, ${refused.length} refused`;
  return broken === 0 ? `${sentence}.` : `${sentence}; ${broken} no longer ${broken === 1 ? 'holds' : 'hold'}.`;
}
