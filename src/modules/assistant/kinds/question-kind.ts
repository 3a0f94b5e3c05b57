import type { z } from 'zod';
import type { AnswerAction, AnswerFigure, AnswerQuery } from '#contracts';
import type { Context } from '#platform/context';
import type { NamedThing } from '../entities/named-thing.ts';
import type { Period } from '../entities/period.ts';
import type { Slots } from '../entities/slots.ts';
import type { VisibleScope } from '../query/visible-scope.ts';

/** Somebody of the other side, with every record that the CRM has of them. */
export interface Person extends NamedThing {
  readonly ids: readonly string[];
}

/** One of those that are set side by side: a deal, the records of a company, a representative or a time. */
export interface ComparedSide {
  readonly name: string;
  readonly deal: NamedThing | null;
  readonly accounts: readonly NamedThing[];
  readonly owner: NamedThing | null;
  readonly period: Period | null;
}

/** What a question is about once every name stands for one thing. */
export interface Focus {
  readonly deal: NamedThing | null;
  /** Records of one company; more than one where the CRM has it twice. */
  readonly accounts: readonly NamedThing[];
  readonly contact: Person | null;
  readonly owner: NamedThing | null;
  /** Where a question compares, what it compares. */
  readonly sides?: readonly ComparedSide[];
}

/** A question that was understood, with all that answering it takes. */
export interface Asked {
  readonly ctx: Context;
  readonly scope: VisibleScope;
  readonly today: string;
  readonly currency: string;
  readonly slots: Slots;
  readonly focus: Focus;
  readonly text: string;
}

/** What somebody wrote: a note of the CRM, or a document of the workspace. */
export interface WrittenProof {
  readonly type: 'note' | 'document';
  readonly subjectId: string;
  readonly label: string;
  readonly quote: string;
  /** Who wrote a note. */
  readonly speaker: string | null;
  /** The record that a note hangs on. */
  readonly recordId: string | null;
  /** Where a note opens in the CRM. */
  readonly crmAddress: string | null;
}

export type Proof =
  | {
      readonly type: 'turn';
      readonly callId: string;
      readonly title: string;
      readonly date: string | null;
      readonly turn: number;
      readonly quote: string;
      readonly speaker: string;
    }
  | { readonly type: 'call'; readonly callId: string; readonly title: string; readonly date: string | null }
  | { readonly type: 'record'; readonly recordId: string; readonly name: string; readonly isDeal?: boolean }
  | WrittenProof;

export interface DraftLine {
  readonly text: string;
  readonly proofs: readonly Proof[];
  /** The ids of what can be decided, settled or taken back next. */
  readonly about?: readonly string[];
}

/** What can be done next; `deed` is left out where it is about nothing in particular. */
export type Offer = Readonly<z.input<typeof AnswerAction>>;

/** An answer before its proofs are numbered. */
export interface Draft {
  readonly outcome: 'answered' | 'nothing' | 'insufficient';
  readonly text: string;
  readonly lines: readonly DraftLine[];
  readonly figures: readonly AnswerFigure[];
  readonly queries: readonly AnswerQuery[];
  readonly unknown: readonly string[];
  readonly actions: readonly Offer[];
}

/** What has to be named for a kind of question; without it the answer asks back. */
export type Need = 'deal' | 'account' | 'contact' | 'rep' | 'competitor' | 'topic' | 'warning';

/** A kind of question: how people put it, and how it is answered from the database. */
export interface QuestionKind {
  readonly id: string;
  /** For help: what can be asked. */
  readonly what: string;
  readonly needs?: Need;
  /** Words of which each question of this kind has one: what only sounds like it is refused. */
  readonly says?: RegExp;
  /** Sets things side by side: several names are no doubt about which is meant. */
  readonly compares?: true;
  /** How long deals have been in their stage narrows it. */
  readonly takesStay?: true;
  /** Where nobody is named, whoever asks is meant, as far as the CRM knows them. */
  readonly isOfAsker?: true;
  /** “I” is the team of whoever leads one, and everybody whom they see for whoever has no deals of their own. */
  readonly isOfLed?: true;
  /** What a second question in the same sentence may ask that each answer of this kind tells as well. */
  readonly alsoTells?: RegExp;
  /** How it is put, with names as {account}, {person}, {rep}, {competitor}, {stage}, {topic}, {warning}, {period}. */
  readonly examples: readonly string[];
  readonly answer: (asked: Asked) => Promise<Draft>;
}
