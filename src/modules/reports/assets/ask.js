(() => {
  const main = document.getElementById('ask');
  const form = document.getElementById('ask-form');
  const line = document.getElementById('question');
  const send = document.getElementById('send');
  const status = document.getElementById('ask-status');
  const list = document.getElementById('exchanges');
  const forget = document.getElementById('forget');
  const suggestions = document.getElementById('suggestions');
  const { workspace, asker, tab, answer: opened } = main.dataset;
  const storedUnder = `sophia-ask:${workspace}`;
  const mostKept = 20;
  const api = '/api/v1/questions';
  const query = `?workspace=${encodeURIComponent(workspace)}`;
  let kept = readKept();
  let stopCurrent = null;

  /** What was asked in this tab, so that a look at a proof does not end the conversation; of whoever asks now alone. */
  function readKept() {
    try {
      const stored = readJson(sessionStorage.getItem(storedUnder) ?? 'null');
      if (stored?.asker === asker) return stored;
    } catch {
      // What cannot be read is of no use.
    }
    // Of somebody else, or of a sign-in or rights that are over.
    sessionStorage.removeItem(storedUnder);
    return { asker, conversation: newConversation(), exchanges: [] };
  }

  function readJson(text) {
    // oxlint-disable-next-line sophia/no-raw-json -- the page has no package; this comes from its own server or itself
    return JSON.parse(text);
  }

  function newConversation() {
    const signs = crypto.getRandomValues(new Uint8Array(12));
    return `page:${[...signs].map((sign) => sign.toString(16).padStart(2, '0')).join('')}`;
  }

  function keep() {
    kept.exchanges = kept.exchanges.slice(-mostKept);
    try {
      sessionStorage.setItem(storedUnder, JSON.stringify(kept));
    } catch {
      sessionStorage.removeItem(storedUnder);
    }
  }

  function showFrame() {
    const isEmpty = list.children.length === 0;
    if (suggestions !== null) suggestions.hidden = !isEmpty;
    forget.hidden = isEmpty;
  }

  function add(question, stop) {
    const exchange = createExchange({ question, ask: askOrFill, rate, share, stop });
    list.append(exchange.element);
    showFrame();
    return exchange;
  }

  /** A question with a gap, such as “where does <account> stand”, waits to be completed. */
  function askOrFill(question) {
    if (!/<[a-z ]+>/.test(question)) return void ask(question);
    line.value = question;
    line.focus();
    const start = question.indexOf('<');
    line.setSelectionRange(start, question.indexOf('>') + 1);
  }

  async function ask(question) {
    stopCurrent?.();
    const abort = new AbortController();
    const exchange = add(question, () => abort.abort());
    stopCurrent = () => abort.abort();
    status.textContent = 'Looking it up.';
    exchange.element.scrollIntoView({ block: 'start' });
    const hadFocus = document.activeElement === document.body;
    if (hadFocus) exchange.focus();
    try {
      const answer = await read({ question, exchange, signal: abort.signal });
      kept.exchanges.push({ question, answer, rating: null });
      keep();
      exchange.whole(answer, null);
      status.textContent = `Answered: ${answer.text}`;
    } catch (error) {
      if (abort.signal.aborted) {
        exchange.stopped();
        status.textContent = 'Stopped.';
      } else {
        exchange.broken(problemIn(error));
      }
      if (document.activeElement === document.body) line.focus();
    } finally {
      if (stopCurrent !== null && !abort.signal.aborted) stopCurrent = null;
      abort.abort();
    }
  }

  async function read({ question, exchange, signal }) {
    const answer = await fetch(api + query, {
      method: 'POST',
      headers: { accept: 'text/event-stream', 'content-type': 'application/json' },
      body: JSON.stringify({ question, conversation: kept.conversation }),
      signal,
    });
    if (!answer.ok) throw await problemOf(answer);
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let waiting = '';
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const blocks = (waiting + part.value).split('\n\n');
      waiting = blocks.pop();
      for (const block of blocks) {
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (data === undefined) continue;
        const event = readJson(data);
        if (event.type === 'done') return event.answer;
        if (event.type === 'error') throw { problem: event.problem };
        exchange.tell(event);
      }
    }
    throw { problem: null };
  }

  async function problemOf(answer) {
    const isProblem = (answer.headers.get('content-type') ?? '').startsWith('application/problem+json');
    return { problem: isProblem ? readJson(await answer.text()) : null };
  }

  function problemIn({ problem = null }) {
    if (problem === null) {
      const message = 'The connection broke before the answer was whole.';
      return { message, action: '', href: null, again: true };
    }
    const { detail, action, status: code, retryable } = problem;
    const href = code === 401 ? `/sign-in?next=${encodeURIComponent(location.pathname + location.search)}` : null;
    return { message: detail, action: href === null ? action : '', href, again: retryable };
  }

  /** Null where it was taken, otherwise why not. */
  async function rate({ answerId, rating, reason }) {
    try {
      const answer = await fetch(`${api}/${encodeURIComponent(answerId)}/rating${query}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ rating, reason }),
      });
      if (!answer.ok) return problemIn(await problemOf(answer)).message;
    } catch {
      return 'Sophia could not be reached; try it again.';
    }
    for (const exchange of kept.exchanges) if (exchange.answer.answerId === answerId) exchange.rating = rating;
    keep();
    return null;
  }

  /** The address under which others of the workspace can open it; a problem where it was not taken. */
  async function share(answerId) {
    try {
      const answer = await fetch(`${api}/${encodeURIComponent(answerId)}/sharing${query}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ shared: true }),
      });
      if (!answer.ok) return { address: null, problem: problemIn(await problemOf(answer)).message };
      return { address: `${location.origin}/answers/${encodeURIComponent(answerId)}?tab=${tab}`, problem: null };
    } catch {
      return { address: null, problem: 'Sophia could not be reached; try it again.' };
    }
  }

  /** The answer that the address names: as it was given, or its question alone for whoever has other rights. */
  async function open(answerId) {
    const exchange = add('An answer that was given before', () => undefined);
    status.textContent = 'Looking it up.';
    try {
      const found = await fetch(`${api}/${encodeURIComponent(answerId)}${query}`);
      if (!found.ok) throw await problemOf(found);
      const given = readJson(await found.text());
      exchange.given(given);
      if (given.answer === null) line.value = given.question;
      status.textContent = given.answer === null ? 'It was made with other rights.' : `Answered: ${given.answer.text}`;
    } catch (error) {
      exchange.broken({ ...problemIn(error), again: false });
    }
  }

  function submit() {
    const question = line.value.trim();
    line.focus();
    if (question === '') return;
    line.value = '';
    void ask(question);
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });
  line.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') stopCurrent?.();
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  suggestions?.addEventListener('click', ({ target }) => {
    if (target instanceof HTMLButtonElement) askOrFill(target.dataset.question);
  });
  forget.addEventListener('click', () => {
    stopCurrent?.();
    kept = { asker, conversation: newConversation(), exchanges: [] };
    sessionStorage.removeItem(storedUnder);
    list.replaceChildren();
    showFrame();
    line.focus();
  });
  for (const { question, answer, rating } of kept.exchanges) {
    if (answer.answerId !== opened) add(question, () => undefined).whole(answer, rating);
  }
  if (opened !== '') void open(opened);
  form.hidden = false;
  send.disabled = false;
  showFrame();
})();
