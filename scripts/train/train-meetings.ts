import { writeFileSync } from 'node:fs';
import { ModelFile, slots } from '#modules/analysis/sentence-models';
import { foldsOf } from '../../evals/folds.ts';
import { type MeetingLabel, meetingLabels, readMeetings } from '../../evals/read-meetings.ts';
import { corpusOf, joined, vocabularyOf } from './corpus.ts';
import { readTrainingArguments, type TrainingArguments } from './read-training-arguments.ts';
import { type LabelSettings, trainLabel, vocabularyPart } from './train-labels.ts';

const common = { slots, positiveWeight: 1, iterations: 30, callShare: 0.5 };

/** Chosen by cross-validation over the training meetings. */
const settings: { readonly [label in MeetingLabel]: LabelSettings } = {
  actionItem: { ...common, slotScales: [1, 0.5, 0.5, 1.2, 1.2, 1.2], denseScale: 0.15, penalty: 1.5 },
  decision: { ...common, slotScales: [1, 0.5, 0.5, 1, 1, 1], denseScale: 0.2, penalty: 2.5, callShare: 0.3 },
  problem: { ...common, slotScales: [1, 0.7, 0.7, 1.5, 1.5, 4], denseScale: 0.3, penalty: 5, callShare: 0.3 },
  summary: { ...common, slotScales: [1, 0.5, 0.5, 0.7, 0.7, 0.7], denseScale: 0.3, penalty: 2.5 },
};

/** The first letter of a meeting's name tells where it was recorded. */
const sites: Readonly<Record<string, string>> = { E: 'Edinburgh', I: 'Idiap', T: 'Tno' };
/** People linked decisions and problems only to utterances that they had picked for a summary. */
const withinSummary: readonly MeetingLabel[] = ['decision', 'problem'];

/** Trains what sentences of meetings are: action items, decisions, problems, and sentences for a summary. */
function trainMeetings(options: TrainingArguments): void {
  const meetings = readMeetings(options.data, 'train').filter((meeting) => meeting.annotated);
  const segments = meetings.map((meeting) => meeting.segments);
  const vocabulary = vocabularyOf(
    meetings.map(({ series, segments }) => ({ group: series, segments })),
    { minimum: [4, 8], groups: 6 },
  );
  const corpus = corpusOf(segments, vocabulary);
  const [folds = [], ...moreFolds] = [0, 1, 2].map((step) =>
    foldsOf(
      meetings.map((meeting) => meeting.series),
      { folds: 5, seed: options.seed + step },
    ),
  );
  const places = { ofCall: meetings.map(({ id }) => sites[id.charAt(0)] ?? 'Elsewhere'), moreFolds };
  const labels: ModelFile['labels'] = {};
  const crossValidated: Record<string, Record<string, number>> = {};
  const samples: Record<string, number> = { calls: meetings.length, segments: corpus.terms.count };
  const picked = joined(meetings.map((meeting) => meeting.labels.summary));
  let heldOut: Float64Array = new Float64Array();
  for (const label of ['summary', ...meetingLabels.filter((other) => other !== 'summary')] as const) {
    const marks = joined(meetings.map((meeting) => meeting.labels[label]));
    const trained = trainLabel({
      corpus,
      folds,
      task: {
        label,
        settings: settings[label],
        labels: marks,
        ...(label === 'actionItem' ? { places } : {}),
        ...(withinSummary.includes(label) ? { within: { label: 'summary', labels: picked, heldOut } } : {}),
      },
    });
    if (label === 'summary') heldOut = trained.heldOut;
    labels[label] = trained.model;
    crossValidated[label] = trained.scores;
    samples[label] = marks.reduce((sum, mark) => sum + mark, 0);
    console.error(label, trained.scores);
  }
  const file: ModelFile = {
    format: 'sophia.sentence-models/1',
    provenance: {
      corpus: 'AMI Meeting Corpus, manual annotations 1.6.2, training meetings',
      source: 'https://groups.inf.ed.ac.uk/ami/corpus/',
      licence: 'CC BY 4.0',
      attribution: 'AMI Meeting Corpus, the AMI Consortium; only statistics of its words are in this file.',
      command: `node scripts/train/train-meetings.ts --seed ${options.seed} --date ${options.date}`,
      seed: options.seed,
      date: options.date,
      samples,
      crossValidated,
    },
    ...vocabularyPart(vocabulary),
    labels,
  };
  writeFileSync(options.out, `${JSON.stringify(ModelFile.parse(file))}\n`);
}

if (import.meta.main) {
  trainMeetings(readTrainingArguments('src/modules/analysis/weights/meetings.json'));
}
