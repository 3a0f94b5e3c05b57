import { z } from 'zod';

const Values = z.union([z.array(z.union([z.string(), z.number()])), z.string(), z.number()]);

/** A filter as REST takes it; one operator on one property. */
export const Where = z.looseObject({
  path: z.array(z.string()).length(1),
  operator: z.enum(['Equal', 'NotEqual', 'ContainsAny']),
  valueInt: Values.nullish(),
  valueIntArray: Values.nullish(),
  valueText: Values.nullish(),
  valueTextArray: Values.nullish(),
});
export type Where = z.infer<typeof Where>;

/** Whether an object is one of those that a filter asks for. */
export function fits(properties: Readonly<Record<string, unknown>>, where: Where): boolean {
  const own = properties[where.path[0] ?? ''];
  const wanted = where.valueIntArray ?? where.valueInt ?? where.valueTextArray ?? where.valueText ?? [];
  const operands: readonly unknown[] = Array.isArray(wanted) ? wanted : [wanted];
  const values: readonly unknown[] = Array.isArray(own) ? own : [own];
  const contains = values.some((value) => operands.includes(value));
  return where.operator === 'NotEqual' ? !contains : contains;
}
