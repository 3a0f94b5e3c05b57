import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { LimitSettings, MethodSettings } from '#contracts';
import { getMethods, publishMethods, tryMethods } from '#modules/insights';
import { IndexTab, renderSettingsHtml, type SettingsTyped, settingsContentSecurityPolicy } from '#modules/reports';
import { getLimits, publishLimits, tryLimits } from '#modules/warnings';
import { parseInput, SophiaError } from '#platform/errors';
import { assertOwnPage } from '#surfaces/rest';
import type { WorkContext } from '#workflows';
import { openTab } from '../open-tab.ts';
import { sendPage } from '../send-page.ts';
import type { ServerResources } from '../server-resources.ts';
import { draftIn } from '../settings/draft-in.ts';
import { countIn, fieldsOfLimits, limitsFrom } from '../settings/limits-from.ts';
import { methodsFrom } from '../settings/methods-from.ts';
import { readSettings } from '../settings/read-settings.ts';
import { afterButton, formIn, formOf } from '../settings/typed-methods.ts';
import { takeForms } from '../take-forms.ts';

const SettingsQuery = z.strictObject({ tab: IndexTab.optional() });
const Fields = z.record(z.string().max(300), z.string());
const FieldProblems = z.record(z.string(), z.string());
const PublishForm = z.strictObject({ draft: z.string(), version: z.string().max(200) });
const FormerForm = z.strictObject({ number: z.coerce.number().int().min(0), version: z.string().max(200) });

/** A draft of methods may hold many phrases. */
const largestFormBytes = 128 * 1024;
const usualDays = 30;
const usualCalls = 20;
const mostCalls = 100;

interface FormCall {
  readonly ctx: WorkContext;
  readonly fields: Readonly<Record<string, string>>;
}

/** Does what a form asks for, and gives what is to be shown; null where something is in force by it. */
type FormWork = (call: FormCall) => Promise<Pick<SettingsTyped, 'tried' | 'form' | 'focus'> | null>;

/** `/settings`: the limits and methods in force; whoever may tries others on history and publishes them, without a script. */
export async function addSettingsPageRoutes(server: FastifyInstance, resources: ServerResources): Promise<void> {
  await server.register(async (scope) => {
    takeForms(scope, { largestFormBytes });
    scope.get('/settings', (request, reply) => showSettings({ resources, request, reply }));
    for (const [part, works] of Object.entries({ limits: limitForms, methods: methodForms })) {
      for (const [path, work] of Object.entries(works)) {
        scope.post(`/settings/${part}${path}`, (request, reply) => takeForm({ resources, request, reply, work }));
      }
    }
  });
}

const limitForms: Readonly<Record<string, FormWork>> = {
  '/trial': async ({ ctx, fields }) => {
    const draft = limitsFrom(fields);
    const days = countIn(fields, 'days') ?? usualDays;
    const trial = await tryLimits({ ctx, input: { ...draft, days } });
    return { tried: { part: 'limits', trial, draft: JSON.stringify(draft) } };
  },
  '': async ({ ctx, fields }) => {
    const { draft, version } = parseInput({ schema: PublishForm, input: fields, what: 'limits that were tried' });
    const settings = draftIn({ schema: LimitSettings, text: draft, what: 'limits' });
    await publishLimits({ ctx, input: { settings, replaces: [version] } });
    return null;
  },
  '/former': async ({ ctx, fields }) => {
    const { number, version } = parseInput({ schema: FormerForm, input: fields, what: 'what was in force before' });
    const settings = formerOf({ number, ...(await getLimits({ ctx })) });
    await publishLimits({ ctx, input: { settings, replaces: [version] } });
    return null;
  },
};

const methodForms: Readonly<Record<string, FormWork>> = {
  '/trial': async ({ ctx, fields }) => {
    const draft = draftIn({ schema: MethodSettings, text: fields['draft'] ?? '', what: 'methods' });
    return { tried: await tryDraft({ ctx, fields, draft }) };
  },
  '/form': async ({ ctx, fields }) => {
    const form = formIn(fields);
    const moved = afterButton(form, fields['do'] ?? '');
    if (moved !== null) return { tried: null, ...moved };
    const draft = methodsFrom(form);
    return { tried: await tryDraft({ ctx, fields, draft }), form: { ...formOf(draft), used: form.used } };
  },
  '': async ({ ctx, fields }) => {
    const { draft, version } = parseInput({ schema: PublishForm, input: fields, what: 'methods that were tried' });
    const settings = draftIn({ schema: MethodSettings, text: draft, what: 'methods' });
    await publishMethods({ ctx, input: { settings, replaces: [version] } });
    return null;
  },
  '/former': async ({ ctx, fields }) => {
    const { number, version } = parseInput({ schema: FormerForm, input: fields, what: 'what was in force before' });
    const settings = formerOf({ number, ...(await getMethods({ ctx })) });
    await publishMethods({ ctx, input: { settings, replaces: [version] } });
    return null;
  },
};

async function tryDraft({ ctx, fields, draft }: FormCall & { draft: MethodSettings }): Promise<SettingsTyped['tried']> {
  const calls = countIn(fields, 'calls') ?? usualCalls;
  if (calls > mostCalls) throw tooMany(calls);
  const trial = await tryMethods({ ctx, input: { ...draft, calls } });
  return { part: 'methods', trial, draft: JSON.stringify(draft) };
}

/** What a version said; 0 is what Sophia brings. */
function formerOf<Settings extends object>({
  number,
  history,
}: {
  number: number;
  history: readonly { readonly number: number; readonly settings: Settings }[];
}): Settings | Record<string, never> {
  if (number === 0) return {};
  const former = history.find((each) => each.number === number);
  if (former !== undefined) return former.settings;
  throw new SophiaError(
    'input.invalid',
    `Expected one of the versions that were in force, found the number ${number}.`,
  );
}

function tooMany(calls: number): SophiaError {
  return new SophiaError(
    'input.invalid',
    `Expected at most ${mostCalls} calls to try it on here, found ${calls}; sophia methods try takes up to 500.`,
  );
}

async function takeForm({
  resources,
  request,
  reply,
  work,
}: {
  resources: ServerResources;
  request: FastifyRequest;
  reply: FastifyReply;
  work: FormWork;
}): Promise<FastifyReply> {
  assertOwnPage(request);
  const part = request.url.startsWith('/settings/limits') ? 'limits' : 'methods';
  const { ctx, tab } = await openedTab({ resources, request });
  const fields = parseInput({ schema: Fields, input: request.body, what: 'a filled-in form' });
  try {
    const shown = await work({ ctx, fields });
    if (shown === null) return await reply.redirect(`/settings?tab=${tab}#${part}`, 303);
    return await showSettings({ resources, request, reply, typed: { part, fields, problem: null, ...shown } });
  } catch (error) {
    if (!(error instanceof SophiaError) || error.code === 'access.denied' || error.entry.httpStatus >= 500) throw error;
    const typed = {
      part,
      fields: typedAgain({ part, fields }),
      problem: problemOf(error),
      tried: null,
      ...('by' in fields && { form: formIn(fields), problems: FieldProblems.catch({}).parse(error.details['fields']) }),
    } as const;
    return showSettings({ resources, request, reply: reply.code(error.entry.httpStatus), typed });
  }
}

/** On a page there is no header to send: it is tried again, against what stands there now. */
function problemOf({ code, message, entry }: SophiaError): string {
  if (code !== 'settings.stale') return `${message} ${entry.action}`;
  return `${message} Below stands what is in force now; try yours against it, then put it in force.`;
}

/** What was to be put in force stands in the form again, so that nobody types it twice. */
function typedAgain({ part, fields }: Pick<SettingsTyped, 'part' | 'fields'>): Readonly<Record<string, string>> {
  const draft = fields['draft'];
  if (draft === undefined || part === 'methods') return fields;
  try {
    return fieldsOfLimits(LimitSettings.parse(JSON.parse(draft)));
  } catch {
    return {};
  }
}

async function openedTab({ resources, request }: { resources: ServerResources; request: FastifyRequest }) {
  const query = parseInput({ schema: SettingsQuery, input: request.query, what: 'a tab' });
  return openTab({ resources, requestId: request.id, tab: query.tab });
}

async function showSettings({
  resources,
  request,
  reply,
  typed = null,
}: {
  resources: ServerResources;
  request: FastifyRequest;
  reply: FastifyReply;
  typed?: SettingsTyped | null;
}): Promise<FastifyReply> {
  const { ctx, tab, workspaceName, viewer } = await openedTab({ resources, request });
  const settings = await readSettings({ ctx, typed });
  void reply.header('cache-control', 'no-store');
  const html = renderSettingsHtml({ workspaceName, viewer, tab, ...settings });
  return sendPage({ reply, policy: settingsContentSecurityPolicy(), html });
}
