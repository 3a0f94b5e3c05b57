export { idsOfGongAnswer, mergeGongAnswers } from './merge-gong-answers.ts';
export { parseWebVtt, type WebVttCue, type WebVttFile, type WebVttProblem } from './parse-web-vtt.ts';
export { readTranscript, type TranscriptSource } from './read-transcript.ts';
export type { ReadOptions } from './reading.ts';
