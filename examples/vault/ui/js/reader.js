// The reader: it lists and reads what is published.

import { ask, inVault } from "./ask.js";
import { attacksOnReader } from "./attacks.js";
import { byId, element } from "./element.js";
import { exportNote, proposedName } from "./export.js";
import { firstListed, listFolder, markOpen, shownName, showNotes, walkWithArrows } from "./list.js";
import { say } from "./message.js";
import { makePanel } from "./panel.js";

let open = null;

export async function openNote(name) {
  const answer = await ask("read_note", { note: inVault(name) });
  if (!say(answer, "")) return;
  byId("title").textContent = shownName(name);
  byId("text").replaceChildren(...answer.value.trim().split(/\n{2,}/).map((text) => element("p", {}, text)));
  markOpen(name);
  open = name;
  byId("export").disabled = false;
}

byId("export").addEventListener("click", () => exportNote(open, proposedName(open), { style: "plain", width: 72 }));

walkWithArrows();
export const panel = makePanel({ attacks: attacksOnReader(), withDecisions: false });

const answer = await listFolder("published");
if (answer.verdict !== "allowed") say(answer);
showNotes(openNote);
if (firstListed()) await openNote(firstListed());
document.body.dataset.ready = "true";

if (new URLSearchParams(location.search).has("demo")) import("./demo.js").then((demo) => demo.tourOfReader());
