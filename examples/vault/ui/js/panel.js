// The panel "Try to break out": sends each hostile request and shows what was expected, what came back, and whether
// the command's body ran, or whatever else of it would be an effect.

import { ask, shorten } from "./ask.js";
import { decisionsView } from "./decisions.js";
import { byId, element } from "./element.js";

const { invoke } = window.__TAURI__.core;
const VERDICTS = { allowed: "let through", refused: "refused", disk: "disk error", acl: "not permitted", aborted: "aborted", page: "not sent" };

/** What of a request must not happen, and how often it did so far. */
const BODY_RAN = { head: "Body ran", count: bodiesOf };

export function makePanel({ attacks: groups, hide, withDecisions, effect = BODY_RAN }) {
  const rows = groups.flatMap(({ attacks }) => attacks).map((attack) => makeRow(attack, hide, effect));
  const rowOf = new Map(rows.map((row) => [row.attack, row]));
  const summary = element("p", { id: "attack-summary", "data-expected": "0", "data-unexpected": "0", role: "status" });
  const attackAllButton = element("button", { id: "attack-all", class: "accent", onclick: () => attackAll() }, "Send all");
  const attacksPage = element("div", { id: "attacks", class: "scroll", role: "tabpanel", tabindex: "-1" }, table(groups, rowOf, effect));
  const decisions = withDecisions ? decisionsView(hide) : null;
  const tabs = withDecisions ? makeTabs(attacksPage, decisions) : null;

  byId("panel").append(
    element("div", { class: "panel-bar" }, tabs?.bar ?? element("h2", {}, "Requests"), element("span", { class: "grow" }), summary, attackAllButton),
    attacksPage,
    ...(decisions ? [decisions.page] : []),
  );
  byId("panel-toggle").addEventListener("click", () => (byId("panel").hidden ? open() : close()));
  byId("panel").addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  attacksPage.addEventListener("attack-sent", summarise);
  summarise();

  function open() {
    setOpen(true);
  }

  function close() {
    setOpen(false);
    byId("panel-toggle").focus();
  }

  function setOpen(isOpen) {
    byId("panel").hidden = !isOpen;
    byId("panel").dataset.open = String(isOpen);
    byId("panel-toggle").setAttribute("aria-expanded", String(isOpen));
    byId("panel-toggle").textContent = isOpen ? "Close" : "Try to break out";
  }

  async function attackAll() {
    attackAllButton.disabled = true;
    for (const row of rows) row.reset();
    for (const row of rows) await row.send();
    attackAllButton.disabled = false;
  }

  function summarise() {
    const expected = rows.filter(({ state }) => state === "expected").length;
    const unexpected = rows.filter(({ state }) => state === "unexpected").length;
    summary.dataset.expected = String(expected);
    summary.dataset.unexpected = String(unexpected);
    summary.replaceChildren(
      expected + unexpected === 0 ? `${rows.length} requests` : `${expected} of ${expected + unexpected} as expected`,
    );
  }

  return { open, close, attackAll, showDecisions: () => tabs?.show("decisions"), showAttacks: () => tabs?.show("attacks") };
}

function table(groups, rowOf, effect) {
  const heads = ["Request", "Expected", "Answer", "Code", "Decision", "Remedy", effect.head, ""];
  return element(
    "table",
    { class: "attacks" },
    element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", { scope: "col" }, head)))),
    ...groups.map(({ group, attacks }) =>
      element(
        "tbody",
        {},
        element("tr", { class: "group" }, element("th", { colspan: heads.length, scope: "rowgroup" }, group)),
        ...attacks.flatMap((attack) => rowOf.get(attack).elements),
      ),
    ),
  );
}

function makeRow(attack, hide, effect) {
  const { id, title, command, args, expect, why, send: via } = attack;
  const cell = (name) => element("td", { "data-cell": name });
  const cells = Object.fromEntries(["verdict", "code", "decision", "remedy", "body"].map((name) => [name, cell(name)]));
  const response = element("pre", {}, "not sent yet");
  const detail = element("tr", { class: "detail", hidden: true }, element("td", { colspan: "8" }, element("p", {}, ...withCode(why)), response));
  const disclose = element(
    "button",
    {
      class: "disclose",
      "aria-expanded": "false",
      onclick: () => {
        detail.hidden = !detail.hidden;
        disclose.setAttribute("aria-expanded", String(!detail.hidden));
      },
    },
    title,
  );
  const sendButton = element("button", { class: "send", "data-action": "send", "aria-label": `Send: ${title}`, onclick: () => row.send() }, "Send");
  const line = element(
    "tr",
    { "data-attack": id, "data-state": "idle" },
    element("td", { class: "request" }, disclose, element("code", {}, asCall(command, args, hide))),
    element("td", { class: "expected", title: expect.code ?? "" }, VERDICTS[expect.verdict]),
    ...Object.values(cells),
    element("td", {}, sendButton),
  );

  const row = {
    attack,
    elements: [line, detail],
    get state() {
      return line.dataset.state;
    },
    reset() {
      line.dataset.state = "idle";
      for (const one of Object.values(cells)) one.replaceChildren();
    },
    async send() {
      line.dataset.state = "running";
      const before = await effect.count(command);
      const answer = await ask(command, args, via);
      const ran = (await effect.count(command)) - before;
      const isExpected = answer.verdict === expect.verdict && answer.code === expect.code && ran === expect.body;
      line.dataset.state = isExpected ? "expected" : "unexpected";
      cells.verdict.replaceChildren(element("span", { class: "chip", "data-verdict": answer.verdict }, VERDICTS[answer.verdict]));
      cells.code.replaceChildren(answer.code ? element("code", {}, answer.code) : "");
      cells.decision.replaceChildren(answer.decision ? element("code", { class: "id" }, answer.decision) : "");
      cells.remedy.replaceChildren(answer.remedy ?? "");
      cells.body.replaceChildren(ran === 0 ? "no" : answer.verdict === "refused" ? "read nothing" : "yes");
      response.textContent = answer.verdict === "allowed" ? shorten(answer.value) : (JSON.stringify(answer.error, null, 2) ?? answer.message);
      line.dispatchEvent(new CustomEvent("attack-sent", { bubbles: true }));
    },
  };
  return row;
}

/** How many bodies of a command ran so far. The commands of plugins are not counted. */
async function bodiesOf(command) {
  const runs = await invoke("body_runs");
  return runs[command] ?? 0;
}

/** A request as a reader of code would write it, with the folders before the vault left out. */
function asCall(command, args, hide) {
  const written = Object.values(args).map((value) => asText(value, hide));
  return `${command.split("|").at(-1)}(${written.join(", ")})`;
}

function asText(value, hide) {
  if (Array.isArray(value)) return `[${asText(value[0], hide)}, … ${value.length.toLocaleString("en")}]`;
  return JSON.stringify(value, (_key, part) => {
    if (typeof part === "object" && part !== null && Object.keys(part).length === 2 && part.baseDir === 14) return asShort(part.path, hide);
    return asShort(part, hide);
  });
}

function asShort(value, hide) {
  if (typeof value !== "string") return value;
  const shown = hide ? value.replaceAll(hide, "…") : value;
  return shown.length > 80 ? `… ${value.length.toLocaleString("en")} characters` : shown;
}

/** What stands between backticks is code. */
function withCode(sentence) {
  return sentence.split("`").map((part, index) => (index % 2 === 1 ? element("code", {}, part) : part));
}

function makeTabs(attacksPage, decisions) {
  const pages = { attacks: attacksPage, decisions: decisions.page };
  const tab = (name, label) =>
    element("button", { id: `tab-${name}`, role: "tab", "aria-controls": pages[name].id, onclick: () => show(name) }, label);
  const tabs = { attacks: tab("attacks", "Requests"), decisions: tab("decisions", "Decisions") };
  const bar = element("div", { class: "tabs", role: "tablist", "aria-label": "Try to break out" }, ...Object.values(tabs));
  bar.addEventListener("keydown", ({ key }) => {
    if (key !== "ArrowLeft" && key !== "ArrowRight") return;
    const other = tabs.attacks.getAttribute("aria-selected") === "true" ? "decisions" : "attacks";
    show(other);
    tabs[other].focus();
  });

  function show(name) {
    for (const [other, page] of Object.entries(pages)) {
      page.hidden = other !== name;
      tabs[other].setAttribute("aria-selected", String(other === name));
      tabs[other].tabIndex = other === name ? 0 : -1;
    }
    byId("panel").dataset.tab = name;
    if (name === "decisions") decisions.refresh();
  }

  show("attacks");
  return { bar, show };
}
