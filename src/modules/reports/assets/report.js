(() => {
  const transcript = document.getElementById('transcript');
  const backLink = document.querySelector('.back-to-claim');
  if (transcript === null || backLink === null) return;
  let origin = null;

  function openAround(element) {
    for (let outer = element; outer !== null; outer = outer.parentElement) {
      if (outer instanceof HTMLDetailsElement) outer.open = true;
    }
  }

  function show(element, block) {
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    element.scrollIntoView({ block, inline: 'nearest', behavior: calm ? 'instant' : 'smooth' });
  }

  function clear() {
    for (const element of document.querySelectorAll('.is-lit, .is-current')) {
      element.classList.remove('is-lit', 'is-current');
    }
  }

  function marksOf(place) {
    const start = document.getElementById(place);
    const turn = start === null ? null : start.closest('.turn');
    if (turn === null) return [];
    return [...turn.querySelectorAll('mark')].filter((mark) => mark.dataset.places.split(' ').includes(place));
  }

  /** Lights up the turn and the exact words; returns whether there is such a place. */
  function light(place) {
    const target = document.getElementById(place);
    const turn = target === null ? null : target.closest('.turn');
    if (turn === null) return false;
    clear();
    transcript.classList.remove('only-found-active');
    const box = document.getElementById('only-found');
    if (box instanceof HTMLInputElement) box.checked = false;
    turn.classList.add('is-lit');
    for (const mark of marksOf(place)) mark.classList.add('is-lit');
    for (const link of document.querySelectorAll(`a[href="#${CSS.escape(place)}"]`)) link.classList.add('is-current');
    show(turn, turn.offsetHeight > innerHeight * 0.7 ? 'start' : 'center');
    turn.focus({ preventScroll: true });
    return true;
  }

  /** Brings a claim into view and marks it for a moment. */
  function visit(anchor) {
    const claim = document.getElementById(anchor);
    if (claim === null) return false;
    openAround(claim);
    show(claim, 'center');
    claim.classList.remove('is-target');
    void claim.offsetWidth;
    claim.classList.add('is-target');
    const link = claim.matches('a') ? claim : claim.querySelector('a.proof');
    if (link !== null) link.focus({ preventScroll: true });
    return true;
  }

  function goBack() {
    if (origin === null) return;
    openAround(origin);
    show(origin, 'center');
    origin.focus({ preventScroll: true });
    backLink.hidden = true;
    origin = null;
  }

  function follow(hash) {
    const given = decodeURIComponent(hash.slice(1));
    // The id of a sentence behind the address of its call, `…#3.2`, opens its turn.
    const [, turn] = /^(\d+)(?:\.\d+)?$/.exec(given) ?? [];
    const name = turn === undefined ? given : `turn-${turn}`;
    if (/^(q|turn)-\d/.test(name)) return light(name);
    if (/^(transcript|summary)$/.test(name)) return false;
    return name !== '' && /-/.test(name) && visit(name);
  }

  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    if (!(event.target instanceof Element)) return;
    const link = event.target.closest('a');
    if (link === backLink) {
      event.preventDefault();
      goBack();
      return;
    }
    const hash = link === null ? null : link.getAttribute('href');
    if (hash !== null && hash.startsWith('#')) {
      const inTranscript = transcript.contains(link);
      const from = inTranscript ? null : link;
      if (!follow(hash)) return;
      event.preventDefault();
      history.pushState(null, '', hash);
      if (from !== null && /^#(q|turn)-/.test(hash)) {
        origin = from;
        backLink.hidden = false;
      }
      return;
    }
    const mark = link === null ? event.target.closest('mark[data-places]') : null;
    if (mark !== null && getSelection().isCollapsed) visitFromMark(mark);
    const lane = event.target.closest('.lane-voice .strip');
    if (lane !== null) lightAt(lane, event.clientX);
  });

  function visitFromMark(mark) {
    const place = mark.dataset.places.split(' ').at(-1);
    const turn = mark.closest('.turn');
    const chip = turn === null ? null : turn.querySelector(`.chip[data-place="${CSS.escape(place)}"]`);
    if (chip === null) return;
    light(place);
    visit(chip.getAttribute('href').slice(1));
  }

  function lightAt(lane, clientX) {
    const box = lane.getBoundingClientRect();
    const at = (clientX - box.left) / box.width;
    let nearest = null;
    for (const turn of transcript.querySelectorAll('.turn')) {
      if (Number(turn.dataset.at) > at) break;
      nearest = turn;
    }
    if (nearest !== null) light(nearest.id);
  }

  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') goBack();
    const mark = document.activeElement === null ? null : document.activeElement.closest('.mark');
    if (mark === null || !/^Arrow(Left|Right|Up|Down)$|^Home$|^End$/.test(event.key)) return;
    event.preventDefault();
    rove(mark, event.key);
  });

  /** One stop for the whole timeline: arrows go along a lane and between lanes. */
  function rove(mark, key) {
    const lanes = [...document.querySelectorAll('.marks')].map((lane) => [...lane.querySelectorAll('.mark')]);
    const row = lanes.findIndex((lane) => lane.includes(mark));
    const column = lanes[row].indexOf(mark);
    const places = {
      ArrowLeft: [row, column - 1],
      ArrowRight: [row, column + 1],
      ArrowUp: [row - 1, 0],
      ArrowDown: [row + 1, 0],
      Home: [row, 0],
      End: [row, lanes[row].length - 1],
    };
    const [nextRow, nextColumn] = places[key];
    const next = lanes[nextRow] === undefined ? undefined : lanes[nextRow][nextColumn];
    if (next === undefined) return;
    mark.setAttribute('tabindex', '-1');
    next.setAttribute('tabindex', '0');
    next.focus();
  }

  const firstMark = document.querySelector('.mark');
  if (firstMark !== null) firstMark.setAttribute('tabindex', '0');

  const filter = document.querySelector('.only-found');
  const box = document.getElementById('only-found');
  if (filter !== null && box instanceof HTMLInputElement && transcript.querySelector('.turn-quiet') !== null) {
    filter.hidden = false;
    box.addEventListener('change', () => transcript.classList.toggle('only-found-active', box.checked));
  }

  addEventListener('beforeprint', () => {
    for (const details of document.querySelectorAll('details:not(.refused)')) details.open = true;
  });
  addEventListener('popstate', () => {
    if (location.hash !== '') follow(location.hash);
  });
  if (location.hash !== '') follow(location.hash);
})();
