import { type Command, Option } from 'commander';
import { type SearchHit, SearchKind, SearchQuestion, Side, TopicName } from '#contracts';
import { parseInput, SophiaError } from '#platform/errors';
import type { OperationOutput, Operator } from '#surfaces/local';
import { askSophia } from '../ask-sophia.ts';
import type { CommandEnvironment } from '../command-environment.ts';
import { exitCodes } from '../exit-codes.ts';
import {
  addListOptions,
  addWorkspaceOption,
  examplesOf,
  type ListFlags,
  parseDay,
  type WorkspaceFlags,
} from '../list-options.ts';
import { parseCount } from '../parse-count.ts';
import { suggested, writeMessage, writeOutput } from '../terminal.ts';
import { plain } from '../wording.ts';
import { writeJson } from '../write-list.ts';

interface SearchFlags extends WorkspaceFlags {
  readonly account?: string;
  readonly deal?: string;
  readonly person?: string;
  readonly side?: Side;
  readonly since?: string;
  readonly until?: string;
  readonly topic?: TopicName;
  readonly kind?: SearchKind;
  readonly call?: string;
  readonly limit: number;
  readonly cursor?: string;
  readonly json?: true;
}

type Answer = OperationOutput<'search.run'>;
type Status = OperationOutput<'search.status'>;

/** `sophia search`: the places that answer a question; and how far search is in step. */
export function addSearchEverywhereCommand(program: Command, environment: CommandEnvironment): void {
  const search = program
    .command('search')
    .enablePositionalOptions()
    .summary('finds the places in calls, records, notes and documents that answer a question')
    .description(
      'Finds the places in calls with what was promised and decided there, in records and notes of the CRM and in documents of your own (sophia documents) that answer a question. It needs no model; where SOPHIA_EMBEDDING_MODEL names one, the question goes to its provider, masked as any prompt.',
    )
    .argument('[words...]', 'what to look for, in plain words')
    .option('--account <name>', 'only what is about this company, its deals and contacts')
    .option('--deal <name>', 'only what is about this deal')
    .option('--person <name>', 'only where this person speaks or wrote a note')
    .addOption(new Option('--side <side>', 'only where this side speaks').choices(Side.options))
    .option('--since <day>', 'only from this day on', parseDay)
    .option('--until <day>', 'only up to this day', parseDay)
    .addOption(new Option('--topic <topic>', 'only where this is talked about').choices(TopicName.options))
    .addOption(new Option('--kind <kind>', 'only this kind of thing').choices(SearchKind.options))
    .option('--call <call>', 'only in this call: its id, or the beginning or end of it')
    .option('--limit <count>', 'how many places to show', parseCount({ largest: 50 }), 10)
    .option('--cursor <cursor>', 'where the page before ended')
    .option('--json', 'one JSON document instead of lines')
    .addHelpText(
      'after',
      examplesOf(
        'sophia search who holds the encryption keys',
        'sophia search budget --account "Alder Point" --side external --since 2026-09-01',
        'sophia search status',
        'sophia search reindex',
      ),
    );
  addWorkspaceOption(search).action(async (words: string[], flags: SearchFlags, self: Command) => {
    await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
      const answer = await operator.call('search.run', await questionOf({ operator, words, flags }));
      const { terminal } = environment;
      if (flags.json === true) writeJson(terminal, answer);
      else if (answer.hits.length === 0) writeMessage(terminal, sentenceFor(answer));
      else writeOutput(terminal, linesOf(answer));
      return exitCodes.all;
    });
  });
  addStatus({ search, environment });
  addReindex({ search, environment });
}

async function questionOf({
  operator,
  words,
  flags,
}: {
  operator: Operator;
  words: readonly string[];
  flags: SearchFlags;
}): Promise<SearchQuestion> {
  const { workspace: _workspace, json: _json, call, ...filters } = flags;
  if (words.join('').trim() === '') {
    throw new SophiaError('input.invalid', 'Expected words to look for, found none. For example: sophia search budget');
  }
  const callId = call === undefined ? null : (await operator.call('calls.resolve', { reference: call })).callId;
  return parseInput({
    schema: SearchQuestion,
    input: { ...filters, callId, query: words.join(' ') },
    what: 'a question',
  });
}

function linesOf({ hits, nextCursor, waiting, wordsOnlyBecause }: Answer): string {
  const lines = hits.map(describe);
  if (wordsOnlyBecause !== null) lines.push(wordsOnlySentence(wordsOnlyBecause));
  if (nextCursor !== null) lines.push(`There is more: --cursor ${nextCursor}`);
  if (waiting > 0) lines.push(waitingSentence(waiting));
  return lines.join('\n');
}

function describe(hit: SearchHit): string {
  const where = hit.turn === null ? hit.kind : `${hit.kind === 'call' ? '' : `${hit.kind}, `}turn ${hit.turn}`;
  const audience = hit.audience === null ? null : hit.audience === 'internal' ? 'not for customers' : 'for customers';
  const facts = [hit.day ?? 'no date', where, audience, hit.speaker === null ? null : plain(hit.speaker)];
  const opens = hit.crmAddress === null ? '' : `\n    ${plain(hit.crmAddress)}`;
  return `${plain(hit.title)}  ${hit.subjectId}\n    ${facts.filter((fact) => fact !== null).join(', ')}: “${plain(hit.excerpt)}”${opens}`;
}

function sentenceFor({ nothingBecause, waiting, wordsOnlyBecause }: Answer): string {
  const only = wordsOnlyBecause === null ? '' : ` ${wordsOnlySentence(wordsOnlyBecause)}`;
  const waits = `${only}${waiting > 0 ? ` ${waitingSentence(waiting)}` : ''}`;
  switch (nothingBecause) {
    case 'common-words':
      return 'These words stand everywhere, so nothing can be found by them. Name the matter: a product, a doubt, a person.';
    case 'nothing-indexed':
      return `Nothing is indexed yet: analyze a call, connect a vendor, or run sophia search reindex.${waits}`;
    case 'nothing-allowed':
      return `The filters leave nothing to look in. Widen or drop one of them.${waits}`;
    case 'nothing-like-it':
    case null:
      return `Nothing answers that. Try other words or fewer filters.${waits}`;
  }
}

function wordsOnlySentence(because: string): string {
  return `Only words were compared, not likeness: ${plain(because)}`;
}

function waitingSentence(waiting: number): string {
  return waiting === 1 ? 'One change is not indexed yet.' : `${waiting} changes are not indexed yet.`;
}

function addStatus({ search, environment }: { search: Command; environment: CommandEnvironment }): void {
  addListOptions(search.command('status').description('Shows how far search is in step with calls and records.'))
    .addHelpText('after', examplesOf('sophia search status', 'sophia search status --format json'))
    .action(async (flags: ListFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const status = await operator.call('search.status', {});
        if (flags.format === 'json') writeJson(environment.terminal, status);
        else writeOutput(environment.terminal, suggested(environment.terminal, statusLines(status)));
        return exitCodes.all;
      });
    });
}

function statusLines(status: Status): string {
  const { documents, chunks, waiting, failed, missing, embedding, store } = status;
  const kinds = Object.entries(documents).map(([kind, count]) => `${count} ${kind}`);
  const lines = [
    `Indexed: ${kinds.join(', ')}; ${chunks} chunks`,
    `Waiting: ${waiting}`,
    ...embeddingLines(embedding),
    ...storeLines(store),
  ];
  if (failed > 0)
    lines.push(`Failed three times: ${failed}. The log says why; sophia search reindex tries them again.`);
  if (missing > 0)
    lines.push(`Not as they are now: ${missing}. Run sophia search reindex, or wait for the next repair.`);
  const open = waiting + failed + missing + embedding.waiting + store.toSend + store.toRemove;
  if (open === 0 && store.problem === null && embedding.problem === null) lines.push('All of it is in step.');
  return lines.join('\n');
}

function embeddingLines({ model, dimensions, answering, embedded, waiting, problem }: Status['embedding']): string[] {
  const lines = [`Embedding: ${model}, ${dimensions} dimensions`];
  if (answering !== model) lines.push(`Until all chunks have its vectors, those of ${answering} answer.`);
  if (waiting > 0) lines.push(`Embedded: ${embedded} of ${embedded + waiting} chunks`);
  if (problem !== null)
    lines.push(`Could not embed: ${plain(problem)} It is tried again by itself; words are found meanwhile.`);
  return lines;
}

function storeLines(store: Status['store']): string[] {
  const { kind, state, held, toSend, toRemove, checkedAt, foundMissing, foundForeign, problem, action } = store;
  const place = kind === 'memory' ? 'compared in memory' : `in ${kind}, ${state}`;
  const lines = [`Vectors: ${held}, ${place}`];
  if (toSend + toRemove > 0) lines.push(`Not in step with the store: ${toSend} to send, ${toRemove} to take out.`);
  if (checkedAt !== null) {
    const drift =
      foundMissing + foundForeign === 0 ? 'no drift' : `${foundMissing} gone and ${foundForeign} too much, mended`;
    lines.push(`Store compared at ${checkedAt.slice(0, 16).replace('T', ' ')} UTC: ${drift}`);
  }
  if (problem !== null) lines.push(`Store: ${plain(problem)}`);
  if (action !== null) lines.push(action);
  return lines;
}

function addReindex({ search, environment }: { search: Command; environment: CommandEnvironment }): void {
  addListOptions(
    search
      .command('reindex')
      .description('Indexes what is missing or not as it is now; with --all everything.')
      .option('--all', 'everything, also what is in step'),
  )
    .addHelpText('after', examplesOf('sophia search reindex', 'sophia search reindex --all'))
    .action(async (flags: ListFlags & { readonly all?: true }, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const done = await operator.call('search.reindex', { what: flags.all === true ? 'all' : 'drift' });
        const { terminal } = environment;
        if (flags.format === 'json') writeJson(terminal, done);
        else
          writeMessage(
            terminal,
            [
              `${done.noted} noted, ${done.indexed} indexed, ${done.failed} failed, ${done.left} left; ${done.embedded} embedded, ${done.stored} sent to the store or taken out of it.`,
              ...done.problems.map(plain),
            ].join('\n'),
          );
        return done.failed + done.problems.length > 0 ? exitCodes.some : exitCodes.all;
      });
    });
}
