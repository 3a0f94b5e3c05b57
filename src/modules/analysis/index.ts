export { analyzeByRules, rulesEngineVersion } from './analyze-by-rules.ts';
export { type ComposeOptions, composeAnalysis, describeCall } from './compose-analysis.ts';
export { createDocument, type Document, findWords, type Sentence } from './language/index.ts';
export { checkMethods, chooseMethods, describeMethods, knownMethods } from './methods/index.ts';
export {
  analyzeByModel,
  answerQuestionTracker,
  estimateQuestionTracker,
  KeptAnswers,
  modelEngineVersion,
  promptVersion,
} from './model-engine/index.ts';
export { type Cue, type CuedSentence, readCues } from './rules/read-cues.ts';
export { trackKeywords } from './rules/track-keywords.ts';
export { isStopWord, loadWindowRanker, readQuery, searchCall, stem } from './search/index.ts';
export { type AnalysisTasks, analysisTasks } from './tasks.ts';
export { checkStoredClaims } from './verify/check-stored-claims.ts';
export { verifyFindings } from './verify/verify-findings.ts';
export { analysisWorkerUrl } from './worker-url.ts';
