import type { OperationOutput } from '#surfaces/local';

type Evidence = OperationOutput<'warnings.get'>['evidence'][number];

/** What a warning stands on, in a line. */
export function describeEvidence(evidence: Evidence): string {
  switch (evidence.type) {
    case 'quote':
      return `“${evidence.quote}” (${evidence.speaker}, turn ${evidence.turn} of ${evidence.callId})`;
    case 'change':
      return `${evidence.at.slice(0, 10)}: ${evidence.property} was set to ${evidence.value ?? 'another value'} (${evidence.source})`;
    case 'call':
      return `${evidence.at.slice(0, 10)}: the call ${evidence.title ?? 'without a title'} (${evidence.callId})`;
    case 'activity': {
      const what = evidence.direction === null ? evidence.kind : `${evidence.direction} ${evidence.kind}`;
      return `${evidence.at.slice(0, 10)}: ${what} ${evidence.externalId}`;
    }
  }
}
