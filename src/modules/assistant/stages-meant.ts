import { type EarlierQuestion, isContinuation } from './continue-conversation.ts';
import { type KnownStage, readStages } from './entities/read-stages.ts';
import { leadsKind } from './kinds/leads.ts';
import type { Knowledge } from './know-workspace.ts';

interface AskedOfStages {
  readonly knowledge: Pick<Knowledge, 'stages' | 'leadStages'>;
  readonly question: string;
  readonly earlier: Pick<EarlierQuestion, 'intent'> | null;
}

/** The stages that a question may name: those of leads are called New or Qualified, which says no stage of a deal. */
export function stagesMeant(asked: AskedOfStages): readonly KnownStage[] {
  const { stages, leadStages } = asked.knowledge;
  if (!isAboutLeads(asked)) return stages;
  // New leads are those that came in of late, whatever stage they are in by now.
  const isOfNew = /\bnew leads?\b/i.test(asked.question);
  return [...leadStages.filter(({ label }) => !isOfNew || label.toLowerCase() !== 'new'), ...stages];
}

function isAboutLeads({ knowledge, question, earlier }: AskedOfStages): boolean {
  if (/\b(?:deals?|opportunit(?:y|ies))\b/i.test(question)) return false;
  if (/\bleads\b|\b(?:an?|the|this|that|any|no|each|every|per|by|one|new|open) lead\b/i.test(question)) return true;
  return (
    earlier?.intent === leadsKind && isContinuation(readStages({ text: question, stages: knowledge.leadStages }).text)
  );
}
