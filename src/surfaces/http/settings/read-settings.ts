import { type CrmPipeline, MethodSettings } from '#contracts';
import { isAllowed } from '#modules/access';
import { knownMethods } from '#modules/analysis';
import { listDefinitions } from '#modules/crm';
import { getMethods } from '#modules/insights';
import type { SettingsPage, SettingsTyped } from '#modules/reports';
import { getLimits } from '#modules/warnings';
import type { WorkContext } from '#workflows';
import { fieldsOfLimits, stagesNamed } from './limits-from.ts';
import { formOf } from './typed-methods.ts';

const usualTrial = { days: '30', calls: '20' };

/** What the page shows of limits and methods, with what was typed where something was, or else what is in force. */
export async function readSettings({
  ctx,
  typed,
}: {
  ctx: WorkContext;
  typed: SettingsTyped | null;
}): Promise<Omit<SettingsPage, 'workspaceName' | 'viewer' | 'tab'>> {
  const limits = await getLimits({ ctx });
  const methods = await getMethods({ ctx });
  const pipelines = await listDefinitions({ ctx, input: { kind: 'pipeline', scope: 'deal' } });
  const draft = JSON.stringify(methods.settings, null, 2);
  const said = saysLimits(typed) ? typed.fields : fieldsOfLimits(limits.settings);
  return {
    workspaceId: ctx.workspaceId,
    limits,
    methods,
    fields: {
      limits: { ...usualTrial, ...said },
      methods: { ...usualTrial, draft: draftOf(typed) ?? draft, ...callsOf(typed) },
    },
    methodsForm: typed?.form ?? formOf(settingsIn(draftOf(typed)) ?? methods.settings),
    known: {
      methods: knownMethods().methods.map(({ id, name }) => ({ id, name })),
      elements: [...knownMethods().elements].map(([id, { about }]) => ({ id, about })),
    },
    pipelines: withOthers({ pipelines: pipelines.map(openStages), said }),
    publishes: isAllowed({ ctx, action: 'settings.publish' }),
    readsTeams: isAllowed({ ctx, action: 'user.read' }),
    readsTrail: isAllowed({ ctx, action: 'audit.read' }),
    typed,
  };
}

/** What puts a former version back says which, and no limits: an empty form would drop those in force. */
function saysLimits(typed: SettingsTyped | null): typed is SettingsTyped {
  return typed?.part === 'limits' && !('number' in typed.fields);
}

/** The JSON that was typed, or that a filled-in form came to. */
function draftOf(typed: SettingsTyped | null): string | null {
  if (typed?.part !== 'methods') return null;
  if (typed.form === undefined) return typed.fields['draft'] ?? null;
  return typed.tried === null ? null : JSON.stringify(MethodSettings.parse(JSON.parse(typed.tried.draft)), null, 2);
}

function callsOf(typed: SettingsTyped | null): { calls?: string } {
  const calls = typed?.part === 'methods' ? typed.fields['calls'] : undefined;
  return calls === undefined ? {} : { calls };
}

/** Of a draft that cannot be read the form says nothing. */
function settingsIn(draft: string | null): MethodSettings | null {
  try {
    return draft === null ? null : MethodSettings.parse(JSON.parse(draft));
  } catch {
    return null;
  }
}

type Pipeline = SettingsPage['pipelines'][number];

function openStages({ label, stages }: CrmPipeline): Pipeline {
  const open = stages.filter(({ isClosed }) => !isClosed);
  return { label, stages: open.map(({ externalId: stageId, label: name }) => ({ stageId, label: name })) };
}

/** Days of a stage that is in no pipeline any more are said too, and are not to be lost to the form. */
function withOthers({
  pipelines,
  said,
}: {
  pipelines: readonly Pipeline[];
  said: Readonly<Record<string, string>>;
}): Pipeline[] {
  const known = new Set(pipelines.flatMap(({ stages }) => stages.map(({ stageId }) => stageId)));
  const others = stagesNamed(said).filter((stageId) => !known.has(stageId));
  const stages = others.map((stageId) => ({ stageId, label: stageId }));
  return stages.length === 0 ? [...pipelines] : [...pipelines, { label: 'in no pipeline, or closed', stages }];
}
