/** What the channels add to the pages of the kit. */
export const slackStyle = `
.workspace { display: grid; grid-template-columns: 230px minmax(0, 1fr); gap: 32px; margin-top: 24px; }
.channels li a { display: block; padding: 5px 10px; border-radius: 6px; text-decoration: none; }
.channels li a[aria-current] { background: var(--plain-ground); font-weight: 620; }
.channels h2 { font-size: 0.85rem; color: var(--soft); margin: 1.2rem 0 0.3rem; padding-left: 10px; }
.channels .gone { color: var(--soft); }
.acting { margin-bottom: 14px; display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
.notice { padding: 10px 14px; border-radius: 8px; background: var(--mild-ground); color: var(--mild); margin-bottom: 14px; }
.messages { display: grid; gap: 18px; margin: 16px 0 24px; }
.message { display: grid; gap: 4px; min-width: 0; }
.message > * { min-width: 0; }
.who { font-size: 0.9rem; } .who time { color: var(--soft); margin-left: 6px; font-variant-numeric: tabular-nums; }
.day { color: var(--soft); font-size: 0.85rem; border-bottom: 1px solid var(--line); padding-bottom: 4px; }
.system { color: var(--soft); font-size: 0.9rem; }
.ephemeral { border-left: 3px dashed var(--strong-line); padding-left: 12px; }
.thread { display: grid; gap: 12px; margin: 8px 0 0; padding-left: 16px; border-left: 2px solid var(--line); }
.blocks { display: grid; gap: 10px; max-width: 640px; }
.blocks > * { min-width: 0; }
.blocks hr { width: 100%; border: 0; border-top: 1px solid var(--line); margin: 2px 0; }
.header-block { font-size: 1.1rem; font-weight: 680; }
.section { display: flex; flex-wrap: wrap; gap: 10px 20px; justify-content: space-between; }
.section > div:first-child { flex: 1 1 240px; min-width: 0; }
.fields { display: grid; grid-template-columns: repeat(auto-fit, minmax(180px, 1fr)); gap: 8px 20px; margin-top: 4px; }
.context { display: flex; flex-wrap: wrap; gap: 4px 12px; color: var(--soft); font-size: 0.85rem; }
.actions { display: flex; flex-wrap: wrap; gap: 8px; align-items: start; }
.attachment { border-left: 4px solid var(--strong-line); padding-left: 12px; }
blockquote { margin: 4px 0; padding-left: 12px; border-left: 4px solid var(--line); }
pre { background: var(--well); padding: 10px 12px; border-radius: 6px; overflow-x: auto; margin: 4px 0; }
:not(pre) > code { background: var(--well); border-radius: 4px; padding: 1px 4px; }
.mention { background: var(--plain-ground); border-radius: 4px; padding: 0 3px; }
.marked { padding-left: 1.4em; } ul.marked { list-style: disc; } ol.marked { list-style: decimal; }
.reactions { display: flex; gap: 6px; flex-wrap: wrap; }
button, select, input, textarea, .button-link a, .confirm summary {
  font: inherit; font-size: 0.9rem; color: var(--ink); background: var(--sheet); border: 1px solid var(--strong-line);
  border-radius: 6px; padding: 6px 12px; max-width: 100%;
}
.button-link a { display: inline-block; text-decoration: none; }
textarea, .input input, .input select { width: 100%; }
.boxes { display: grid; gap: 6px; } .boxes input { width: auto; }
button { cursor: pointer; font-weight: 560; min-height: 36px; }
button:disabled { opacity: 1; color: var(--soft); background: var(--well); cursor: not-allowed; border-style: dashed; }
.press-primary:enabled { background: var(--good-ground); color: var(--good); border-color: var(--good); }
.press-danger:enabled { background: var(--worry-ground); color: var(--worry); border-color: var(--worry); }
.confirm summary { cursor: pointer; list-style: none; font-weight: 560; }
.confirm[open] { border: 1px solid var(--line); border-radius: 8px; padding: 10px; display: grid; gap: 8px; }
.choice { display: flex; flex-wrap: wrap; gap: 6px; }
.composer { display: grid; gap: 8px; justify-items: start; }
.reply summary { color: var(--soft); font-size: 0.85rem; cursor: pointer; width: fit-content; }
.reply form { margin-top: 8px; max-width: 640px; }
.assistant { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
.modal { border: 1px solid var(--strong-line); border-radius: 12px; background: var(--sheet); padding: 18px 20px; margin-bottom: 20px; display: grid; gap: 14px; max-width: 640px; }
.modal h2 { margin: 0; }
.modal .foot-buttons { display: flex; gap: 8px; flex-wrap: wrap; }
.label { font-weight: 600; margin-bottom: 4px; }
.fault { color: var(--worry); }
@media (max-width: 760px) {
  .workspace { grid-template-columns: minmax(0, 1fr); gap: 12px; }
  .channels ul { display: flex; flex-wrap: wrap; gap: 2px; }
}
`;
