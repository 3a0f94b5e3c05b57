import { type Fragment, html, type Markup } from '../markup/html.ts';
import type { SettingsPage, TypedElement, TypedMethod } from './settings-page.ts';

const sides = [
  { value: 'external', words: 'The buyer’s' },
  { value: 'internal', words: 'Ours' },
  { value: 'either', words: 'Either side’s' },
] as const;

/** Methods of their own as rows, and which methods count; each button works without a script. */
export function methodsForm(page: SettingsPage): Markup {
  const { tab, fields, methodsForm: form } = page;
  const calls = fields.methods['calls'] ?? '';
  return html`<form method="post" action="/settings/methods/form?tab=${tab}#methods">
<button type="submit" class="visually-hidden" tabindex="-1" aria-hidden="true">Try on history</button>
<p class="quiet">Nothing is in force before you have seen what it would have found. What Sophia brings is named here and changed nowhere.</p>
${usedPart(page)}
${form.methods.map((method, place) => methodPart({ page, method, place }))}
<p><button name="do" value="add-method"${rowAction(page)}${focused(page, 'add-method')}>Add a method of your own</button></p>
<div class="fields"><label>Newest calls to try them on <input name="calls" type="number" inputmode="numeric" min="1" max="100" value="${calls}"></label></div>
<p><button type="submit" name="do" value="try">Try on history</button></p></form>`;
}

/** What is wrong, field by field, each a link to it. */
export function fieldProblems(problems: Readonly<Record<string, string>>): Markup {
  return html`<ul>${Object.entries(problems).map(([name, says]) => html`<li><a href="#${idOf(name)}">${placeOf(name)}</a>: ${says}</li>`)}</ul>`;
}

function usedPart(page: SettingsPage): Markup {
  const { methodsForm: form, known } = page;
  const ways = [
    { value: 'usual', words: 'The usual ones, and all of your own' },
    { value: 'named', words: 'Those that are ticked here' },
  ] as const;
  return html`<fieldset class="scopes" id="${idOf('by')}" tabindex="-1"${described(page, 'by')}><legend>Calls are qualified by</legend>
${ways.map(({ value, words }) => html`<label><input type="radio" name="by" value="${value}"${form.by === value && html` checked`}> ${words}</label>`)}
${problemOf(page, 'by')}
<input type="hidden" name="order" value="${form.order.join(' ')}">
<div class="choices">${known.methods.map(({ id, name }) => html`<label><input type="checkbox" name="use.${id}"${form.used.includes(id) && html` checked`}> ${name}</label>`)}</div></fieldset>`;
}

function methodPart({ page, method, place }: { page: SettingsPage; method: TypedMethod; place: number }): Markup {
  const at = `m.${place}`;
  const named = method.name === '' ? `Method ${place + 1}` : method.name;
  return html`<fieldset class="rows"><legend>Your method <bdi>${named}</bdi></legend>
<input type="hidden" name="${at}.id" value="${method.id}">
<div class="fields">${textField({ page, name: `${at}.name`, label: 'Name', value: method.name, most: 60 })}
${textField({ page, name: `${at}.about`, label: 'What it is for (may be left out)', value: method.about, most: 300 })}
<label class="tick"><input type="checkbox" name="${at}.use"${method.isUsed && html` checked`}> Ticked, where those that are ticked count</label></div>
<div id="${idOf(`${at}.elements`)}" tabindex="-1">${problemOf(page, `${at}.elements`)}</div>
${method.elements.map((element, row) => elementPart({ page, element, at: `${at}.e.${row}`, row, method: named, button: `${place}.${row}` }))}
<p class="choices"><button name="do" value="add-element.${place}"${rowAction(page)}${focused(page, `add-element.${place}`)}>Add an element<span class="visually-hidden"> to ${named}</span></button>
<button class="grave" name="do" value="remove-method.${place}"${rowAction(page)}>Remove this method<span class="visually-hidden">: ${named}</span></button></p></fieldset>
`;
}

/** Without a place in the page: a browser that is sent to one heeds no `autofocus`. */
function rowAction({ tab }: SettingsPage): Markup {
  return html` formaction="/settings/methods/form?tab=${tab}"`;
}

interface ElementPart {
  readonly page: SettingsPage;
  readonly element: TypedElement;
  readonly at: string;
  readonly row: number;
  readonly method: string;
  readonly button: string;
}

function elementPart({ page, element, at, row, method, button }: ElementPart): Markup {
  const { key, label, about, counts, side, phrases } = element;
  const named = label === '' ? `Element ${row + 1}` : label;
  const rows = Math.min(10, Math.max(3, phrases.split('\n').length + 1));
  return html`<fieldset class="rows"><legend><bdi>${named}</bdi><span class="visually-hidden"> of ${method}</span></legend>
<input type="hidden" name="${at}.key" value="${key}">
<div class="fields">${textField({ page, name: `${at}.label`, label: 'Name', value: label, most: 60 })}
${textField({ page, name: `${at}.about`, label: 'What it is (may be left out)', value: about, most: 300 })}
${selectField({ page, name: `${at}.counts`, label: 'What counts', value: counts, options: waysOf(page) })}
${selectField({ page, name: `${at}.side`, label: 'Whose phrases', value: side, options: sides })}
<label>Phrases, one a line <textarea id="${idOf(`${at}.phrases`)}" name="${at}.phrases" rows="${rows}" autocomplete="off" spellcheck="false" dir="auto"${described(page, `${at}.phrases`)}>
${phrases}</textarea>${problemOf(page, `${at}.phrases`)}</label></div>
<p><button class="grave" name="do" value="remove-element.${button}"${rowAction(page)}>Remove<span class="visually-hidden"> ${named} of ${method}</span></button></p></fieldset>
`;
}

function waysOf({ known }: SettingsPage): { value: string; words: string }[] {
  return [
    { value: 'phrases', words: 'Phrases of your own' },
    ...known.elements.map(({ id, about }) => ({ value: id, words: `As Sophia knows it: ${about}` })),
  ];
}

interface Field {
  readonly page: SettingsPage;
  readonly name: string;
  readonly label: string;
  readonly value: string;
}

function textField({ page, name, label, value, most }: Field & { most: number }): Markup {
  return html`<label>${label} <input id="${idOf(name)}" name="${name}" maxlength="${most}" autocomplete="off" dir="auto" value="${value}"${described(page, name)}${focused(page, name)}>${problemOf(page, name)}</label>`;
}

function selectField({
  page,
  name,
  label,
  value,
  options,
}: Field & { options: readonly { readonly value: string; readonly words: string }[] }): Markup {
  return html`<label>${label} <select id="${idOf(name)}" name="${name}"${described(page, name)}>${options.map(
    (each) => html`<option value="${each.value}"${each.value === value && html` selected`}>${each.words}</option>`,
  )}</select>${problemOf(page, name)}</label>`;
}

function problemOf({ typed }: SettingsPage, name: string): Fragment {
  const says = typed?.problems?.[name];
  return says === undefined ? null : html`<span class="field-problem" id="${idOf(name)}-problem">${says}</span>`;
}

function described({ typed }: SettingsPage, name: string): Fragment {
  if (typed?.problems?.[name] === undefined) return null;
  const isGroup = name === 'by';
  return html` aria-describedby="${idOf(name)}-problem"${!isGroup && html` aria-invalid="true"`}`;
}

function focused({ typed }: SettingsPage, name: string): Fragment {
  return typed?.focus === name && html` autofocus`;
}

/** A dot in an address of the page would be read well, and badly in a style. */
function idOf(name: string): string {
  return `methods-${name.replaceAll('.', '-')}`;
}

const partNames: Readonly<Record<string, string>> = {
  name: 'name',
  about: 'what it is',
  label: 'name',
  counts: 'what counts',
  side: 'whose phrases',
  phrases: 'phrases',
  elements: 'elements',
};

/** Such as `method 1, element 2, phrases`. */
function placeOf(name: string): string {
  if (name === 'by') return 'What calls are qualified by';
  const [, method = '', element, part = ''] = /^m\.(\d+)(?:\.e\.(\d+))?\.(\w+)$/u.exec(name) ?? [];
  const row = element === undefined ? '' : `, element ${Number(element) + 1}`;
  return `Method ${Number(method) + 1}${row}, ${partNames[part] ?? part}`;
}
