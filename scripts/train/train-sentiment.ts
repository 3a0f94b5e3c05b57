import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { loadPhrases } from '#modules/analysis/language';
import { featuresOf, loadValences, type SentimentFeatures, type SentimentWeights } from '#modules/analysis/sentiment';
import { readRatings } from '../../evals/read-ratings.ts';
import { minimize } from './minimize.ts';

const fewestSentences = 8;
const penalty = 60;
const valencePenalty = 1;
/** Weights nearer to zero are left out. */
const smallestWeight = 0.04;
const commonWords =
  `the a an of to in on at for from by with and or as is are was were be been it its it's this that these those i you he she we
   they his her their our my your me him them us has have had do does did will would can could there here one two what which
   who when where how into than then also about out up over after before other said says just i've i'm`.split(/\s+/u);
/** Words of the rated texts that are about their things, not about how somebody feels. */
const subjectWords =
  `new york city times camera cameras player phone phones ipod battery product dvd american america president bush photos
   pictures picture art amazon apple zen creative norton router diaper champ gift stars star buy video screen lens nokia
   republican republicans democrats senate congress white house justice cancer movie play plays party state court war`.split(
    /\s+/u,
  );

const { values } = parseArgs({ options: { data: { type: 'string' }, out: { type: 'string' } } });
const dataDirectory = values.data ?? process.env['SOPHIA_EVAL_DATA'] ?? path.join('..', 'shared', 'data');
const outFile = values.out ?? path.join('src', 'modules', 'analysis', 'weights', 'sentiment.json');

const valences = loadValences();
const rated = readRatings(dataDirectory).filter((sentence) => sentence.part === 'training');
const samples = rated.map((sentence) => ({
  features: featuresOf(sentence.sentence, valences),
  rating: sentence.rating,
}));
const vocabulary = vocabularyOf(samples.map((sample) => sample.features));
const weights = fit(samples, vocabulary);
writeFileSync(outFile, `${JSON.stringify(weights)}\n`);
process.stdout.write(
  `${samples.length} sentences, ${Object.keys(weights.terms).length} terms, valence ${weights.valence.join(' ')}\n`,
);

function vocabularyOf(features: readonly SentimentFeatures[]): string[] {
  const excluded = new Set([...commonWords, ...subjectWords]);
  for (const lines of loadPhrases('topics.txt').values()) {
    for (const line of lines) for (const word of (line.split(' = ')[0] ?? '').split(' ')) excluded.add(word);
  }
  const counts = new Map<string, number>();
  for (const { terms } of features) for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return [...counts]
    .filter(([term, count]) => count >= fewestSentences && isAllowed(term, excluded))
    .map(([term]) => term)
    .sort();
}

function isAllowed(term: string, excluded: ReadonlySet<string>): boolean {
  if (/\d/u.test(term)) return false;
  const words = term.replace('!', '').split(' ');
  const known = words.filter((word) => excluded.has(word) || excluded.has(word.replace(/s$/u, '')));
  return words.length === 1
    ? known.length === 0
    : known.length < words.length && !words.some((word) => subjectWords.includes(word));
}

/** Ridge regression on the ratings. */
function fit(
  rows: readonly { features: SentimentFeatures; rating: number }[],
  terms: readonly string[],
): SentimentWeights {
  const position = new Map(terms.map((term, index) => [term, index + 3] as const));
  const sparse = rows.map(({ features }) => [...features.terms].flatMap((term) => position.get(term) ?? []));
  const size = terms.length + 3;
  const curvature = new Float64Array(size).fill(penalty);
  for (let index = 0; index < 3; index += 1) curvature[index] = valencePenalty;
  const scale = curvature.slice();
  rows.forEach(({ features }, row) => {
    features.valence.forEach((value, index) => {
      scale[index] = (scale[index] ?? 0) + value * value;
    });
    for (const column of sparse[row] ?? []) scale[column] = (scale[column] ?? 0) + 1;
  });
  const point = minimize(
    (weights, gradient) => {
      let loss = 0;
      for (let index = 0; index < size; index += 1) {
        const weight = weights[index] ?? 0;
        loss += 0.5 * (curvature[index] ?? 0) * weight * weight;
        gradient[index] = (curvature[index] ?? 0) * weight;
      }
      rows.forEach(({ features, rating }, row) => {
        let error = -rating;
        features.valence.forEach((value, index) => {
          error += value * (weights[index] ?? 0);
        });
        for (const column of sparse[row] ?? []) error += weights[column] ?? 0;
        loss += 0.5 * error * error;
        features.valence.forEach((value, index) => {
          gradient[index] = (gradient[index] ?? 0) + error * value;
        });
        for (const column of sparse[row] ?? []) gradient[column] = (gradient[column] ?? 0) + error;
      });
      return loss;
    },
    { start: new Float64Array(size), iterations: 200, curvature: scale },
  );
  const kept = terms.flatMap((term, index) => {
    const weight = rounded(point[index + 3] ?? 0);
    return Math.abs(weight) >= smallestWeight ? [[term, weight] as const] : [];
  });
  return {
    format: 'sophia.sentiment/1',
    provenance: {
      corpus:
        'Sentence ratings of Hutto and Gilbert (2014): Amazon reviews and New York Times editorials, training documents',
      source: 'https://github.com/cjhutto/vaderSentiment',
      licence: 'MIT',
      attribution: 'C.J. Hutto; only statistics of words are in this file.',
      command: 'node scripts/train/train-sentiment.ts',
      sentences: rows.length,
    },
    valence: [rounded(point[0] ?? 0), rounded(point[1] ?? 0), rounded(point[2] ?? 0)],
    terms: Object.fromEntries(kept),
  };
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
