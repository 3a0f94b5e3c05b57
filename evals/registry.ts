import { evaluate as evaluateActionItems } from './action-items.ts';
import { evaluate as evaluateAssistant } from './assistant.ts';
import { evaluate as evaluateDatesAndAmounts } from './dates-and-amounts.ts';
import { evaluate as evaluateDecisions } from './decisions.ts';
import type { EvaluationRow } from './evaluation-row.ts';
import { evaluate as evaluateExamples } from './examples.ts';
import { evaluate as evaluateImports } from './import-conformance.ts';
import { evaluate as evaluateIntents } from './intents.ts';
import { evaluate as evaluateInteraction } from './interaction.ts';
import { evaluate as evaluateMasking } from './masking.ts';
import { evaluate as evaluatePersuasion } from './persuasion.ts';
import { evaluate as evaluateProblems } from './problems.ts';
import { evaluate as evaluatePublished } from './published-payloads.ts';
import { evaluate as evaluateQuestions } from './questions.ts';
import { evaluate as evaluateSearch } from './search.ts';
import { evaluate as evaluateSearchVerb } from './search-verb.ts';
import { evaluate as evaluateSellerElements } from './seller-elements.ts';
import { evaluate as evaluateSentiment } from './sentiment.ts';
import { evaluate as evaluateSummary } from './summary.ts';
import { evaluate as evaluateTokens } from './token-conformance.ts';
import { evaluate as evaluateTopics } from './topics.ts';
import { evaluate as evaluateTopicsOfMeetings } from './topics-ami.ts';
import { evaluate as evaluateUnseenSales } from './unseen-sales.ts';
import { evaluate as evaluateWorldCalls } from './world-calls.ts';
import { evaluate as evaluateWorldRecords } from './world-records.ts';

type Outcome = { rows: EvaluationRow[] };

export interface Evaluation {
  readonly title: string;
  /** What the data is, and what it can say about sales calls. */
  readonly about: string;
  /** Whether it reads the evaluation data; without it only the calls of this project are judged. */
  readonly needsData: boolean;
  run(options: { dataDirectory: string }): Outcome | Promise<Outcome>;
}

/** Every evaluation by the name that `--only` takes, in the order of the table. */
export const evaluations = {
  examples: {
    title: 'Findings on sales calls',
    about:
      'Example calls of a fictitious seller, their truths written before the rules. The held-out ones are by a stranger to the lexicons and were never tuned on.',
    needsData: false,
    run: () => evaluateExamples(),
  },
  'world-calls': {
    title: 'Findings on the generated world',
    about:
      'Every call of one generated company, its truth written with its lines; the calls are shorter and plainer than real ones. The rules have learned from the own phrasings, in the calls of another company: those rows show what is remembered, the rows “unseen” below what is not. The outside phrasings were never read and never tuned on.',
    needsData: false,
    run: () => evaluateWorldCalls(),
  },
  'seller-elements': {
    title: 'What our side does, for Challenger and Sandler',
    about:
      'The example calls, marked by the writer of the phrases before writing them and looked at while writing: what is remembered, not how new calls fare.',
    needsData: false,
    run: () => evaluateSellerElements(),
  },
  'unseen-sales': {
    title: 'Findings in words that were not learned from',
    about:
      'Objections, buying signals and risks by models that were fitted without the calls or the written scenes they judge. The lexicons and thresholds were looked at on these calls.',
    needsData: false,
    run: () => evaluateUnseenSales(),
  },
  'world-records': {
    title: 'Across calls and systems on the generated world',
    about:
      'The same company as history in the simulated Gong and HubSpot, taken in by a server: matches, what became of promises, contradictions, warnings.',
    needsData: false,
    run: () => evaluateWorldRecords(),
  },
  assistant: {
    title: 'Questions to the assistant',
    about:
      'Questions written by hand about the same company, taken in by a server; the answers were computed from the truth of the generator, without a line of the product.',
    needsData: false,
    run: () => evaluateAssistant(),
  },
  intents: {
    title: 'What a question is taken for',
    about:
      'Questions to a bank, a car, a kitchen and others (CLINC150, CC BY 3.0), development part: no sales questions, so this judges the method, not its examples.',
    needsData: true,
    run: evaluateIntents,
  },
  'action-items': {
    title: 'Action items',
    about:
      'Recorded design meetings (AMI, CC BY 4.0), development part; weights, settings and thresholds come from the training part.',
    needsData: true,
    run: evaluateActionItems,
  },
  decisions: {
    title: 'Decisions',
    about: 'The same meetings: utterances that people linked to a decision.',
    needsData: true,
    run: evaluateDecisions,
  },
  problems: {
    title: 'Problems',
    about: 'The same meetings: utterances that people linked to a problem.',
    needsData: true,
    run: evaluateProblems,
  },
  summary: {
    title: 'Summary',
    about: 'Sentences that people picked for a summary (AMI), and summaries that people wrote (QMSum, MIT).',
    needsData: true,
    run: evaluateSummary,
  },
  search: {
    title: 'Search inside a call',
    about: 'Questions about meetings, with the turns that people marked as the answer (QMSum, MIT).',
    needsData: true,
    run: evaluateSearch,
  },
  'search-verb': {
    title: 'Search over all calls',
    about: 'The same questions, asked of the product with all meetings stored in it (QMSum, MIT).',
    needsData: true,
    run: evaluateSearchVerb,
  },
  'topics-ami': {
    title: 'Topics of meetings',
    about: 'Where one topic ends and the next begins, in the same design meetings (AMI).',
    needsData: true,
    run: evaluateTopicsOfMeetings,
  },
  topics: {
    title: 'Topics',
    about: 'Where one topic ends and the next begins, in meetings of other fields (QMSum, MIT).',
    needsData: true,
    run: evaluateTopics,
  },
  interaction: {
    title: 'Interaction figures',
    about: 'The formulas of docs/metrics.md, computed a second time and apart from the product, on recorded meetings.',
    needsData: true,
    run: evaluateInteraction,
  },
  questions: {
    title: 'Questions',
    about: 'Persuasion chats and meetings with the punctuation stripped, since transcribers type the question mark.',
    needsData: true,
    run: evaluateQuestions,
  },
  persuasion: {
    title: 'Objections and buying signals',
    about: 'Chats in which one person persuades another to donate (PersuasionForGood, Apache 2.0).',
    needsData: true,
    run: evaluatePersuasion,
  },
  sentiment: {
    title: 'Sentiment',
    about: 'Sentences rated by twenty people each (the VADER paper, MIT).',
    needsData: true,
    run: evaluateSentiment,
  },
  'dates-and-amounts': {
    title: 'Dates and amounts',
    about: 'Cases of the Recognizers library (MIT) with a reference date.',
    needsData: true,
    run: evaluateDatesAndAmounts,
  },
  masking: {
    title: 'Personal data',
    about: 'Made-up texts with 17 types of marked personal data (Presidio, MIT); the rules were looked at on them.',
    needsData: true,
    run: evaluateMasking,
  },
  imports: {
    title: 'Import',
    about: 'WebVTT files with the cues they hold (vtt.js, Apache 2.0).',
    needsData: true,
    run: evaluateImports,
  },
  tokens: {
    title: 'Signatures',
    about:
      'Hostile and valid JSON signatures and keys (Wycheproof, Apache 2.0), at the door for access tokens and where the signature of a provider of OpenID Connect is checked.',
    needsData: true,
    run: evaluateTokens,
  },
  'published-payloads': {
    title: 'What vendors have published',
    about:
      'Sample payloads and descriptions of their interfaces by Slack (MIT), Pinecone, Weaviate (BSD) and OpenAI (MIT), which lie beside the evaluation data: Sophia reads the samples, and what the simulators send is held against both. Readers and simulators were mended by what a first look found. Gong and HubSpot have none among them.',
    needsData: true,
    run: evaluatePublished,
  },
} as const satisfies Record<string, Evaluation>;
