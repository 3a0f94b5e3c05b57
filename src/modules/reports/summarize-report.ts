import type { AnalysisReport } from '#contracts';
import type { ReportSummary } from './schema.ts';

/** What a list says about a call, from its report. */
export function summarizeReport(report: AnalysisReport): ReportSummary {
  const { result, envelope } = report;
  const { findings, call, verification, engine } = result;
  return {
    title: call.title,
    source: envelope.source,
    date: call.date,
    people: peopleOf(call),
    durationMs: findings.interaction.durationMs,
    words: findings.interaction.words,
    stage: findings.stage.value,
    mood: findings.sentiment.overall.sentences === 0 ? null : findings.sentiment.overall.label,
    objections: findings.objections.length,
    openObjections: findings.objections.filter(({ answer }) => answer !== 'answered').length,
    nextSteps: findings.commitments.length,
    risks: findings.risks.length,
    openQuestions: findings.questions.filter(({ answered }) => !answered).length,
    sidesKnown: [...call.parties, ...call.turns].some(({ side }) => side !== 'unknown'),
    proposed: verification.proposed,
    kept: verification.kept,
    broken: envelope.brokenClaims.length,
    engine:
      engine.model === null ? `${engine.name} ${engine.version}` : `${engine.name} ${engine.version}, ${engine.model}`,
  };
}

function peopleOf(call: AnalysisReport['result']['call']): string[] {
  const everyone = [...call.parties, ...call.turns.map(({ speaker, side }) => ({ name: speaker, side }))];
  const external = everyone.filter(({ side }) => side === 'external');
  return [...new Set((external.length > 0 ? external : everyone).map(({ name }) => name))];
}
