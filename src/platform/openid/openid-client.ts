/** A provider, and as whom Sophia is known there. */
export interface OpenidSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Whether a name is asked for, beside the address. */
  readonly asksName?: boolean;
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
  /** As the provider has it; it proves nothing. */
  readonly name: string | null;
  /** The token that said so: what a later sign-out names the person with. */
  readonly idToken: string;
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
  /**
   * Where the browser is sent to sign out there too (OpenID Connect RP-Initiated Logout 1.0); null where the provider
   * has no such address. Throws `openid.unreachable`.
   */
  leave(asked: { readonly idToken: string | null; readonly returnTo: string }): Promise<string | null>;
}
