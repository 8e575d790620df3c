// The list of notes: what the guard lists for this window. The names that it keeps back are not even counted here.

import { ask, inVault } from "./ask.js";
import { byId, element } from "./element.js";

/** What was listed: by folder, its notes as `{ name, kind }`, with names as seen from the vault. */
const folders = new Map();

/** Lists a folder, and those in it that were not listed before. Returns the answer for the folder itself. */
export async function listFolder(folder) {
  const answer = await ask("list_notes", { dir: inVault(folder) });
  if (answer.verdict !== "allowed") return answer;
  const children = answer.value.children.map(({ name, kind }) => ({ name: folder ? `${folder}/${name}` : name, kind }));
  folders.set(folder, children.filter(({ kind }) => kind !== "directory"));
  for (const { name, kind } of children) {
    if (kind === "directory" && !folders.has(name)) await listFolder(name);
  }
  return answer;
}

/** Forgets a folder that is gone, and those in it. */
export function forgetFolder(folder) {
  for (const name of [...folders.keys()]) {
    if (name === folder || name.startsWith(`${folder}/`)) folders.delete(name);
  }
}

export const isListed = (name) => folders.get(folderOf(name))?.some((note) => note.name === name) ?? false;
export const listedFiles = () => [...folders.values()].flat().filter(({ kind }) => kind === "file").map(({ name }) => name);
export const firstListed = () => [...folders.values()].flat()[0]?.name;

/** Shows what was listed, a group for each folder that holds a note. */
export function showNotes(open) {
  const sorted = [...folders].filter(([, notes]) => notes.length > 0).sort(([a], [b]) => a.localeCompare(b));
  byId("note-list").replaceChildren(
    ...sorted.map(([folder, notes]) =>
      element(
        "section",
        { "aria-label": folder || "Notes" },
        element("h2", {}, folder || "notes"),
        element(
          "ul",
          {},
          ...notes
            .sort((a, b) => a.name.localeCompare(b.name))
            .map(({ name, kind }) =>
              element(
                "li",
                {},
                element(
                  "button",
                  { "data-note": name, "data-kind": kind, title: name, onclick: () => open(name) },
                  element("span", { class: "name" }, shownName(name)),
                  kind === "file" ? undefined : element("span", { class: "kind" }, kind),
                ),
              ),
            ),
        ),
      ),
    ),
  );
}

/** Hides what is not in this set of names; shows everything again without one. */
export function showOnly(names) {
  for (const section of byId("note-list").children) {
    const items = [...section.querySelectorAll("li")];
    for (const item of items) item.hidden = names !== null && !names.has(item.firstElementChild.dataset.note);
    section.hidden = items.every(({ hidden }) => hidden);
  }
}

/** Marks the note that is open. */
export function markOpen(name) {
  for (const button of byId("note-list").querySelectorAll("button")) {
    if (button.dataset.note === name) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
}

/** Lets the arrow keys walk the list. */
export function walkWithArrows() {
  byId("note-list").addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const buttons = [...byId("note-list").querySelectorAll("button")];
    buttons[buttons.indexOf(document.activeElement) + step]?.focus();
    event.preventDefault();
  });
}

/** The folder of a note, as seen from the vault: `""` for the vault itself. */
export const folderOf = (name) => name.split("/").slice(0, -1).join("/");

export const shownName = (name) => name.split("/").at(-1).replace(/\.md$/, "");
