export {
  Abstention,
  AmountMention,
  Analysis,
  AnalysisEnvelope,
  AnalysisReport,
  AnalyzedCall,
  analysisSchemaVersion,
  BuyingSignal,
  BuyingSignalKind,
  CoachingPoint,
  Commitment,
  DateMention,
  DealStage,
  Due,
  EngineMark,
  Findings,
  Flag,
  Gap,
  NamedMention,
  Objection,
  ObjectionKind,
  Question,
  Risk,
  RiskKind,
  Sentiment,
  SentimentLabel,
  StageAssessment,
  Topic,
  TopicName,
  TrackerResult,
} from './analysis.ts';
export { AnalysisDifference } from './analysis-difference.ts';
export { AnalysisListing } from './analysis-listing.ts';
export {
  type AnalysisInput,
  AnalysisSettings,
  KeywordTracker,
  QuestionTracker,
  TrackerDefinition,
} from './analysis-settings.ts';
export {
  Answer,
  AnswerAction,
  AnswerCitation,
  AnswerConsequence,
  AnswerDeed,
  AnswerEvent,
  AnswerExport,
  AnswerFigure,
  AnswerOutcome,
  AnswerQuery,
  AskInput,
  KeptAnswer,
  longestQuestion,
  RateAnswerInput,
  RatedQuestion,
  ShareAnswerInput,
  StopAnswerInput,
  wordsOfRemovedCall,
} from './answer.ts';
export { AuditRecord, AuditVerdict } from './audit-record.ts';
export {
  Battlecard,
  BattlecardDeals,
  BattlecardPassage,
  BattlecardQuote,
  Competitor,
  fewestClosedDeals,
  fewestMentions,
} from './battlecard.ts';
export { CallSearchHit } from './call-search.ts';
export {
  type CallSource,
  ConnectionStep,
  type Page,
  SourceCall,
  SourceParty,
  SourceTracker,
  SourceTranscript,
  SourceUser,
  VendorInsights,
} from './call-source.ts';
export {
  BatchItem,
  BatchItemInput,
  BatchProgress,
  CallSummary,
  ImportOptions,
  ItemProblem,
  ItemState,
  SubmitBatchInput,
} from './calls.ts';
export {
  ApprovalDecision,
  Change,
  ChangeAction,
  ChangeEvidence,
  ChangeSet,
  ChangeSetKind,
  ChangeState,
  CrmSyncLogEntry,
  DraftChange,
  noProperty,
  PolicyVerdict,
  Stakes,
  waitsForProperty,
  wordsOfAnotherCall,
} from './change-set.ts';
export {
  type Chat,
  ChatBlock,
  ChatChannel,
  type ChatMessage,
  type ChatMessageReference,
  ChatUser,
} from './chat.ts';
export { commandIn } from './command-in.ts';
export {
  type Crm,
  CrmActivityType,
  CrmAssociation,
  CrmChangeSource,
  CrmDealActivity,
  CrmDealActivityKind,
  CrmDetailType,
  type CrmItemFailure,
  CrmNote,
  CrmObjectType,
  CrmOwner,
  CrmPipeline,
  CrmPipelineType,
  CrmPropertyChange,
  CrmPropertyDefinition,
  type CrmReadReference,
  CrmReadType,
  CrmRecord,
  CrmRecordType,
  CrmRecordWithHistory,
  CrmReference,
  CrmTeam,
  RecordMerge,
} from './crm.ts';
export { DeadLetter } from './dead-letter.ts';
export { WarningEvidence, WarningKind, WarningSeverity } from './deal-warning.ts';
export {
  DocumentAudience,
  DocumentFormat,
  DocumentReference,
  longestDocument,
  NewDocument,
  WorkspaceDocument,
} from './document.ts';
export { DomainEvent, DomainEventType, InnerEvent } from './domain-event.ts';
export { EventMessage, eventMessageOf } from './event-message.ts';
export { Claim, Evidence, Statement } from './evidence.ts';
export { hasReport } from './has-report.ts';
export { DependencyHealth, HealthReport, HealthState } from './health.ts';
export { ComparedFigure, ComparedFigureName, ComparedTracker, InsightComparison } from './insight-comparison.ts';
export { Basis, Interaction, SpeakerFigures } from './interaction.ts';
export { GapCause, KeptOut, LedgerDay, LedgerGap, LedgerStation } from './ledger.ts';
export { LimitsDifference, LimitsTrial, TryLimitsInput } from './limits-trial.ts';
export {
  type MethodScore,
  MethodsTrial,
  MethodsTrialCall,
  type ShownElement,
  TryMethodsInput,
} from './methods-trial.ts';
export { Passage, PassageClaim, type PassageId, PassageTurn } from './passage.ts';
export { Permission, PersonRole, Role } from './permission.ts';
export {
  CurrencyForecast,
  DealAsOf,
  DealPosition,
  ForecastBucket,
  type ForecastRange,
  type ForecastStanding,
  GetDealAsOfInput,
  GetForecastInput,
  GetPipelineInput,
  GetWaterfallInput,
  PipelineClock,
  PipelineDay,
  PipelineFilterInput,
  PipelineForecast,
  type PipelineSpan,
  PipelineView,
  Quota,
  QuotaGap,
  type ScoredNight,
  SetQuotaInput,
  type TrackRecord,
  Waterfall,
  WaterfallPart,
  waterfallParts,
} from './pipeline.ts';
export {
  LimitSettings,
  MethodSettings,
  PublishedLimits,
  PublishedMethods,
  PublishLimitsInput,
  PublishMethodsInput,
  type SettingInForce,
} from './published-settings.ts';
export { Qualification, QualificationElement, UsedMethod } from './qualification.ts';
export { ElementVoice, MethodElement, QualificationMethod } from './qualification-method.ts';
export { type ReportFormat, reportFormats } from './report-formats.ts';
export {
  EmbeddingStatus,
  SearchAnswer,
  SearchCollection,
  SearchHit,
  SearchKind,
  SearchQuestion,
  SearchStatus,
  VectorStoreKind,
  VectorStoreStatus,
} from './search.ts';
export { Side } from './side.ts';
export { gapCauses, keptOutWords, stationLabels, underWayWords } from './station-labels.ts';
export { TerritoryRule } from './territory.ts';
export { describeTerritoryRule, readTerritoryRules, writeTerritoryRules } from './territory-rules.ts';
export {
  CallOrigin,
  NewTracker,
  PreviewTrackerInput,
  SavedTracker,
  Tracker,
  TrackerFilter,
  TrackerFilterInput,
  TrackerPreview,
  TrackerPreviewCall,
} from './trackers.ts';
export { Cue, Party, ReadingWarning, Transcript, TranscriptFormat, Turn } from './transcript.ts';
export { RefusalReason, RefusedClaim, Verification } from './verification.ts';
export { webAddress } from './web-address.ts';
export {
  AddWebhookInput,
  DeliveryState,
  EndpointReference,
  RotateWebhookSecretInput,
  WebhookAttempt,
  WebhookDelivery,
  WebhookEndpoint,
  type WebhookProblem,
} from './webhooks.ts';
export { DealStageLimits, WarningLimits, Workspace, WorkspaceSettings } from './workspaces.ts';
