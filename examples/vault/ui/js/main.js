// The editor.

import { ask, inData, inVault, withBody } from "./ask.js";
import { attacksOnMain } from "./attacks.js";
import { byId } from "./element.js";
import { askAndExport } from "./export.js";
import { find, findWhileTyping } from "./find.js";
import { makeFolder, removeFolder } from "./folders.js";
import { importFile } from "./import.js";
import { folderOf, forgetFolder, isListed, listedFiles, listFolder, markOpen, shownName, showNotes, walkWithArrows } from "./list.js";
import { say } from "./message.js";
import { makePanel } from "./panel.js";

const editor = byId("editor");
let open = null; // { name, saved }

async function refresh(folder) {
  const answer = await listFolder(folder);
  if (answer.verdict !== "allowed") say(answer);
  showNotes(openNote);
  if (open) markOpen(open.name);
  if (byId("find").value) await find();
  await count();
}

/** The line below the list: all notes in one request, each of them judged. */
async function count() {
  const notes = listedFiles();
  const answer = await ask("count_words", { notes: notes.map(inVault) });
  const words = answer.verdict === "allowed" ? `${answer.value.toLocaleString("en")} words` : "";
  byId("total").textContent = [`${notes.length} notes`, words].filter(Boolean).join("  ·  ");
}

export async function openNote(name) {
  const answer = await ask("read_note", { note: inVault(name) });
  if (!say(answer, "")) return;
  show(name, answer.value);
  await describe();
}

export async function save() {
  if (!open) return;
  const text = editor.value;
  const answer = await ask("save_note", { note: inVault(open.name), text });
  if (!say(answer, "Saved")) return;
  open.saved = text;
  await describe();
}

export async function create(name) {
  if (isListed(name)) return openNote(name);
  if (!(await makeFolder(folderOf(name)))) return;
  const answer = await ask("save_note", { note: inVault(name), text: "" });
  if (!say(answer, "A new note")) return;
  await refresh(folderOf(name));
  await openNote(name);
  editor.focus();
}

export async function copy(to) {
  if (!open) return;
  const answer = await ask("copy_note", { from: inVault(open.name), to: inVault(to) });
  if (!say(answer, `Copied, ${answer.value} bytes`)) return;
  await refresh(folderOf(to));
}

export async function rename(to) {
  if (!open) return;
  const answer = await ask("rename_note", { from: inVault(open.name), to: inVault(to) });
  if (!say(answer, "Renamed")) return;
  const from = open.name;
  show(to, editor.value, open.saved);
  for (const folder of new Set([from, to].map(folderOf))) await refresh(folder);
  await describe();
}

export async function remove() {
  if (!open) return;
  const answer = await ask("delete_note", { note: inVault(open.name) });
  if (!say(answer, "Deleted")) return;
  const folder = folderOf(open.name);
  show(null);
  await refresh(folder);
}

/** The folder of the open note, with the note. */
export async function removeWithFolder() {
  const folder = open && folderOf(open.name);
  if (!folder || !(await removeFolder(folder))) return;
  show(null);
  forgetFolder(folder);
  await refresh(folderOf(folder));
}

/** An older command: it takes a plain absolute path. */
export async function tidy() {
  if (!open) return;
  if (editor.value !== open.saved) await save();
  const answer = await ask("tidy_note", { note: `${data}/vault/${open.name}` });
  if (!say(answer, "Tidied")) return;
  show(open.name, answer.value);
  await describe();
}

export async function sort() {
  if (!open) return;
  if (editor.value !== open.saved) await save();
  const answer = await ask("sort_note", { note: inVault(open.name), flags: [{ flag: "--unique" }] });
  if (!say(answer, "Sorted")) return;
  show(open.name, answer.value);
  await describe();
}

/** Keeps a file of the user's beside the notes, and names it in the open one. */
export async function attach(file) {
  if (!open) return;
  const place = `attachments/${file.name}`;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const answer = await ask("attach", { file: inData(place) }, withBody(bytes));
  if (!say(answer, `Attached, ${bytes.length.toLocaleString("en")} bytes`)) return;
  editor.setRangeText(`![${file.name}](${place})`, editor.selectionStart, editor.selectionEnd, "end");
  editor.dispatchEvent(new Event("input"));
}

function show(name, text = "", saved = text) {
  open = name && { name, saved };
  editor.value = text;
  editor.scrollTop = 0;
  byId("title").textContent = name ? shownName(name) : "No note";
  byId("remove-folder").disabled = !(name && folderOf(name));
  for (const id of ["editor", "save", "copy", "rename", "delete", "tidy", "sort", "attach", "export"]) byId(id).disabled = !name;
  if (!name) byId("status").textContent = "";
  markOpen(name);
}

/** The line below the note. */
async function describe() {
  const { name } = open;
  const info = await ask("note_info", { note: `${data}/vault/${name}` });
  const words = editor.value.split(/\s+/).filter(Boolean).length;
  const size = info.verdict === "allowed" ? `${info.value.len.toLocaleString("en")} bytes` : "";
  byId("status").textContent = [name, `${words} words`, size].filter(Boolean).join("  ·  ");
  byId("status").dataset.dirty = "false";
}

const asNote = (name) => (name.endsWith(".md") ? name : `${name}.md`);

function askName(heading, proposal) {
  const dialog = byId("name-dialog");
  byId("name-heading").textContent = heading;
  byId("name-input").value = proposal;
  dialog.returnValue = "";
  dialog.showModal();
  byId("name-input").select();
  return new Promise((resolve) => {
    const closed = () => resolve(dialog.returnValue === "ok" ? asNote(byId("name-input").value) : null);
    dialog.addEventListener("close", closed, { once: true });
  });
}

function askConfirm(heading) {
  const dialog = byId("confirm-dialog");
  byId("confirm-heading").textContent = heading;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "ok"), { once: true });
  });
}

const actions = {
  new: async () => {
    const name = await askName("Name of the new note", "Untitled");
    if (name) await create(name);
  },
  save,
  copy: async () => {
    const name = await askName("Name of the copy", `${open.name.replace(/\.md$/, "")} copy`);
    if (name) await copy(name);
  },
  rename: async () => {
    const name = await askName("New name", open.name.replace(/\.md$/, ""));
    if (name && name !== open.name) await rename(name);
  },
  delete: async () => {
    if (await askConfirm(`Delete “${shownName(open.name)}”?`)) await remove();
  },
  "remove-folder": async () => {
    if (await askConfirm(`Delete the folder “${folderOf(open.name)}” and all that is in it?`)) await removeWithFolder();
  },
  tidy,
  sort,
  import: () => importFile("Scan.pdf", `Scan ${Date.now()}.pdf`),
  attach: () => byId("attach-file").click(),
  export: () => askAndExport(open.name),
};

for (const [id, act] of Object.entries(actions)) byId(id).addEventListener("click", act);
for (const id of ["name", "export"]) byId(`${id}-cancel`).addEventListener("click", () => byId(`${id}-dialog`).close("cancel"));
byId("attach-file").addEventListener("change", async ({ target }) => {
  for (const file of target.files) await attach(file);
  target.value = "";
});
editor.addEventListener("input", () => {
  byId("status").dataset.dirty = String(editor.value !== open.saved);
});
document.addEventListener("keydown", (event) => {
  if (document.querySelector("dialog[open]")) return;
  const key = [event.ctrlKey || event.metaKey ? "Ctrl+" : "", event.altKey ? "Alt+" : "", event.key.toLowerCase()].join("");
  const act = { "Ctrl+s": "save", "Ctrl+Alt+n": "new", f2: "rename" }[key];
  if (!act) return;
  event.preventDefault();
  byId(act).click();
});
walkWithArrows();
findWhileTyping();

const data = await window.__TAURI__.path.appDataDir();
export const panel = makePanel({ attacks: attacksOnMain(data), hide: data, withDecisions: true });

await refresh("");
if (isListed("Welcome.md")) await openNote("Welcome.md");
document.body.dataset.ready = "true";

if (new URLSearchParams(location.search).has("demo")) import("./demo.js").then((demo) => demo.tourOfMain());
