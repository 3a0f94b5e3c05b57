(() => {
  const live = document.getElementById('live');
  if (live === null) return;
  let wanted = new URLSearchParams(location.hash.slice(1)).get('search') ?? '';

  /** Shows the rows that hold every word that was typed. */
  function apply() {
    const filter = live.querySelector('.filter');
    const input = document.getElementById('filter');
    if (filter === null || input === null) return;
    filter.hidden = false;
    if (input.value !== wanted) input.value = wanted;
    const words = wanted
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    const rows = [...live.querySelectorAll('.call')];
    let shown = 0;
    for (const row of rows) {
      const text = `${row.textContent} ${row.dataset.words ?? ''}`.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
      if (!row.hidden) shown += 1;
    }
    document.getElementById('no-match').hidden = shown > 0;
    document.getElementById('filter-count').textContent = words.length === 0 ? '' : `${shown} of ${rows.length}`;
  }

  live.addEventListener('input', (event) => {
    if (!(event.target instanceof HTMLInputElement) || event.target.id !== 'filter') return;
    wanted = event.target.value;
    history.replaceState(
      null,
      '',
      wanted === '' ? location.pathname + location.search : `#search=${encodeURIComponent(wanted)}`,
    );
    apply();
  });

  const shortestWaitMs = 1500;
  const longestWaitMs = 15000;
  let waitMs = shortestWaitMs;

  /** Asks the page's own address for news, more rarely while nothing changes and not at all in the background. */
  async function refresh() {
    if (live.dataset.busy !== 'yes') return;
    if (!document.hidden) {
      try {
        const answer = await fetch(location.pathname + location.search, { headers: { accept: 'text/html' } });
        const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
        const next = answer.ok ? fresh.getElementById('live') : null;
        if (next !== null) take(next, fresh);
      } catch {
        waitMs = longestWaitMs;
      }
    }
    setTimeout(refresh, waitMs);
  }

  function take(next, fresh) {
    const changed = next.innerHTML !== shownMarkup;
    waitMs = changed ? shortestWaitMs : Math.min(longestWaitMs, waitMs * 1.5);
    live.dataset.busy = next.dataset.busy;
    if (!changed) return;
    shownMarkup = next.innerHTML;
    const focused = document.activeElement;
    const place =
      focused instanceof HTMLElement && live.contains(focused)
        ? (focused.getAttribute('href') ?? `#${focused.id}`)
        : null;
    live.replaceChildren(...next.childNodes);
    const tabs = document.querySelector('.tabs');
    const freshTabs = fresh.querySelector('.tabs');
    if (tabs !== null && freshTabs !== null && !tabs.contains(focused)) tabs.replaceWith(freshTabs);
    apply();
    if (place !== null) refocus(place);
  }

  function refocus(place) {
    const element = place.startsWith('#')
      ? document.getElementById(place.slice(1))
      : live.querySelector(`a[href="${CSS.escape(place)}"]`);
    if (element !== null) element.focus({ preventScroll: true });
  }

  let shownMarkup = live.innerHTML;
  apply();
  if (live.dataset.busy === 'yes') setTimeout(refresh, waitMs);
})();
