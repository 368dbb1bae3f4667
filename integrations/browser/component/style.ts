// How the component looks. Every colour can be set from outside: `--bericht-wacht-…`, else the tokens of the NL Design System
// that a site already has, else a colour of our own, which follows the site's own `color-scheme`. Text on its background has a
// contrast of at least 4.5 to 1.

/** Styles of the highlights, which lie in the editor's own document. */
export const HIGHLIGHTS = `
::highlight(berichtwacht-warn) { text-decoration: underline 2px var(--bericht-wacht-warn-color, light-dark(#c4122f, #ff8c9c)); }
::highlight(berichtwacht-notice) { text-decoration: underline dashed 2px var(--bericht-wacht-notice-color, light-dark(#8a5a00, #f2b84b)); }
@media (forced-colors: active) {
  ::highlight(berichtwacht-warn), ::highlight(berichtwacht-notice) { text-decoration-color: Highlight; }
}
`;

/** Styles of the component's own elements. */
export const STYLE = `
:host {
  --ink: var(--bericht-wacht-color, var(--utrecht-document-color, light-dark(#1b1b1b, #f2f2f2)));
  --paper: var(--bericht-wacht-background-color, var(--utrecht-document-background-color, light-dark(#ffffff, #16191d)));
  --quiet: var(--bericht-wacht-quiet-background-color, var(--utrecht-surface-background-color, light-dark(#f2f4f6, #22272e)));
  --line: var(--bericht-wacht-border-color, light-dark(#6b7480, #98a2ae));
  --action: var(--bericht-wacht-action-color, var(--utrecht-link-color, light-dark(#154273, #9cc4f5)));
  --on-action: var(--bericht-wacht-on-action-color, light-dark(#ffffff, #10151b));
  --warn: var(--bericht-wacht-warn-color, light-dark(#a1001f, #ff9dab));
  --notice: var(--bericht-wacht-notice-color, light-dark(#7a4b00, #f2b84b));
  --fine: var(--bericht-wacht-fine-color, light-dark(#11612f, #7fd6a0));
  --mark-warn: var(--bericht-wacht-warn-color, light-dark(#c4122f, #ff8c9c));
  --mark-notice: var(--bericht-wacht-notice-color, light-dark(#8a5a00, #f2b84b));
  display: block;
  color: var(--ink);
  font-family: var(--bericht-wacht-font-family, var(--utrecht-document-font-family, inherit));
  line-height: 1.5;
}
:host([hidden]), [hidden] { display: none !important; }
* { box-sizing: border-box; }
.layer { position: fixed; left: 0; top: 0; width: 10px; height: 0; z-index: var(--bericht-wacht-layer, 1); pointer-events: none; }
.mirror { position: absolute; overflow: hidden; color: transparent; -webkit-text-fill-color: transparent; -webkit-text-stroke: 0; text-emphasis-color: transparent; text-shadow: none; user-select: none; transform-origin: 0 0; }
.paper { border: 0; margin: 0; background: none; }
.paper [data-mark] { text-decoration: underline 2px var(--mark-warn); text-underline-offset: 3px; text-decoration-skip-ink: none; }
.paper [data-mark="notice"] { text-decoration: underline dashed 2px var(--mark-notice); }
.lines { position: absolute; }
.line { position: absolute; height: 0; border-bottom: 2px solid var(--mark-warn); }
.line[data-mark="notice"] { border-bottom: 2px dashed var(--mark-notice); }
.spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.panel { border-inline-start: 6px solid var(--line); border-radius: 4px; background: var(--quiet); padding: 0.5rem 0.75rem; margin-block: 0.5rem; overflow-wrap: break-word; }
.panel.warn { border-color: var(--warn); }
.panel.notice, .panel.unchecked { border-color: var(--notice); }
.panel.none { border-color: var(--fine); }
.summary { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.25rem 0.75rem; margin: 0; }
h2, h3 { font-size: 1rem; margin: 0; line-height: 1.5; }
h2:focus, h3:focus { outline: none; }
.panel.warn h2 { color: var(--warn); }
.panel.notice h2, .panel.unchecked h2 { color: var(--notice); }
.panel.none h2 { color: var(--fine); }
.headline { flex: 1 1 8rem; }
section { margin-block-start: 0.75rem; }
p, ul, blockquote { margin: 0.25rem 0; }
ul { padding-inline-start: 1.25rem; }
li { margin-block: 0.25rem; overflow-wrap: anywhere; }
ul.places { list-style: none; padding: 0; }
.places li { display: grid; grid-template-columns: fit-content(45%) 1fr; gap: 0.25rem 0.75rem; align-items: center; }
form { border-block: 1px solid var(--line); margin-block: 0.75rem; padding-block: 0.5rem; }
blockquote { border-inline-start: 2px solid var(--line); padding-inline-start: 0.75rem; }
summary { cursor: pointer; min-height: 24px; }
.actions { display: flex; flex-wrap: wrap; gap: 0.5rem; margin-block: 0.5rem 0.25rem; }
button, select { font: inherit; min-height: 2.5rem; border-radius: 4px; border: 1px solid var(--action); }
button { background: var(--paper); color: var(--action); padding: 0.25rem 0.75rem; cursor: pointer; font-weight: 600; }
button.main { background: var(--action); color: var(--on-action); }
button.words { border: 0; background: none; padding: 0; min-height: 24px; font-weight: 600; color: inherit; text-align: start; text-decoration: underline 2px var(--mark-warn); text-underline-offset: 3px; }
button.words.notice { text-decoration: underline dashed 2px var(--mark-notice); }
li.pointed { outline: 2px solid var(--action); outline-offset: 2px; }
select { background: var(--paper); color: var(--ink); border-color: var(--line); padding: 0.25rem 0.5rem; max-width: 100%; display: block; }
label { display: block; font-weight: 600; margin-block: 0.5rem 0.25rem; }
label.choice { display: flex; gap: 0.5rem; font-weight: 400; align-items: flex-start; }
label.choice input { width: 24px; height: 24px; margin: 0; flex: none; }
.safer { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--paper); padding: 0.5rem; border-radius: 4px; }
.problem { color: var(--warn); font-weight: 600; }
:focus-visible { outline: 3px solid var(--action); outline-offset: 2px; }
@media (forced-colors: active) {
  .panel { border: 1px solid CanvasText; border-inline-start-width: 6px; }
  .paper [data-mark], .line, button.words { text-decoration-color: Highlight; border-color: Highlight; }
  .mirror { forced-color-adjust: none; }
}
`;
