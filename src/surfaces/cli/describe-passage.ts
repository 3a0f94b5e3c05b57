import type { Passage, PassageClaim, PassageTurn } from '#contracts';
import { formatClock } from '#platform/wording';
import { counted, plain, words } from './wording.ts';

/** A sentence or a turn for the terminal: where it stands, what was said around it, and the claims that quote it. */
export function describePassage(passage: Passage): string {
  const { id, title, date, text, claims, analysisId, path } = passage;
  return [
    `${plain(title)}, ${date ?? 'date not known'}`,
    `${id}: ${placeOf(passage)}`,
    ...versionLines(passage),
    '',
    `“${plain(text)}”`,
    `${speakerOf(passage)}${timeOf(passage)}`,
    '',
    ...passage.around.map((turn) => turnLine({ turn, marked: turn.turn === passage.turn })),
    '',
    ...(analysisId === null ? ['This version of the call is not analyzed.'] : claimLines(claims)),
    ...(path === null ? [] : [`On the server: ${path}`]),
  ].join('\n');
}

function placeOf({ turn, turns, sentence, sentences }: Passage): string {
  const inTurn = sentence === null ? counted(sentences, 'sentence') : `sentence ${sentence} of ${sentences}`;
  return `turn ${turn} of ${turns}, ${inTurn}, counted from 0`;
}

function versionLines({ version, currentVersion }: Passage): string[] {
  if (version === currentVersion) return [];
  return [`Version ${version} of the transcript; version ${currentVersion} is in force.`];
}

function speakerOf({ speaker, side }: Pick<PassageTurn, 'speaker' | 'side'>): string {
  return `${plain(speaker)} (${side === 'unknown' ? 'side unknown' : side})`;
}

function timeOf({ startMs, endMs }: Pick<PassageTurn, 'startMs' | 'endMs'>): string {
  if (startMs === null) return '';
  return endMs === null ? `, ${formatClock(startMs)}` : `, ${formatClock(startMs)} to ${formatClock(endMs)}`;
}

function turnLine({ turn, marked }: { turn: PassageTurn; marked: boolean }): string {
  const time = turn.startMs === null ? '' : ` ${formatClock(turn.startMs)}`;
  return `${marked ? '>' : ' '} ${turn.turn}${time}  ${speakerOf(turn)}: ${plain(turn.text)}`;
}

function claimLines(claims: readonly PassageClaim[]): string[] {
  if (claims.length === 0) return ['No claim quotes it.'];
  return [
    `${counted(claims.length, 'claim')} ${claims.length === 1 ? 'quotes' : 'quote'} it:`,
    ...claims.map(claimLine),
  ];
}

function claimLine({ field, kind, name, outcome, evidence }: PassageClaim): string {
  const facts = [kind, name, outcome].filter((fact) => fact !== null).map((fact) => words(plain(fact)));
  return `  ${field.replace(/^findings\./, '')}${facts.length === 0 ? '' : ` (${facts.join(', ')})`}: “${plain(evidence.quote)}”`;
}
