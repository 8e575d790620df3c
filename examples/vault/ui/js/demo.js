// The tour of `VAULT_DEMO`: ordinary work, then every request of the panel. The app reads `window.tour` from outside.

import { journal } from "./ask.js";
import { byId } from "./element.js";

window.tour = { done: false, entries: journal };

export const finish = () => {
  window.tour.done = true;
};

export async function tourOfMain() {
  const { attach, copy, create, openNote, panel, remove, removeWithFolder, rename, save, tidy } = await import("./main.js");
  const { exportNote } = await import("./export.js");
  const { find } = await import("./find.js");
  const { importFile } = await import("./import.js");
  const editor = byId("editor");

  await create("A letter.md");
  editor.value = "Dear Nora,\n\nthe bread worked at last. It was the salt.\n";
  await save();
  await attach(new File([new Uint8Array(4096)], "Salt.png"));
  await tidy();
  await exportNote("A letter.md", "A letter.txt", { style: "mail", width: 72 });
  await copy("A letter, copied.md");
  await rename("published/A letter.md");
  await remove();
  await openNote("A letter, copied.md");
  await remove();
  await create("trips/Rome/Plan.md");
  await removeWithFolder();
  await importFile("Scan.pdf", "Scan.pdf");
  await openNote("oddities/inside.md");
  byId("find").value = "dough";
  await find();
  byId("find").value = "";
  await find();
  await openNote("A week in Lisbon.md");

  panel.open();
  await panel.attackAll();
  finish();
}

export async function tourOfReader() {
  const { openNote, panel } = await import("./reader.js");
  await openNote("published/On walking.md");
  panel.open();
  await panel.attackAll();
  finish();
}

export async function tourOfFeeds() {
  const { addresses, loadFeed, panel } = await import("./feeds.js");
  for (const name of ["bread", "slow", "rude", "walks"]) await loadFeed(`${addresses.feeds}/feeds/${name}.xml`);
  panel.open();
  await panel.attackAll();
  finish();
}
