/** Calm and legible, light and dark, from a phone to a desktop. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --paper: #fbfaf8; --sheet: #fff; --well: #f3f1ec; --ink: #1c2127; --soft: #59626c; --line: #e3dfd7;
  --strong-line: #c9c4b9; --accent: #1b5a86; --worry: #a2352a; --worry-ground: #fbe9e5; --mild: #7a5200;
  --mild-ground: #fbf0d9; --good: #23683f; --good-ground: #e4f2e7; --plain-ground: #eeebe4;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14171b; --sheet: #1a1e23; --well: #20252b; --ink: #e9e6e0; --soft: #a4acb5; --line: #2c3239;
    --strong-line: #454d57; --accent: #85bce4; --worry: #f29a8c; --worry-ground: #3a2220; --mild: #e3bd72;
    --mild-ground: #352b17; --good: #8ecda4; --good-ground: #1c3125; --plain-ground: #282d33;
  }
}
*, *::before, *::after { box-sizing: border-box; }
body {
  margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: anywhere;
  font: 400 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
h1, h2, h3, p, ul, ol, dl, dd { margin: 0; padding: 0; }
ul, ol { list-style: none; }
h1 { font-size: clamp(1.5rem, 1.2rem + 1.2vw, 2rem); font-weight: 680; line-height: 1.2; letter-spacing: -0.02em; }
h2 { font-size: 1.15rem; font-weight: 660; margin: 2.2rem 0 0.7rem; }
h3 { font-size: 0.9rem; font-weight: 620; color: var(--soft); margin: 1.2rem 0 0.4rem; }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 0.18em; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 4px; }
.head, #live, .foot { max-width: 1120px; margin: 0 auto; padding: 0 clamp(16px, 4vw, 40px); }
.head { padding-top: 28px; }
.head nav { margin-bottom: 10px; font-size: 0.9rem; }
.lead { margin-top: 6px; color: var(--soft); max-width: 46em; }
#live > p:first-child { margin-top: 14px; }
.foot { margin-top: 48px; padding-bottom: 32px; color: var(--soft); font-size: 0.85rem; }
.soft { color: var(--soft); }
.empty { padding: 14px 0; color: var(--soft); }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: 0.9rem; font-variant-numeric: tabular-nums; }
th, td { padding: 7px 16px 7px 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
th { color: var(--soft); font-size: 0.8rem; font-weight: 560; }
td code { white-space: nowrap; }
code { font: 0.88em/1.4 ui-monospace, "SF Mono", "Cascadia Code", Menlo, Consolas, monospace; }
.tag {
  display: inline-block; padding: 1px 9px; border-radius: 99px; background: var(--plain-ground); color: var(--ink);
  font-size: 0.78rem; font-weight: 560; line-height: 1.5; white-space: nowrap;
}
.tag-good { background: var(--good-ground); color: var(--good); }
.tag-mild { background: var(--mild-ground); color: var(--mild); }
.tag-worry { background: var(--worry-ground); color: var(--worry); }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(150px, 1fr)); gap: 12px 24px; margin-top: 20px; }
.facts dt { color: var(--soft); font-size: 0.8rem; }
.facts dd { font-variant-numeric: tabular-nums; }
@media (max-width: 640px) {
  table.stacked thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table.stacked, table.stacked tbody { display: block; }
  table.stacked tr { display: flex; flex-wrap: wrap; gap: 2px 12px; padding: 10px 0; border-bottom: 1px solid var(--line); }
  table.stacked td { display: inline-block; padding: 0; border: 0; }
  table.stacked td:empty { display: none; }
  table.stacked td.wide { flex-basis: 100%; }
  td code { white-space: normal; }
}
`;
