import { formatCount } from '../base/money.ts';
import type { Random } from '../base/random.ts';
import type { Call, Monologue } from '../schema.ts';
import { competitors, products } from './create-facts.ts';
import type { ToldCall } from './tell-story.ts';

type GongView = Call['gong'];

const trackers: Readonly<Record<string, readonly string[]>> = {
  Competitors: competitors,
  Pricing: ['price', 'discount', 'budget', 'per unit', 'a unit'],
  Security: ['SOC 2', 'encrypted', 'single sign-on', 'penetration test'],
  'Next Steps': ['next step', 'calendar', 'invite', 'follow up'],
  Integration: ['ledger', 'posting', 'post back', 'sync'],
};

/** What Gong's own analysis says: brief, key points, topics and trackers, about one in twelve with a mistake. */
export function viewInGong({ random, told }: { random: Random; told: ToldCall }): GongView {
  const isWrong = random.chance(0.08);
  return {
    brief: writeBrief({ random, told, isWrong }),
    keyPoints: writeKeyPoints({ told, isWrong }),
    outcome: random.chance(0.6) ? outcomeOf(told) : null,
    topics: measureTopics(told.monologues),
    trackers: Object.entries(trackers).flatMap(([name, phrases]) => countTracker({ name, phrases, told })),
  };
}

interface BriefInput {
  readonly random: Random;
  readonly told: ToldCall;
  readonly isWrong: boolean;
}

function writeBrief({ random, told, isWrong }: BriefInput): string {
  const { story, truth, cast, call } = told;
  const { facts, account } = story;
  const units = formatCount(isWrong ? facts.units * 10 : facts.units);
  const buyer = cast.get('B')?.name ?? account.name;
  const seller = cast.get('R')?.name ?? 'The team';
  const worry = truth.objections[0]?.kind;
  const promise = truth.commitments[0];
  const parts = [
    random.pick([
      `${seller} and ${buyer} of ${account.name} (${units} units) talked about ${products[facts.product]}.`,
      `${buyer} from ${account.name} joined ${seller} for a ${call.kind.replaceAll('_', ' ')} call about ${products[facts.product]}, ${units} units on ${facts.software}.`,
      `A ${call.kind.replaceAll('_', ' ')} conversation with ${account.name}, a property manager with ${units} units that runs on ${facts.software}.`,
    ]),
    worry === undefined ? 'No concern was raised.' : `The main concern was ${worry}.`,
    promise === undefined
      ? ''
      : `${promise.owner} will follow up${promise.dueText === null ? '' : ` ${promise.dueText}`}.`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}

function writeKeyPoints({ told, isWrong }: { told: ToldCall; isWrong: boolean }): string[] {
  const { truth, story } = told;
  const wrong = competitors.find((name) => name !== story.competitor) ?? competitors[0];
  const competitor = truth.competitors[0];
  return [
    ...truth.objections.slice(0, 2).map(({ speaker, kind }) => `${speaker} raised a concern about ${kind}.`),
    ...truth.buyingSignals.slice(0, 1).map(({ speaker, kind }) => `${speaker} showed ${kind.replaceAll('_', ' ')}.`),
    ...(competitor === undefined ? [] : [`${isWrong ? wrong : competitor.name} was mentioned.`]),
    ...truth.commitments.slice(0, 2).map(({ owner, quote }) => `${owner}: "${quote}"`),
  ];
}

function outcomeOf({ call, truth }: ToldCall): string {
  if (call.kind === 'lost') {
    return 'Lost';
  }
  return truth.commitments.length > 0 ? 'Next step agreed' : 'No next step';
}

function measureTopics(monologues: readonly Monologue[]): GongView['topics'] {
  const durations = new Map<string, number>();
  for (const { topic, sentences } of monologues) {
    const lengthMs = (sentences.at(-1)?.endMs ?? 0) - (sentences[0]?.startMs ?? 0);
    if (topic !== null) {
      durations.set(topic, (durations.get(topic) ?? 0) + lengthMs);
    }
  }
  return [...durations].map(([name, durationMs]) => ({ name, durationMs }));
}

interface TrackerInput {
  readonly name: string;
  readonly phrases: readonly string[];
  readonly told: ToldCall;
}

function countTracker({ name, phrases, told }: TrackerInput): GongView['trackers'] {
  const text = told.placed.map(({ sentence }) => sentence.text.toLowerCase()).join('\n');
  const found = phrases
    .map((phrase) => ({ text: phrase, count: text.split(phrase.toLowerCase()).length - 1 }))
    .filter(({ count }) => count > 0);
  return found.length === 0 ? [] : [{ name, phrases: found }];
}
