import type { Claim, Commitment, Due, Findings, Side } from '#contracts';
import { fromData } from '#platform/llm';
import type { Document } from '../language/index.ts';
import { comparable } from '../verify/locate-quote.ts';
import type { Locator } from './create-locator.ts';
import { isSamePlace, mergeClaims } from './merge-claims.ts';
import type { ModelAnswer } from './model-answer.ts';

interface Parts {
  readonly document: Document;
  readonly locator: Locator;
  readonly answers: readonly ModelAnswer[];
  readonly base: Findings;
}

/** Promises in the model's words with the model's owner; when they are due is the rules' finding, never the model's. */
export function buildCommitments({ document, locator, answers, base }: Parts): Commitment[] {
  const found = answers.flatMap(({ commitments }) =>
    commitments.flatMap(({ owner, text, ...proposed }) => {
      const claim = locator.claim({ field: 'commitments', proposed });
      if (claim === null) return [];
      const person = findPerson({ document, name: fromData(owner), claim });
      const wording = text.trim() === '' ? claim.quote : fromData(text).trim();
      return [{ ...claim, ...person, text: wording, due: findDue({ base, claim }) }];
    }),
  );
  return mergeClaims(found);
}

/** The date that the rules found in these very words, with the rules' own promise in the same place going first. */
function findDue({ base, claim }: { base: Findings; claim: Claim }): Due | null {
  const promised = base.commitments.find(({ due, ...place }) => due !== null && isSamePlace(place, claim));
  const due = promised?.due ?? null;
  if (due !== null && (due.evidence !== undefined || claim.quote.includes(due.text))) return due;
  const within = base.mentions.dates.filter(
    ({ turn, start, end }) => turn === claim.turn && start >= claim.start && end <= claim.end,
  );
  const date = within.at(-1);
  return date === undefined ? null : { text: date.quote, date: date.endDate ?? date.date };
}

/** A speaker or party by that name with its side; a name that was only mentioned has no side. */
function findPerson(options: { document: Document; name: string; claim: Claim }): { owner: string; ownerSide: Side } {
  const { document, name, claim } = options;
  const wanted = comparable(name).text;
  if (wanted.trim() === '' || wanted === comparable(claim.speaker).text) {
    return { owner: claim.speaker, ownerSide: claim.side };
  }
  const { turns, parties } = document.transcript;
  const speaker = turns.find((turn) => isCalled(turn.speaker, wanted));
  if (speaker !== undefined) return { owner: speaker.speaker, ownerSide: speaker.side };
  const party = parties.find((candidate) => isCalled(candidate.name, wanted));
  return party === undefined
    ? { owner: name.trim(), ownerSide: 'unknown' }
    : { owner: party.name, ownerSide: party.side };
}

/** By the whole name or by its first word, as people are spoken to. */
function isCalled(fullName: string, wanted: string): boolean {
  const full = comparable(fullName).text;
  return full === wanted || full.startsWith(wanted);
}
