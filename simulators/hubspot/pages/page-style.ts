/** The rules of this vendor's pages: a board that scrolls sideways, and values that stand out from who set them. */
export const pageStyle = `
.board { display: grid; grid-auto-flow: column; grid-auto-columns: minmax(200px, 1fr); gap: 14px; padding-bottom: 8px; }
.stage { min-width: 0; padding: 12px; border-radius: 10px; background: var(--well); }
.stage h3 { margin: 0 0 2px; color: var(--ink); }
.stage p { font-size: 0.82rem; color: var(--soft); font-variant-numeric: tabular-nums; }
.stage ul { display: grid; gap: 8px; margin-top: 10px; }
.stage li { padding: 9px 11px; border: 1px solid var(--line); border-radius: 8px; background: var(--sheet); font-size: 0.88rem; }
.stage li span { display: block; color: var(--soft); font-size: 0.8rem; font-variant-numeric: tabular-nums; }
.pipeline { margin-top: 6px; }
td.number, th.number { text-align: right; }
td .by { display: block; color: var(--soft); font-size: 0.8rem; }
td.value { min-width: 12em; white-space: pre-wrap; }
.ties { columns: 2 320px; column-gap: 32px; }
.ties li { break-inside: avoid; padding: 3px 0; }
details summary { cursor: pointer; white-space: nowrap; color: var(--accent); font-size: 0.8rem; }
details ol { margin-top: 6px; display: grid; gap: 6px; }
details li { font-size: 0.85rem; }
@media (max-width: 640px) {
  .board { grid-auto-columns: minmax(78vw, 1fr); }
  td.number { text-align: left; }
  td.value { min-width: 0; flex-basis: 100%; }
  table.stacked td[data-label]::before { content: attr(data-label) ' '; color: var(--soft); font-size: 0.8rem; }
}
`;
