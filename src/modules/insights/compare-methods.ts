import type {
  Findings,
  MethodScore,
  MethodsTrialCall,
  QualificationElement,
  ShownElement,
  UsedMethod,
} from '#contracts';

export type Qualified = Pick<Findings, 'qualificationMethods' | 'qualification'>;

interface Pair {
  readonly before: Qualified;
  readonly after: Qualified;
}

/** What two sets of methods find in one call, beside each other. Methods and elements are the same by id and key. */
export function compareMethods(pair: Pair): Pick<MethodsTrialCall, 'methods' | 'differences'> {
  const methods = unionOf(pair);
  return {
    methods: methods.map(({ id, name }) => ({
      id,
      name,
      before: scoreOf({ qualified: pair.before, id }),
      after: scoreOf({ qualified: pair.after, id }),
    })),
    differences: methods.flatMap(({ id, elements }) =>
      elements.flatMap(({ key, label }) => {
        const [before, after] = [pair.before, pair.after].map(({ qualification }) => shown(qualification[id]?.[key]));
        const difference = { method: id, element: key, label, before: before ?? null, after: after ?? null };
        return JSON.stringify(difference.before) === JSON.stringify(difference.after) ? [] : [difference];
      }),
    ),
  };
}

/** Those of before in their order, with the names of after where it has them, then those that after alone has. */
function unionOf({ before, after }: Pair): UsedMethod[] {
  const fresh = new Map(after.qualificationMethods.map((method) => [method.id, method]));
  const old = before.qualificationMethods.map((method) => {
    const { name, elements } = fresh.get(method.id) ?? method;
    const gone = method.elements.filter(({ key }) => !elements.some((element) => element.key === key));
    return { id: method.id, name, elements: [...elements, ...gone] };
  });
  const added = after.qualificationMethods.filter(({ id }) => !old.some((method) => method.id === id));
  return [...old, ...added];
}

function scoreOf({ qualified, id }: { qualified: Qualified; id: string }): MethodScore | null {
  const method = qualified.qualificationMethods.find((one) => one.id === id);
  if (method === undefined) return null;
  const values = qualified.qualification[id] ?? {};
  const known = method.elements.filter(({ key }) => values[key]?.status === 'known');
  return { known: known.length, of: method.elements.length };
}

function shown(element: QualificationElement | undefined): ShownElement | null {
  if (element?.status !== 'known') return null;
  const { value, quote, speaker, side, turn, startMs } = element;
  return { value, quote, speaker, side, turn, startMs };
}
