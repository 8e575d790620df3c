// Exporting a note as plain text. The page proposes how it looks; which styles there are is in the capabilities.

import { ask, inData, inVault } from "./ask.js";
import { byId } from "./element.js";
import { shownName } from "./list.js";
import { say } from "./message.js";

export async function exportNote(name, to, style) {
  const answer = await ask("export_note", { request: { from: inVault(name), to: inData(`exports/${to}`), style } });
  return say(answer, `Exported to exports/${to}`);
}

export const proposedName = (name) => `${shownName(name)}.txt`;

/** Asks for a name and a style, and exports. */
export async function askAndExport(name) {
  const dialog = byId("export-dialog");
  byId("export-name").value = proposedName(name);
  dialog.returnValue = "";
  dialog.showModal();
  await new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
  if (dialog.returnValue !== "ok") return;
  const width = byId("export-width").valueAsNumber;
  await exportNote(name, byId("export-name").value, { style: byId("export-style").value, ...(Number.isNaN(width) ? {} : { width }) });
}
