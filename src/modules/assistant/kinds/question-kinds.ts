import { callKinds } from './calls.ts';
import { changeKinds } from './changes.ts';
import { commitmentKinds } from './commitments.ts';
import { comparisonKinds } from './comparison.ts';
import { competitorKinds } from './competitors.ts';
import { dealKinds } from './deals.ts';
import { leadKinds } from './leads.ts';
import { objectionKinds } from './objections.ts';
import { peopleKinds } from './people.ts';
import { pipelineKinds } from './pipeline.ts';
import { pipelineHistoryKinds } from './pipeline-history.ts';
import type { QuestionKind } from './question-kind.ts';
import { repKinds } from './reps.ts';
import { stateKinds } from './state.ts';
import { topicKinds } from './topics.ts';
import { warningKinds } from './warnings.ts';
import { writtenKinds } from './written.ts';

/** Every kind of question that is answered by rules, family by family. */
export const questionKinds: readonly QuestionKind[] = [
  ...dealKinds,
  ...pipelineKinds,
  ...pipelineHistoryKinds,
  ...callKinds,
  ...objectionKinds,
  ...competitorKinds,
  ...commitmentKinds,
  ...topicKinds,
  ...writtenKinds,
  ...peopleKinds,
  ...leadKinds,
  ...repKinds,
  ...comparisonKinds,
  ...warningKinds,
  ...changeKinds,
  ...stateKinds,
];

/** How somebody asks what can be asked. */
export const helpExamples = [
  'help',
  'what can you help me with',
  'what can you help with',
  'what are you able to do',
  'what kinds of questions can i ask',
  'what should i ask you',
  'how does this work',
  'what can you do',
  'what can i ask you',
  'how do you work',
  'what questions can you answer',
  'who are you',
  'what do you know',
  'show me examples',
  'how can you help me',
  'what are you',
];
