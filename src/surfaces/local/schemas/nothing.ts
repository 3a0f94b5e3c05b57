import { z } from 'zod';

/** The input of an operation that is asked without any. */
export const Nothing = z.strictObject({});
