import { html, type Markup } from '../markup/html.ts';
import { type PageKind, policyOf, renderPage } from '../markup/render-page.ts';

/** What the page is for: to sign in, to set a password with a link, or to say what keeps one from it. */
export type SignInPage =
  | {
      readonly kind: 'sign-in';
      readonly next: string;
      readonly email: string;
      readonly problem: string | null;
      /** The provider of OpenID Connect; null where there is none. */
      readonly provider: string | null;
    }
  | {
      /** `first`: the link is for the first account, and whoever has it says who they are. */
      readonly kind: 'welcome' | 'first';
      readonly token: string;
      readonly name: string;
      readonly email: string;
      readonly problem: string | null;
    }
  | { readonly kind: 'signed-in'; readonly name: string; readonly email: string; readonly role: string }
  | {
      /** Signed out here, and not yet at the provider. */
      readonly kind: 'left';
      readonly provider: string;
      /** Where one signs out there too; null where the provider has no address for it. */
      readonly onward: string | null;
    }
  | { readonly kind: 'no-accounts' }
  | {
      readonly kind: 'refused';
      readonly title: string;
      readonly sentence: string;
      readonly details: string;
      readonly action: string;
    };

type Welcome = Extract<SignInPage, { kind: 'welcome' | 'first' }>;

const signInPage: PageKind = {
  styles: ['tokens.css', 'base.css', 'index.css', 'forms.css'],
  scripts: [],
  connects: false,
  forms: true,
};

/** The content security policy that the page is sent with; its forms go to its own server. */
export function signInContentSecurityPolicy(): string {
  return policyOf(signInPage);
}

/** The page on which people sign in and out. */
export function renderSignInHtml(page: SignInPage): string {
  const { title, body } = partsOf(page);
  return renderPage({
    kind: signInPage,
    title: `${title} · Sophia`,
    bodyClass: 'index-page',
    body: html`<header class="index-head"><p class="wordmark"><a href="/">Sophia</a></p></header>
<main class="entry"><h1>${title}</h1>
${body}
</main>`,
  });
}

function partsOf(page: SignInPage): { title: string; body: Markup } {
  switch (page.kind) {
    case 'sign-in':
      return { title: 'Sign in', body: signInForm(page) };
    case 'welcome':
      return { title: `Welcome, ${page.name}`, body: welcomeForm(page) };
    case 'first':
      return { title: 'The first account', body: firstForm(page) };
    case 'refused':
      return { title: page.title, body: refusal(page) };
    case 'signed-in':
      return { title: `Signed in as ${page.name}`, body: signOutForm(page) };
    case 'left':
      return { title: 'You are signed out', body: leaving(page) };
    case 'no-accounts':
      return {
        title: 'No account is needed',
        body: html`<p>Nobody has an account yet: whoever uses this machine is its operator. From the first account on, everybody signs in.</p>
<pre><code>npm run sophia -- users invite maya@yourcompany.example --name "Maya Lindqvist" --role administrator</code></pre>
<p><a href="/">All calls</a></p>`,
      };
  }
}

function signInForm({ next, email, problem, provider }: Extract<SignInPage, { kind: 'sign-in' }>): Markup {
  return html`${problemOf(problem)}${providerLink({ provider, next })}<form method="post" action="/sign-in">
<input type="hidden" name="next" value="${next}">
<p><label for="email">E-mail address</label>
<input id="email" name="email" type="email" autocomplete="username" required value="${email}"></p>
<p><label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required></p>
<p><button type="submit">Sign in</button></p>
</form>
<p class="quiet">Forgotten? An administrator makes a new link: <code>sophia users link ${email === '' ? 'ADDRESS' : email}</code></p>`;
}

function welcomeForm({ token, email, problem }: Welcome): Markup {
  return html`<p>Choose a password for ${email}. This link works once.</p>
${problemOf(problem)}<form method="post" action="/welcome/${token}">
<input type="hidden" name="email" autocomplete="username" value="${email}">
${passwordFields()}
<p><button type="submit">Set the password and sign in</button></p>
</form>`;
}

function firstForm({ token, name, email, problem }: Welcome): Markup {
  return html`<p>Nobody has an account yet. With this link you become the first administrator; it works once. From then on everybody signs in.</p>
${problemOf(problem)}<form method="post" action="/welcome/${token}">
<p><label for="name">Name</label>
<input id="name" name="name" autocomplete="name" required value="${name}"></p>
<p><label for="email">E-mail address, as it stands in the CRM and in calls</label>
<input id="email" name="email" type="email" autocomplete="username" required value="${email}"></p>
${passwordFields()}
<p><button type="submit">Make the account and sign in</button></p>
</form>`;
}

function passwordFields(): Markup {
  return html`<p><label for="password">Password, of at least 12 characters</label>
<input id="password" name="password" type="password" autocomplete="new-password" minlength="12" required></p>
<p><label for="again">The same again</label>
<input id="again" name="again" type="password" autocomplete="new-password" minlength="12" required></p>`;
}

function leaving({ provider, onward }: Extract<SignInPage, { kind: 'left' }>): Markup {
  if (onward !== null) {
    return html`<p>You go on to ${provider}, to sign out there too. <a href="${onward}">Go on</a></p>`;
  }
  return html`<p>At ${provider} you are still signed in, and it has no address by which Sophia could sign you out. Where others use this browser, sign out there too: until then they come in here without a password.</p>
<p><a href="/sign-in">Sign in</a></p>`;
}

/** A link and no form: the policy of the page lets forms go to its own server alone. */
function providerLink({ provider, next }: { provider: string | null; next: string }): Markup | null {
  if (provider === null) return null;
  return html`<p><a class="button" href="/sign-in/openid?next=${encodeURIComponent(next)}">Sign in with ${provider}</a></p>
<p class="quiet">Or with the password that you have set here:</p>
`;
}

function refusal({ sentence, details, action }: Extract<SignInPage, { kind: 'refused' }>): Markup {
  return html`<p class="problem" role="alert">${sentence}</p>
<p>${action}</p>
<p class="quiet">${details}</p>
<p><a href="/sign-in">Sign in</a></p>`;
}

function signOutForm({ email, role }: Extract<SignInPage, { kind: 'signed-in' }>): Markup {
  return html`<p>${email}, ${role.replaceAll('_', ' ')}. A session ends by itself after 24 hours.</p>
<form method="post" action="/sign-out"><p><button type="submit">Sign out</button></p></form>
<p><a href="/">All calls</a></p>`;
}

function problemOf(problem: string | null): Markup | null {
  return problem === null ? null : html`<p class="problem" role="alert">${problem}</p>`;
}
