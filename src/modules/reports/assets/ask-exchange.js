/** Makes an element; whatever stands in it is text, never markup. */
function make({ name, className = '', text = '', ...attributes }, children = []) {
  const element = document.createElement(name);
  if (className !== '') element.className = className;
  if (text !== '') element.textContent = text;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** Only an address of this server opens; anything else stays text. */
function ownAddress(path) {
  return typeof path === 'string' && /^\/(?!\/)/.test(path) ? path : null;
}

/** Of a note, the CRM opens. */
function addressInCrm(address) {
  return typeof address === 'string' && /^https?:\/\//.test(address) ? address : null;
}

/** A question on the page with its answer, which is shown part by part and at the end as a whole. */
function createExchange({ question, ask, rate, share, stop }) {
  const shown = framesOf({ question, stop });
  const { element, asked, understood, text, lines, rest } = shown;
  return {
    element,
    focus: () => asked.focus({ preventScroll: true }),
    tell: (event) => {
      if (event.type === 'understood') understood.textContent = event.text;
      if (event.type === 'step') showStep(shown, event);
      if (event.type === 'text') text.append(event.text);
      if (event.type === 'line') lines.append(statement(event, []));
    },
    /** In place of its pieces. */
    whole: (answer, rating) => {
      understood.textContent = answer.understood;
      text.textContent = answer.text;
      lines.replaceChildren(...answer.lines.map((line) => statement(line, answer.citations)));
      rest.replaceChildren(...restOf({ answer, question, rating, ask, rate, share }));
      end(shown);
    },
    /** As it was given at another time, maybe to somebody else. */
    given: ({ question: then, askedAt, isOwn, answer }) => {
      const when = new Date(askedAt).toLocaleString('en-US', { dateStyle: 'medium', timeStyle: 'short' });
      asked.textContent = then;
      understood.textContent = answer === null ? '' : answer.understood;
      if (answer === null) {
        text.textContent =
          'This answer was made with rights that are not yours. The question stands below: ask it with yours.';
        end(shown);
        return;
      }
      const given = `Answered on ${when}${isOwn ? '' : ' to somebody who shared it'}; what has changed since is not in it.`;
      text.textContent = answer.text;
      lines.replaceChildren(...answer.lines.map((line) => statement(line, answer.citations)));
      rest.replaceChildren(
        make({ name: 'p', className: 'quiet', text: given }),
        ...restOf({ answer, question: then, rating: null, ask, rate, share: isOwn ? share : null }),
      );
      end(shown);
    },
    /** It ended without the whole: refused or broken off. */
    broken: (problem) => {
      end(shown);
      rest.replaceChildren(problemRow(problem, () => ask(question)));
    },
    stopped: () => {
      end(shown);
      const isShown = text.textContent !== '' || lines.children.length > 0;
      const words = isShown
        ? 'Stopped. Above stands what had come until then.'
        : 'Stopped before there was anything to show.';
      rest.replaceChildren(make({ name: 'p', className: 'quiet', text: words }));
    },
  };
}

/** The parts of an exchange, empty but for the question and the way to stop it. */
function framesOf({ question, stop }) {
  const asked = make({ name: 'h2', className: 'asked', text: question, dir: 'auto', tabindex: '-1' });
  const understood = make({ name: 'p', className: 'understood quiet', dir: 'auto' });
  const steps = make({ name: 'ol', className: 'steps quiet' });
  const text = make({ name: 'p', className: 'answer-text', dir: 'auto' });
  const lines = make({ name: 'ul', className: 'statements' });
  const rest = make({ name: 'div', className: 'answer-rest' });
  const stopButton = make({ name: 'button', type: 'button', className: 'stop', text: 'Stop' });
  const waits = make({ name: 'span', className: 'quiet', text: 'Looking it up… ' });
  const busy = make({ name: 'p', className: 'busy' }, [waits, stopButton]);
  stopButton.addEventListener('click', stop);
  const element = make({ name: 'li', className: 'exchange' }, [asked, understood, steps, text, lines, busy, rest]);
  return { element, asked, understood, steps, text, lines, busy, rest };
}

function showStep({ steps }, { number, text, found }) {
  const row = steps.children[number - 1] ?? steps.appendChild(make({ name: 'li', dir: 'auto' }));
  row.textContent = found === null ? `${text} …` : `${text}: ${found === 0 ? 'nothing' : found} found`;
}

function end({ busy, steps, lines }) {
  busy.remove();
  steps.hidden = steps.children.length === 0;
  lines.hidden = lines.children.length === 0;
}

function statement({ text, citations }, proofs) {
  const row = make({ name: 'li', dir: 'auto', text });
  for (const number of citations) row.append(' ', proofLink(number, proofs));
  return row;
}

function proofLink(number, proofs) {
  const proof = proofs.find((one) => one.number === number);
  const address = ownAddress(proof?.path);
  if (address === null) return make({ name: 'span', className: 'proof-number', text: `[${number}]` });
  return make({ name: 'a', href: address, text: `[${number}]`, 'aria-label': `Proof ${number}: ${proof.label}` });
}

function problemRow({ message, action, href, again }, askAgain) {
  const row = make({ name: 'p', className: 'call-problem', role: 'alert', text: `${message} ` });
  if (action !== '') row.append(make({ name: 'span', className: 'action', text: `${action} ` }));
  if (href !== null) row.append(make({ name: 'a', href, text: 'Sign in' }));
  if (again) {
    const button = make({ name: 'button', type: 'button', className: 'plain', text: 'Ask again' });
    button.addEventListener('click', askAgain);
    row.append(button);
  }
  return row;
}

function restOf({ answer, question, rating, ask, rate, share }) {
  return [
    ...choicesOf(answer, ask),
    ...listOf(
      'Not known',
      answer.unknown.map((sentence) => make({ name: 'li', text: sentence, dir: 'auto' })),
    ),
    ...proofsOf(answer),
    ...queriesOf(answer),
    ...listOf(
      'What can be done next',
      answer.actions.map((action) => actionRow(action, answer.citations)),
    ),
    make({ name: 'p', className: 'made-by quiet', text: madeBy(answer) }),
    footOf({ answer, question, rating, rate, share }),
  ];
}

function listOf(title, rows) {
  return rows.length === 0
    ? []
    : [make({ name: 'h3', text: title }), make({ name: 'ul', className: 'plain-list' }, rows)];
}

/** What the question may have meant; one with a gap is put into the line to be completed. */
function choicesOf({ choices, outcome }, ask) {
  const title = outcome === 'ask_back' ? 'Which one is meant?' : 'Questions that can be answered';
  const rows = choices.map(({ label, question }) => {
    const button = make({ name: 'button', type: 'button', className: 'choice', text: question, dir: 'auto' });
    button.addEventListener('click', () => ask(question));
    return make({ name: 'li' }, [make({ name: 'span', className: 'quiet', text: `${label} `, dir: 'auto' }), button]);
  });
  return listOf(title, rows);
}

function proofsOf({ citations }) {
  const rows = citations.map(({ number, type, label, quote, speaker, path, crmAddress }) => {
    const address = ownAddress(path) ?? addressInCrm(crmAddress);
    const name =
      address === null
        ? make({ name: 'span', text: label })
        : make({ name: 'a', href: address, rel: 'noreferrer', text: label });
    const who = type === 'document' ? '' : `${speaker ?? 'Somebody'}: `;
    const said = quote === null ? [] : [make({ name: 'blockquote', dir: 'auto', text: `${who}“${quote}”` })];
    return make({ name: 'li', value: String(number), dir: 'auto' }, [name, ...said]);
  });
  if (rows.length === 0) return [];
  return [make({ name: 'h3', text: 'Proof' }), make({ name: 'ol', className: 'proofs' }, rows)];
}

/** Each query with the numbers that it gives. */
function queriesOf({ queries, figures }) {
  if (queries.length === 0) return [];
  const parts = queries.map(({ definition, sql }, place) => {
    const own = figures
      .filter(({ query }) => query === place)
      .map(({ value, unit }) => `${value.toLocaleString('en-US')} ${unit}`);
    const gives = own.length === 0 ? [] : [make({ name: 'p', className: 'quiet', text: `Gives ${own.join(', ')}.` })];
    return make({ name: 'div' }, [
      make({ name: 'p', text: definition }),
      ...gives,
      make({ name: 'pre' }, [make({ name: 'code', text: `${sql};` })]),
    ]);
  });
  const summary = make({
    name: 'summary',
    text: queries.length === 1 ? 'The query behind it' : `The ${queries.length} queries behind it`,
  });
  return [make({ name: 'details', className: 'queries' }, [summary, ...parts])];
}

/** What has a page of its own is opened there; the rest is done by its command. */
function actionRow({ label, command, deed }, citations) {
  const shown = deed?.type === 'deal.show' ? citations.find(({ path }) => path?.endsWith(`/${deed.id}`)) : undefined;
  const address = ownAddress(shown?.path);
  if (address !== null) return make({ name: 'li' }, [make({ name: 'a', href: address, text: label })]);
  return make({ name: 'li' }, [`${label}: `, make({ name: 'code', text: command })]);
}

function madeBy({ mode, model }) {
  if (mode === 'rules') return 'Answered by rules, no model was asked.';
  return `Planned and worded by a model (${model ?? 'unknown'}), each statement checked.`;
}

/** The thumbs, a reason for one that points down, and a copy that keeps the proofs. */
function footOf({ answer, question, rating, rate, share }) {
  const said = make({ name: 'span', role: 'status', className: 'quiet' });
  const up = make({ name: 'button', type: 'button', text: 'Yes', 'aria-label': 'Yes, this answer helped' });
  const down = make({ name: 'button', type: 'button', text: 'No', 'aria-label': 'No, this answer did not help' });
  async function give(given, reason) {
    said.textContent = '';
    const problem = await rate({ answerId: answer.answerId, rating: given, reason });
    if (problem === null) press({ up, down }, given);
    said.textContent = problem ?? thanks[given];
    return problem === null;
  }
  const reason = reasonForm(async (why) => {
    if (!(await give('down', why))) return;
    reason.hidden = true;
    down.focus();
  });
  up.addEventListener('click', () => {
    reason.hidden = true;
    void give('up', null);
  });
  down.addEventListener('click', async () => {
    if (!(await give('down', null))) return;
    reason.hidden = false;
    reason.querySelector('input').focus();
  });
  press({ up, down }, rating);
  const asks = make({ name: 'span', text: 'Did this help? ' });
  return make({ name: 'div', className: 'answer-foot' }, [
    asks,
    up,
    down,
    ...copyOf({ answer, question, said }),
    ...shareOf({ answer, share, said }),
    ...exportOf(answer),
    said,
    reason,
  ]);
}

const thanks = {
  up: 'Noted, thank you.',
  down: 'Noted, thank you: it is kept as a case to judge later answers by.',
};

function press({ up, down }, given) {
  up.setAttribute('aria-pressed', String(given === 'up'));
  down.setAttribute('aria-pressed', String(given === 'down'));
}

function reasonForm(send) {
  const input = make({ name: 'input', type: 'text', maxlength: '1000', autocomplete: 'off' });
  const form = make({ name: 'form', className: 'reason', hidden: '' }, [
    make({ name: 'label' }, ['What is wrong with it? ', input]),
    make({ name: 'button', type: 'submit', text: 'Send' }),
  ]);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (input.value.trim() !== '') void send(input.value.trim());
  });
  return form;
}

function copyOf({ answer, question, said }) {
  if (navigator.clipboard === undefined) return [];
  const button = make({
    name: 'button',
    type: 'button',
    text: 'Copy',
    'aria-label': 'Copy the answer with its proofs',
  });
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(asText(answer, question));
      said.textContent = 'Copied; the proofs open for whoever may see them.';
    } catch {
      said.textContent = 'The browser did not allow it.';
    }
  });
  return [button];
}

/** Lets others open it, and shows the address to pass on; null where it is not the reader's to share. */
function shareOf({ answer, share, said }) {
  if (share === null) return [];
  const button = make({
    name: 'button',
    type: 'button',
    text: 'Share',
    'aria-label': 'Share the answer with others of the workspace',
  });
  button.addEventListener('click', async () => {
    said.textContent = '';
    const { address, problem } = await share(answer.answerId);
    if (problem !== null) {
      said.textContent = problem;
      return;
    }
    const link = make({ name: 'a', href: address, text: address });
    const isCopied = await copied(address);
    said.replaceChildren(isCopied ? 'Copied: ' : 'Shared: ', link, ' Each sees what is theirs to see.');
  });
  return [button];
}

/** What to take along, with who asked, the proofs and the query of each number. */
function exportOf({ answerId }) {
  const { tab } = document.getElementById('ask').dataset;
  return [
    ['Markdown', 'markdown'],
    ['JSON', 'json'],
  ].flatMap(([text, format]) => {
    const href = `/answers/${encodeURIComponent(answerId)}/${format}?tab=${tab}`;
    return [make({ name: 'a', href, text, download: '', 'aria-label': `Export the answer as ${text}` }), ' '];
  });
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function asText({ text, lines, citations, unknown }, question) {
  const proofs = citations.map(({ number, label, path }) => {
    const address = ownAddress(path);
    return `[${number}] ${label}${address === null ? '' : ` ${location.origin}${address}`}`;
  });
  return [
    question,
    '',
    text,
    ...lines.map((line) => `- ${line.text}${line.citations.map((number) => ` [${number}]`).join('')}`),
    ...(unknown.length === 0 ? [] : ['', `Not known: ${unknown.join(' ')}`]),
    ...(proofs.length === 0 ? [] : ['', ...proofs]),
  ].join('\n');
}
