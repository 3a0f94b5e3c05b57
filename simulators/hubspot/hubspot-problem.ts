export interface ProblemDetail {
  readonly message: string;
  readonly code?: string;
  readonly in?: string;
  readonly context?: Readonly<Record<string, readonly string[]>>;
}

interface ProblemFields {
  readonly status: number;
  /** Null for the bodies that have none, such as those of a limit. */
  readonly category: string | null;
  readonly message: string;
  readonly subCategory?: string;
  readonly errors?: readonly ProblemDetail[];
  readonly context?: Readonly<Record<string, readonly string[]>>;
  readonly links?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Fields that only some bodies have, such as policyName. */
  readonly further?: Readonly<Record<string, string>>;
}

/** A request that HubSpot answers with an error body; thrown by what serves it, written by the route. */
export class HubspotProblem extends Error {
  readonly fields: ProblemFields;

  constructor(fields: ProblemFields) {
    super(fields.message);
    this.name = 'HubspotProblem';
    this.fields = fields;
  }

  /** The form of an error within a batch, which has no id of its own. */
  toDetail(): Record<string, unknown> {
    const { category, message, subCategory, errors, context, links } = this.fields;
    return {
      status: 'error',
      category,
      ...(subCategory === undefined ? {} : { subCategory }),
      message,
      context: context ?? {},
      links: links ?? {},
      ...(errors === undefined ? {} : { errors }),
    };
  }

  toBody(correlationId: string): Record<string, unknown> {
    const { category, message, subCategory, errors, context, links, further } = this.fields;
    return {
      status: 'error',
      message,
      correlationId,
      ...(errors === undefined ? {} : { errors }),
      ...(context === undefined ? {} : { context }),
      ...(links === undefined ? {} : { links }),
      ...(category === null ? {} : { category }),
      ...(subCategory === undefined ? {} : { subCategory }),
      ...further,
    };
  }
}

export function invalidInput(message: string, errors?: readonly ProblemDetail[]): HubspotProblem {
  return new HubspotProblem({
    status: 400,
    category: 'VALIDATION_ERROR',
    message,
    ...(errors === undefined ? {} : { errors }),
  });
}

export function notFound(message = 'resource not found'): HubspotProblem {
  return new HubspotProblem({ status: 404, category: 'OBJECT_NOT_FOUND', message });
}
