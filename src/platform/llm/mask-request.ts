import { type MaskedKind, maskTexts } from '#platform/masking';

/** The two texts of a request. */
interface PromptTexts {
  readonly system: string;
  readonly prompt: string;
}

interface MaskedRequest<Request extends PromptTexts> {
  /** What may leave this machine. */
  readonly request: Request;
  /** Puts back what stood there, in every text of a value. */
  restore(value: unknown): unknown;
}

const explanation =
  'A mark such as [CARD_1] in the text stands for something that is kept from you. Copy it as it stands, in quotes too.';

/** Replaces personal data in a request by marks, and takes the marks out of what comes back. */
export async function maskRequest<Request extends PromptTexts>(options: {
  request: Request;
  kinds: readonly MaskedKind[];
}): Promise<MaskedRequest<Request>> {
  const { request, kinds } = options;
  const masked = await maskTexts({ texts: [request.system, request.prompt], kinds });
  if (masked.count === 0) return { request, restore: (value) => value };
  const [system = '', prompt = ''] = masked.texts;
  return {
    request: { ...request, system: `${system}\n\n${explanation}`, prompt },
    restore: (value) => restoreIn({ value, unmask: masked.unmask }),
  };
}

function restoreIn({ value, unmask }: { value: unknown; unmask: (text: string) => string }): unknown {
  if (typeof value === 'string') return unmask(value);
  if (Array.isArray(value)) return value.map((item: unknown) => restoreIn({ value: item, unmask }));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, restoreIn({ value: item, unmask })]));
}
