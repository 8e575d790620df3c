// The decisions log, as the guard keeps it: more than a page is told, so only the editor may read it.

import { element } from "./element.js";

// The panel asks how many bodies ran before and after each request. Those calls are in the log like any other, not shown.
const SHOWN = 200;
const VERDICTS = { allow: "allowed", deny: "refused", error: "malformed", report: "would be refused" };

/** `hide` is the folder that every path of the app begins with; it is left out. */
export function decisionsView(hide) {
  const counts = element("p", { id: "counts" });
  const rows = element("tbody", {});
  const heads = ["Time", "Decision", "Verdict", "Code", "Window", "Command", "Asked for", "Decided by"];
  const page = element(
    "div",
    { id: "decisions", class: "scroll", role: "tabpanel", tabindex: "-1", hidden: true },
    counts,
    element(
      "table",
      { class: "log" },
      element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", { scope: "col" }, head)))),
      rows,
    ),
  );

  async function refresh() {
    const answer = await window.__TAURI__.authority.recentDecisions();
    counts.replaceChildren(
      ...Object.entries({ allowed: "allowed", denied: "refused", errors: "malformed, and so refused" }).map(([key, label]) =>
        element("span", { "data-count": key }, element("b", {}, answer.counts[key].toLocaleString("en")), ` ${label}`),
      ),
    );
    const told = answer.decisions.filter(({ command }) => command !== "body_runs").slice(0, SHOWN);
    rows.replaceChildren(...told.sort((a, b) => b.seq - a.seq).map((decision) => asRow(decision, hide)));
  }

  return { page, refresh };
}

function asRow(decision, hide) {
  const path = decision.resource ?? decision.asked ?? "";
  const cells = [
    element("time", {}, new Date(decision.at).toTimeString().slice(0, 8)),
    element("code", { class: "id" }, decision.id),
    element("span", { class: "chip", "data-verdict": { allow: "allowed", deny: "refused", error: "disk", report: "disk" }[decision.decision] }, VERDICTS[decision.decision]),
    element("code", {}, decision.code ?? ""),
    decision.window,
    decision.argument ? `${decision.command}.${decision.argument}` : decision.command,
    element("code", { class: "path", title: path }, path.replace(hide, "…")),
    decidedBy(decision),
  ];
  return element("tr", { "data-decision": decision.id, title: decision.fault }, ...cells.map((cell) => element("td", {}, cell)));
}

/**
 * What a decision rests on: the entry that decided; where none did, the one that came nearest, and the name at which it
 * parted from what was asked; for a listing, what it showed and what it kept back.
 */
function decidedBy({ stage, shown, withheld, entry, difference, fault }) {
  if (stage === "admit") return "the call, before its command is reached";
  if (shown !== undefined) return `${shown} shown, ${withheld} kept back`;
  if (!entry) return fault ?? "";
  const pattern = element("code", {}, entry.pattern);
  return difference ? element("span", {}, "nearest ", pattern, ` but for “${difference}”`) : element("span", {}, `${entry.list} `, pattern);
}
