import type { Abstention, AnalysisSettings } from '#contracts';
import type { Document } from '../language/index.ts';

/** Words below which too little was said to judge a deal by. */
const fewestWords = 40;

/** Returns what the rules decline to say about this call, and why. */
export function findAbstentions(options: { document: Document; settings: AnalysisSettings }): Abstention[] {
  const { document, settings } = options;
  const { transcript } = document;
  const words = document.sentences.reduce((sum, sentence) => sum + sentence.words.length, 0);
  const abstentions: Abstention[] = [];
  if (words === 0) {
    abstentions.push({ about: 'everything', reason: 'no_speech', message: 'The transcript holds no speech.' });
    return abstentions;
  }
  if (words < fewestWords) {
    abstentions.push({
      about: 'summary, stage, gaps',
      reason: 'too_short',
      message: `The call has ${words} words; below ${fewestWords} there is too little to judge.`,
    });
  }
  if (new Set(transcript.turns.map((turn) => turn.speaker)).size === 1) {
    abstentions.push({
      about: 'answers, patience, interactivity',
      reason: 'one_speaker',
      message: 'Only one speaker is known, so nobody answers and nothing can be said of the exchange.',
    });
  }
  abstentions.push(...aboutSides(document));
  if (transcript.date === null && transcript.startedAt === null) {
    abstentions.push({
      about: 'due dates',
      reason: 'date_unknown',
      message: 'The day of the call is unknown, so days such as "Friday" stay relative. Give it with --date.',
    });
  }
  const questionTrackers = settings.trackers.filter((tracker) => tracker.kind === 'question');
  if (questionTrackers.length > 0) {
    abstentions.push({
      about: `trackers: ${questionTrackers.map((tracker) => tracker.name).join(', ')}`,
      reason: 'no_model',
      message: 'Trackers in plain words need a model; the rules answer keyword trackers only.',
    });
  }
  return abstentions;
}

/** What cannot be said because nobody of one side is known to speak. */
function aboutSides({ transcript, sidesKnown }: Document): Abstention[] {
  if (sidesKnown) return [];
  const sides = new Set(transcript.turns.map((turn) => turn.side));
  if (sides.has('external')) {
    return [
      {
        about: 'coaching, gaps',
        reason: 'sides_unknown',
        message:
          'None of the speakers is known to be ours, so nothing is claimed about what we did or missed. Name our people with --internal or set the domains and names of our side.',
      },
    ];
  }
  if (!sides.has('unknown')) {
    return [
      {
        about: 'objections, buying signals, risks, stage, qualification, coaching, gaps',
        reason: 'no_buyer',
        message:
          'Everybody who speaks is ours and nobody of the other side takes part, so nothing is claimed that only a buyer could have said, nor where a deal stands or how a buyer was handled.',
      },
    ];
  }
  return [
    {
      about: 'objections, buying signals, risks, stage, qualification, coaching, gaps',
      reason: 'sides_unknown',
      message:
        'It is not known who is ours and who is the buyer. Name our people with --internal or set the domains and names of our side.',
    },
  ];
}
