/** A provider, and as whom Sophia is known there. */
export interface OpenidSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A sign-in that has begun: to be kept by the browser that began it, where nobody else can read it. */
export interface OpenidAttempt {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly redirectUri: string;
}

/** What the provider has sent the browser back with. */
export interface OpenidAnswer {
  readonly state: string | null;
  readonly code: string | null;
  readonly error: string | null;
  /** Who answers, where the provider says so (RFC 9207). */
  readonly iss: string | null;
}

/** Who somebody is, as the provider says. */
export interface OpenidIdentity {
  readonly issuer: string;
  readonly email: string | null;
  readonly isVerified: boolean;
}

export interface OpenidClient {
  /** How the provider is named on the button. */
  readonly name: string;
  /** Begins a sign-in; the browser is to be sent to the address. Throws `openid.unreachable`. */
  begin(asked: {
    readonly redirectUri: string;
  }): Promise<{ readonly address: string; readonly attempt: OpenidAttempt }>;
  /** Ends it. Throws `openid.mismatch`, `openid.refused`, `openid.untrusted` or `openid.unreachable`. */
  end(given: { readonly attempt: OpenidAttempt; readonly answer: OpenidAnswer }): Promise<OpenidIdentity>;
}
