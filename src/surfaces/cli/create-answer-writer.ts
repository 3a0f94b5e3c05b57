import { type Answer, AnswerEvent } from '#contracts';
import { describeAnswer, describeRest, statementLine, understoodLine } from './describe-answer.ts';
import { type Terminal, writeMessage, writeOutput } from './terminal.ts';
import { plain } from './wording.ts';

/** Writes an answer as it comes. */
export interface AnswerWriter {
  readonly write: (event: unknown) => void;
  /** Writes what has not been shown yet. */
  readonly end: (options: { readonly answer: Answer; readonly showQuery: boolean }) => void;
}

/** The output is the answer as `describeAnswer` has it, however much of it came in parts; steps go to the messages. */
export function createAnswerWriter(terminal: Terminal): AnswerWriter {
  let shown: 'nothing' | 'understood' | 'text' | 'lines' = 'nothing';
  function show(event: AnswerEvent): void {
    switch (event.type) {
      case 'understood':
        if (shown !== 'nothing') writeMessage(terminal, 'The server ended: the answer begins anew.');
        writeOutput(terminal, understoodLine(event.text));
        shown = 'understood';
        return;
      case 'step':
        if (event.found === null) writeMessage(terminal, `${event.number}. ${plain(event.text)}`);
        return;
      case 'text':
        terminal.output.write(`${plain(event.text.trim())}${/\s$/u.test(event.text) ? ' ' : ''}`);
        shown = 'text';
        return;
      case 'line':
        writeOutput(terminal, `${shown === 'text' ? '\n' : ''}${statementLine(event)}`);
        shown = 'lines';
        return;
      case 'citation':
      case 'done':
        return;
      default:
        event satisfies never;
    }
  }
  return {
    write: (event) => {
      const parsed = AnswerEvent.safeParse(event);
      if (parsed.success) show(parsed.data);
    },
    end: ({ answer, showQuery }) => {
      if (shown === 'nothing' || shown === 'understood') {
        const rest = shown === 'nothing' ? answer : { ...answer, understood: '' };
        writeOutput(terminal, describeAnswer({ answer: rest, showQuery }));
        return;
      }
      writeOutput(terminal, `${shown === 'text' ? '\n' : ''}${describeRest({ answer, showQuery })}`);
    },
  };
}
