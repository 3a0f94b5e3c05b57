import { plainText } from './plain-text.ts';

const asksForSummary =
  /^(?:(?:please|can you|could you),? )*(?:summari[sz]e|sum up|recap|tl;?dr|(?:give me )?a summary of)(?: (?:this|the|our|it))?( thread| conversation| discussion)?(?: (?:so far|for me|for us|please))*[?.!]*$/iu;

/** Whether a message asks for a summary of its thread: outside of one, only where it says that it means one. */
export function isSummaryRequest({ text, isInThread }: { text: string; isInThread: boolean }): boolean {
  const found = asksForSummary.exec(plainText(text));
  return found !== null && (isInThread || found[1] !== undefined);
}
