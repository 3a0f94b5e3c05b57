/** One turn as it stands in a prompt. */
export interface PromptTurn {
  readonly turn: number;
  readonly speaker: string;
  readonly side: string;
  readonly text: string;
}

/** One sentence of a turn, word for word. */
export interface PromptSentence extends PromptTurn {
  readonly index: number;
}

const turnLine = /^\[(\d+)\] (.+?) \((internal|external|unknown)\): (.*)$/gmu;

/** The turns in a prompt: lines of the form `[12] Name (side): words`, as a careful reader would see them. */
export function readTurns(prompt: string): PromptTurn[] {
  return [...prompt.matchAll(turnLine)].map((match) => ({
    turn: Number(match[1]),
    speaker: unescape(match[2] ?? ''),
    side: match[3] ?? 'unknown',
    text: unescape(match[4] ?? ''),
  }));
}

export function splitSentences(turns: readonly PromptTurn[]): PromptSentence[] {
  const sentences: PromptSentence[] = [];
  for (const turn of turns) {
    for (const part of turn.text.split(/(?<=[.!?])\s+/u)) {
      const text = part.trim();
      if (text !== '') sentences.push({ ...turn, text, index: sentences.length });
    }
  }
  return sentences;
}

function unescape(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
