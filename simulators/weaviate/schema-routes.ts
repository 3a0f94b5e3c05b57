import { z } from 'zod';
import type { Answer, Exchange } from '../kit/index.ts';
import { problem } from './problem.ts';
import type { WeaviateClass, WeaviateState } from './state.ts';

const NewClass = z.looseObject({
  class: z.string().regex(/^[A-Z][_0-9A-Za-z]*$/u),
  description: z.string().default(''),
  multiTenancyConfig: z.looseObject({ enabled: z.boolean() }),
  properties: z.array(z.looseObject({ name: z.string(), dataType: z.array(z.string()).min(1) })).default([]),
});
const Tenants = z.array(z.looseObject({ name: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/u) })).min(1);

export function readMeta(): Answer {
  return { status: 200, body: { hostname: 'http://[::]:8080', modules: {}, version: '1.37.2' } };
}

export function readReady(): Answer {
  return { status: 200, contentType: 'text/plain', text: '' };
}

export function listClasses({ state }: Exchange<WeaviateState>): Answer {
  return { status: 200, body: { classes: Object.values(state.classes).map(describe) } };
}

export function readClass({ state, parameters }: Exchange<WeaviateState>): Answer {
  const found = state.classes[parameters['class'] ?? ''];
  return found === undefined
    ? { status: 404, contentType: 'text/plain', text: '' }
    : { status: 200, body: describe(found) };
}

export function createClass({ state, body }: Exchange<WeaviateState>): Answer {
  const parsed = NewClass.safeParse(body);
  if (!parsed.success) return problem(422, z.prettifyError(parsed.error));
  const { class: name, description, ...definition } = parsed.data;
  if (name in state.classes) return problem(422, `class name ${name} already exists`);
  if (!definition.multiTenancyConfig.enabled) return problem(422, 'This stand-in has classes with tenants only.');
  const made: WeaviateClass = { class: name, description, definition, tenants: {} };
  state.classes = { ...state.classes, [name]: made };
  return { status: 200, body: describe(made) };
}

export function deleteClass({ state, parameters }: Exchange<WeaviateState>): Answer {
  const name = parameters['class'] ?? '';
  if (!(name in state.classes)) return problem(400, `could not find class '${name}'`);
  state.classes = Object.fromEntries(Object.entries(state.classes).filter(([known]) => known !== name));
  return { status: 200, contentType: 'text/plain', text: '' };
}

export function listTenants({ state, parameters }: Exchange<WeaviateState>): Answer {
  const found = state.classes[parameters['class'] ?? ''];
  if (found === undefined) return problem(422, 'class not found');
  return { status: 200, body: Object.keys(found.tenants).map((name) => ({ name, activityStatus: 'HOT' })) };
}

/** Those that are there stay as they are. */
export function addTenants({ state, parameters, body }: Exchange<WeaviateState>): Answer {
  const found = state.classes[parameters['class'] ?? ''];
  if (found === undefined) return problem(422, 'class not found');
  const parsed = Tenants.safeParse(body);
  if (!parsed.success) return problem(422, z.prettifyError(parsed.error));
  const names = parsed.data.map(({ name }) => name);
  found.tenants = { ...Object.fromEntries(names.map((name) => [name, {}])), ...found.tenants };
  return { status: 200, body: names.map((name) => ({ name, activityStatus: 'HOT' })) };
}

export function deleteTenants({ state, parameters, body }: Exchange<WeaviateState>): Answer {
  const found = state.classes[parameters['class'] ?? ''];
  if (found === undefined) return problem(422, 'class not found');
  const parsed = z.array(z.string()).min(1).safeParse(body);
  if (!parsed.success) return problem(422, z.prettifyError(parsed.error));
  found.tenants = Object.fromEntries(Object.entries(found.tenants).filter(([name]) => !parsed.data.includes(name)));
  return { status: 200, contentType: 'text/plain', text: '' };
}

function describe({ class: name, description, definition }: WeaviateClass) {
  return { class: name, description, ...definition };
}
