import { z } from 'zod';

/** The longest question that is read; a longer one is refused with this number. */
export const longestQuestion = 2000;

/** Where an answer's statement can be looked up: a turn of a call, a call, a record or note of the CRM, a document. */
export const AnswerCitation = z.strictObject({
  number: z.int().min(1),
  type: z.enum(['turn', 'call', 'record', 'note', 'document']),
  label: z.string(),
  /** What was said or written there; null for a call or a record as a whole. */
  quote: z.string().nullable(),
  speaker: z.string().nullable(),
  callId: z.string().nullable(),
  turn: z.int().min(0).nullable(),
  recordId: z.string().nullable(),
  /** Of a note or a document. */
  subjectId: z.string().nullable().default(null),
  /** The page that opens at it; null for a note, a document and a record that is no deal, which have none here. */
  path: z.string().nullable(),
  /** Where a note opens in the CRM; null where that is not known. */
  crmAddress: z.string().nullable().default(null),
});
export type AnswerCitation = z.infer<typeof AnswerCitation>;

/** A number of an answer, as it is written, with the query that gives it. */
export const AnswerFigure = z.strictObject({
  name: z.string().min(1),
  value: z.number(),
  unit: z.string(),
  /** The place in `queries`. */
  query: z.int().min(0),
  /** The column of that query's first row, or of its only one. */
  column: z.string().min(1),
});
export type AnswerFigure = z.infer<typeof AnswerFigure>;

/** A query that can be run again as it stands and gives the same. */
export const AnswerQuery = z.strictObject({ definition: z.string().min(1), sql: z.string().min(1) });
export type AnswerQuery = z.infer<typeof AnswerQuery>;

/** `stopped`: whoever asked had enough, and the answer holds what was shown until then. */
export const AnswerOutcome = z.enum(['answered', 'nothing', 'insufficient', 'ask_back', 'out_of_scope', 'stopped']);
export type AnswerOutcome = z.infer<typeof AnswerOutcome>;

/** Something that can be done to one thing that an answer names, for whoever shows it as more than a command. */
export const AnswerDeed = z.strictObject({
  type: z.enum([
    'change.approve',
    'change.reject',
    'change.undo',
    'contradiction.crm_right',
    'contradiction.call_right',
    'commitment.kept',
    'commitment.dropped',
    'deal.show',
  ]),
  id: z.string(),
});
export type AnswerDeed = z.infer<typeof AnswerDeed>;

/** What can be done next, with the command that does it. */
export const AnswerAction = z.strictObject({
  label: z.string(),
  command: z.string(),
  /** Null where the command shows something, or has to be told of what. */
  deed: AnswerDeed.nullable().default(null),
  /** The page of Sophia that shows it; null where none does. */
  path: z.string().nullable().default(null),
});
export type AnswerAction = z.infer<typeof AnswerAction>;

export const Answer = z.strictObject({
  answerId: z.string(),
  outcome: AnswerOutcome,
  /** The kind of question it was taken for; null where it was taken for none. */
  intent: z.string().nullable(),
  /** How the question was read, in words: whom, which period. */
  understood: z.string(),
  /** What the answer is made by: `rules`, from what is stored; `model`, planned and worded by one, and checked. */
  mode: z.enum(['rules', 'model']),
  /** The provider and the model that answered; null where none did. */
  model: z.string().nullable().default(null),
  text: z.string(),
  lines: z.array(z.strictObject({ text: z.string(), citations: z.array(z.int().min(1)) })),
  figures: z.array(AnswerFigure),
  queries: z.array(AnswerQuery),
  citations: z.array(AnswerCitation),
  /** What is not known, each in a sentence. */
  unknown: z.array(z.string()),
  /** What the question may have meant, each with the question that says so. */
  choices: z.array(z.strictObject({ label: z.string(), question: z.string() })),
  actions: z.array(AnswerAction),
});
export type Answer = z.infer<typeof Answer>;

/** What takes the place of an answer's words once a call that it cites has been taken out. */
export const wordsOfRemovedCall = {
  text: 'What this answer told came from a call that has been taken out.',
  understood: '',
  lines: [],
  figures: [],
  queries: [],
  citations: [],
  unknown: [],
  choices: [],
  actions: [],
} as const satisfies Partial<Answer>;

/** What is said while an answer comes to be, in this order: understood, steps, text, lines, citations. */
export const AnswerEvent = z.discriminatedUnion('type', [
  /** How the question is read; with a model once more, after it has been asked. */
  z.strictObject({ type: z.literal('understood'), intent: z.string().nullable(), text: z.string() }),
  /** Something is looked up; once more when it has been, with how much was found. */
  z.strictObject({
    type: z.literal('step'),
    number: z.int().min(1),
    text: z.string(),
    found: z.int().min(0).nullable(),
  }),
  /** A piece of the answer's text: the pieces make it. */
  z.strictObject({ type: z.literal('text'), text: z.string() }),
  z.strictObject({ type: z.literal('line'), text: z.string(), citations: z.array(z.int().min(1)) }),
  z.strictObject({ type: z.literal('citation'), citation: AnswerCitation }),
  /** The whole, with what the pieces leave out: numbers, queries, what is not known, what comes next. */
  z.strictObject({ type: z.literal('done'), answer: Answer }),
]);
export type AnswerEvent = z.infer<typeof AnswerEvent>;

export const AskInput = z.strictObject({
  question: z.string(),
  channel: z.enum(['command_line', 'api', 'slack', 'live']),
  /** What was asked in the same conversation counts; null for a question by itself. */
  conversation: z.string().trim().min(1).max(200).nullable(),
});
export type AskInput = z.infer<typeof AskInput>;

export const StopAnswerInput = z.strictObject({
  conversation: z.string().trim().min(1).max(200),
  /** Questions up to this place in the channel's own time, such as a timestamp of Slack; later ones are still answered. */
  askedUntil: z.number().finite(),
});
export type StopAnswerInput = z.infer<typeof StopAnswerInput>;

export const RateAnswerInput = z.strictObject({
  answerId: z.string().trim().min(1),
  rating: z.enum(['up', 'down']),
  reason: z.string().trim().min(1).max(1000).nullable(),
});
export type RateAnswerInput = z.infer<typeof RateAnswerInput>;

/** An answer as it was given, for whoever opens it later. */
export const KeptAnswer = z.strictObject({
  answerId: z.string(),
  question: z.string(),
  askedAt: z.iso.datetime(),
  /** Whether whoever reads it has asked it. */
  isOwn: z.boolean(),
  /** Whether whoever asked lets others of the workspace open it. */
  isShared: z.boolean(),
  /** Null where it was made with rights that the reader has not: the question can be asked with their own. */
  answer: Answer.nullable(),
});
export type KeptAnswer = z.infer<typeof KeptAnswer>;

/** An answer to take along: what `KeptAnswer` holds, with who asked, where, and addresses that open from elsewhere. */
export const AnswerExport = z.strictObject({
  answerId: z.string(),
  question: z.string(),
  askedAt: z.iso.datetime(),
  /** The name of whoever asked, where there is one, and under which name the question is kept. */
  askedBy: z.strictObject({ key: z.string(), name: z.string().nullable() }),
  channel: z.string(),
  exportedAt: z.iso.datetime(),
  /** Null where it was made with rights that whoever exports has not. */
  answer: Answer.nullable(),
  /** The proofs of the answer, each with the whole address that opens it; null for what has none. */
  proofs: z.array(z.strictObject({ number: z.int().min(1), address: z.url().nullable() })),
});
export type AnswerExport = z.infer<typeof AnswerExport>;

export const ShareAnswerInput = z.strictObject({
  answerId: z.string().trim().min(1),
  /** False takes it back. */
  shared: z.boolean(),
});
export type ShareAnswerInput = z.infer<typeof ShareAnswerInput>;

/** What became of an answer: whoever asked did something with what it named, or had to ask the same again. */
export const AnswerConsequence = z.strictObject({
  kind: z.enum(['approved', 'rejected', 'undone', 'settled', 'resolved', 'linked', 'asked_again']),
  /** The id of what it happened to; of a question that was asked again, of its next answer. */
  subject: z.string(),
  at: z.iso.datetime(),
});
export type AnswerConsequence = z.infer<typeof AnswerConsequence>;

/** A question that somebody has rated: what it was taken for, and what was wrong with the answer. */
export const RatedQuestion = z.strictObject({
  answerId: z.string(),
  question: z.string(),
  channel: z.string(),
  intent: z.string().nullable(),
  outcome: AnswerOutcome,
  text: z.string(),
  /** Thumbs are 5 and 1. */
  rating: z.int().nullable(),
  reason: z.string().nullable(),
  askedBy: z.string(),
  askedAt: z.iso.datetime(),
  mode: z.enum(['rules', 'model']),
  /** What became of the answer, as far as it is known. */
  consequences: z.array(AnswerConsequence),
});
export type RatedQuestion = z.infer<typeof RatedQuestion>;
