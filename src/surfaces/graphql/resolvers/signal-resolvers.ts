import type { Change, ChangeEvidence, ChangeSet } from '#contracts';
import type { TrackedCommitment } from '#modules/commitments';
import type { Contradiction } from '#modules/contradictions';
import { type DealWarning, warningNames } from '#modules/warnings';
import type { FieldResolvers } from '../graph.ts';
import { toNodeId } from '../node-id.ts';
import { recordNode, recordOfType } from './record-node.ts';

export const commitmentResolvers: FieldResolvers<TrackedCommitment> = {
  id: ({ source }) => toNodeId('Commitment', source.commitmentId),
  reference: ({ source }) => source.commitmentId,
  call: ({ source, graph }) => graph.load().calls.load(source.callId),
  deal: ({ source: { dealRecordId: recordId }, graph }) => recordOfType(graph.load(), { recordId, objectType: 'deal' }),
  company: ({ source: { companyRecordId: recordId }, graph }) =>
    recordOfType(graph.load(), { recordId, objectType: 'company' }),
};

export const contradictionResolvers: FieldResolvers<Contradiction> = {
  id: ({ source }) => toNodeId('Contradiction', source.contradictionId),
  reference: ({ source }) => source.contradictionId,
  call: ({ source, graph }) => (source.callId === null ? null : graph.load().calls.load(source.callId)),
  record: ({ source, graph }) => recordNode(graph.load(), source.recordId),
};

export const warningResolvers: FieldResolvers<DealWarning> = {
  id: ({ source }) => toNodeId('Warning', source.warningId),
  reference: ({ source }) => source.warningId,
  title: ({ source }) => warningNames[source.kind],
  deal: ({ source: { recordId }, graph }) => recordOfType(graph.load(), { recordId, objectType: 'deal' }),
};

export const changeSetResolvers: FieldResolvers<ChangeSet> = {
  id: ({ source }) => toNodeId('ChangeSet', source.changeSetId),
  reference: ({ source }) => source.changeSetId,
  call: ({ source, graph }) => (source.callId === null ? null : graph.load().calls.load(source.callId)),
};

export const changeResolvers: FieldResolvers<Change> = {
  reference: ({ source }) => source.changeId,
  action: ({ source }) => source.action.type,
  property: ({ source: { action } }) => (action.type === 'set_property' ? action.property : null),
  newValue: ({ source: { action, editedValue } }) =>
    editedValue ?? (action.type === 'set_property' ? action.value : null),
};

export const proofResolvers: FieldResolvers<ChangeEvidence> = {
  call: ({ source, graph }) => (source.callId === null ? null : graph.load().calls.load(source.callId)),
};
