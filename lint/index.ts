import type { Rule } from './rule.ts';
import { exhaustiveSwitch } from './rules/exhaustive-switch.ts';
import { fileNameMatchesExport } from './rules/file-name-matches-export.ts';
import { noAbbreviations } from './rules/no-abbreviations.ts';
import { noExportAll } from './rules/no-export-all.ts';
import { noHistoryComments } from './rules/no-history-comments.ts';
import { noModuleMocks } from './rules/no-module-mocks.ts';
import { noProcessEnv } from './rules/no-process-env.ts';
import { noRawJson } from './rules/no-raw-json.ts';
import { noTopLevelEffects } from './rules/no-top-level-effects.ts';
import { noTopLevelHooks } from './rules/no-top-level-hooks.ts';
import { noWallClock } from './rules/no-wall-clock.ts';
import { schemaNames } from './rules/schema-names.ts';
import { shortComments } from './rules/short-comments.ts';
import { staticLogMessage } from './rules/static-log-message.ts';
import { twoParameters } from './rules/two-parameters.ts';
import { verbGuards } from './rules/verb-guards.ts';
import { verbShape } from './rules/verb-shape.ts';

const rules: Readonly<Record<string, Rule>> = {
  'exhaustive-switch': exhaustiveSwitch,
  'file-name-matches-export': fileNameMatchesExport,
  'no-abbreviations': noAbbreviations,
  'no-export-all': noExportAll,
  'no-history-comments': noHistoryComments,
  'no-module-mocks': noModuleMocks,
  'no-process-env': noProcessEnv,
  'no-raw-json': noRawJson,
  'no-top-level-effects': noTopLevelEffects,
  'no-top-level-hooks': noTopLevelHooks,
  'no-wall-clock': noWallClock,
  'schema-names': schemaNames,
  'short-comments': shortComments,
  'static-log-message': staticLogMessage,
  'two-parameters': twoParameters,
  'verb-guards': verbGuards,
  'verb-shape': verbShape,
};

/** The house rules, in the form that oxlint loads. */
export default { meta: { name: 'sophia' }, rules };
