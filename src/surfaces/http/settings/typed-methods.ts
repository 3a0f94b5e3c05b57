import type { MethodElement, MethodSettings } from '#contracts';
import type { TypedElement, TypedMethod, TypedMethods } from '#modules/reports';

type Fields = Readonly<Record<string, string>>;

/** What an element counts by where it has phrases of its own. */
export const ownPhrases = 'phrases';

const newElement: TypedElement = {
  key: '',
  label: '',
  about: '',
  counts: ownPhrases,
  side: 'external',
  phrases: '',
};

/** The form that says these settings. */
export function formOf({ methods = [], qualifyBy }: MethodSettings): TypedMethods {
  const own = new Set(methods.map(({ id }) => id));
  return {
    by: qualifyBy === undefined ? 'usual' : 'named',
    used: (qualifyBy ?? []).filter((id) => !own.has(id)),
    order: qualifyBy ?? [],
    methods: methods.map(({ id, name, about = '', elements }) => ({
      id,
      name,
      about,
      isUsed: qualifyBy?.includes(id) ?? true,
      elements: elements.map(typedElement),
    })),
  };
}

function typedElement({ key, label, about = '', element, side, phrases = [] }: MethodElement): TypedElement {
  const lines = phrases.join('\n');
  return { key, label, about, counts: element ?? ownPhrases, side: side ?? 'either', phrases: lines };
}

/** The form as it was sent. */
export function formIn(fields: Fields): TypedMethods {
  const used = Object.keys(fields).flatMap((name) => /^use\.(.+)$/su.exec(name)?.[1] ?? []);
  const order = (fields['order'] ?? '').split(' ').filter((id) => id !== '');
  const methods: TypedMethod[] = [];
  for (let place = 0; fields[`m.${place}.name`] !== undefined; place += 1) {
    const [id = '', name = '', about = ''] = ['id', 'name', 'about'].map((each) => fields[`m.${place}.${each}`]);
    const isUsed = fields[`m.${place}.use`] !== undefined;
    methods.push({ id, name: name.trim(), about: about.trim(), isUsed, elements: elementsIn(fields, place) });
  }
  return { by: fields['by'] === 'named' ? 'named' : 'usual', used, order, methods };
}

function elementsIn(fields: Fields, method: number): TypedElement[] {
  const elements: TypedElement[] = [];
  for (let place = 0; fields[`m.${method}.e.${place}.label`] !== undefined; place += 1) {
    function valueOf(name: string): string {
      return (fields[`m.${method}.e.${place}.${name}`] ?? '').trim();
    }
    elements.push({
      key: valueOf('key'),
      label: valueOf('label'),
      about: valueOf('about'),
      counts: valueOf('counts') || ownPhrases,
      side: valueOf('side') || 'external',
      phrases: valueOf('phrases').replaceAll('\r\n', '\n'),
    });
  }
  return elements;
}

/** The form after a button that adds or takes away a row, and what the next key is for; null for any other button. */
export function afterButton(form: TypedMethods, button: string): { form: TypedMethods; focus: string } | null {
  const [, verb = '', method = '', element = ''] =
    /^(add-method|(?:add-element|remove-method|remove-element)(?=\.))(?:\.(\d+))?(?:\.(\d+))?$/u.exec(button) ?? [];
  const { methods } = form;
  const at = Number(method);
  function withElements(change: (elements: readonly TypedElement[]) => TypedElement[]): TypedMethods {
    return {
      ...form,
      methods: methods.map((each, place) => (place === at ? { ...each, elements: change(each.elements) } : each)),
    };
  }
  switch (verb) {
    case 'add-method': {
      const added = { id: '', name: '', about: '', isUsed: true, elements: [newElement] };
      return { form: { ...form, methods: [...methods, added] }, focus: `m.${methods.length}.name` };
    }
    case 'remove-method':
      return { form: { ...form, methods: methods.toSpliced(at, 1) }, focus: 'add-method' };
    case 'add-element': {
      const focus = `m.${at}.e.${methods[at]?.elements.length ?? 0}.label`;
      return { form: withElements((elements) => [...elements, newElement]), focus };
    }
    case 'remove-element':
      return { form: withElements((all) => all.toSpliced(Number(element), 1)), focus: `add-element.${at}` };
    default:
      return null;
  }
}
