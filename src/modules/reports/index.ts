export { renderSignInHtml, type SignInPage, signInContentSecurityPolicy } from './access-page/render-sign-in-html.ts';
export { askContentSecurityPolicy, renderAskHtml } from './ask-page/render-ask-html.ts';
export type { AuditPage } from './audit-page/audit-page.ts';
export { auditContentSecurityPolicy, renderAuditHtml } from './audit-page/render-audit-html.ts';
export { battlecardContentSecurityPolicy, renderBattlecardHtml } from './battlecard-page/render-battlecard-html.ts';
export { changesContentSecurityPolicy, renderChangesHtml } from './changes-page/render-changes-html.ts';
export { dealContentSecurityPolicy, renderDealHtml } from './deals-page/render-deal-html.ts';
export { dealsContentSecurityPolicy, renderDealsHtml } from './deals-page/render-deals-html.ts';
export { forecastContentSecurityPolicy, renderForecastHtml } from './forecast-page/render-forecast-html.ts';
export { errorContentSecurityPolicy, renderErrorHtml } from './index-page/render-error-html.ts';
export { indexContentSecurityPolicy, renderIndexHtml } from './index-page/render-index-html.ts';
export { ledgerContentSecurityPolicy, renderLedgerHtml } from './ledger-page/render-ledger-html.ts';
export { renderAnswerMarkdown } from './markdown/render-answer-markdown.ts';
export { type ReportPageOptions, renderReportHtml, reportContentSecurityPolicy } from './page/render-report-html.ts';
export type { PeoplePage, ShownSecret } from './people-page/people-page.ts';
export { peopleContentSecurityPolicy, renderPeopleHtml } from './people-page/render-people-html.ts';
export { policyContentSecurityPolicy, renderPolicyHtml } from './policy-page/render-policy-html.ts';
export type { ReferenceOperation, ReferencePage } from './reference-page/reference-page.ts';
export { referenceContentSecurityPolicy, renderReferenceHtml } from './reference-page/render-reference-html.ts';
export { renderReport, renderReports, reportExtensions } from './render-report.ts';
export {
  type AskPage,
  type BattlecardPage,
  ChangesFilter,
  ChangesPage,
  type DealField,
  type DealPage,
  type DealProof,
  type DealsPage,
  type ErrorPage,
  type ForecastPage,
  IndexCall,
  IndexHealth,
  IndexList,
  IndexPage,
  IndexProgress,
  IndexTab,
  LedgerPage,
  type ReportNavigation,
  ReportSummary,
  type SearchPage,
  type Viewer,
} from './schema.ts';
export { renderSearchHtml, searchContentSecurityPolicy } from './search-page/render-search-html.ts';
export { renderSettingsHtml, settingsContentSecurityPolicy } from './settings-page/render-settings-html.ts';
export type {
  SettingsPage,
  SettingsTyped,
  TypedElement,
  TypedMethod,
  TypedMethods,
} from './settings-page/settings-page.ts';
export { summarizeReport } from './summarize-report.ts';
export { renderTeamsHtml, teamsContentSecurityPolicy } from './teams-page/render-teams-html.ts';
export type { TeamsPage, TeamsProblem } from './teams-page/teams-page.ts';
export { type CallTableOptions, type ListedCall, renderCallTable } from './terminal/render-call-table.ts';
export { renderComparison } from './terminal/render-comparison.ts';
export { renderSummaryTable, type SummaryTableOptions } from './terminal/render-summary-table.ts';
export { listMoments } from './view/list-moments.ts';
export { viewerOf } from './viewer-of.ts';
export { titleOfSource } from './wording/describe-call.ts';
