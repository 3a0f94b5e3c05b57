export {
  analyzeByModel,
  type ModelAnalysis,
  type ModelAnalysisRequest,
  modelEngineVersion,
} from './analyze-by-model.ts';
export { answerQuestionTracker, estimateQuestionTracker, type TrackerCost } from './answer-question-trackers.ts';
export { KeptAnswers } from './kept-answers.ts';
export { promptVersion } from './prompt.ts';
