// What the panel sends. Each request goes to a real command of the app, and says what it expects back:
// the verdict, the code, and how many bodies run. A value is judged before the body, so a refused one leaves the body
// alone; what only the disk can tell (a link, a pipe, a folder) is refused when the body opens it, and nothing is read.

import { inVault } from "./ask.js";
import { fetched } from "./attacks-on-feeds.js";
import { attacksOnFolders, readersAttacksOnFolders } from "./attacks-on-folders.js";
import { attacksOnValues, readersAttacksOnValues } from "./attacks-on-values.js";
import { allowed, diskError, notPermitted, refused } from "./expect.js";

const straightToTauri = (command, args) => window.__TAURI_INTERNALS__.invoke(command, args);

const read = (id, title, note, expect, why, more = {}) => ({ id, title, command: "read_note", args: { note }, expect, why, ...more });

/** `data` is the absolute folder that holds both `vault` and `outside`. */
export function attacksOnMain(data) {
  const vault = `${data}/vault`;
  const outside = `${data}/outside`;
  return [
    {
      group: "Where it points",
      attacks: [
        read("outside", "A file outside the vault", `${outside}/secret.md`, refused("path.outside-scope"), "It exists, and no entry allows it."),
        read("outside-missing", "One that does not exist", `${outside}/nothing.md`, refused("path.outside-scope"), "The same answer as for the one that exists: the page cannot feel its way around outside."),
        read("system", "A file of the system", "/etc/passwd", refused("path.outside-scope"), "Absolute, well formed, and out of scope."),
        read("sibling", "A folder that begins like the vault", `${data}/vault-of-another/a.md`, refused("path.outside-scope"), "Names are compared whole, never by their first letters."),
        read("parent", "Up and out with ..", inVault("../outside/secret.md"), refused("path.parent-component"), "Refused as such: nobody works out where it would lead."),
        read("parent-inside", ".. that would stay inside", inVault("published/../Welcome.md"), refused("path.parent-component"), "A link on the way would make it another place, so none is taken."),
        read("denied", "The denied folder", inVault("private/Diary.md"), refused("path.outside-scope"), "An entry allows it, another denies it: the deny wins. The page is not told which."),
        read("hidden", "A hidden name", inVault(".hidden.md"), refused("path.hidden"), "`**` does not reach hidden names unless the entry says so."),
        { id: "list-denied", title: "List the denied folder", command: "list_notes", args: { dir: inVault("private") }, expect: refused("path.outside-scope"), why: "A deny on `private/**` covers the folder itself." },
        { id: "list-above", title: "List the folder above", command: "list_notes", args: { dir: data }, expect: refused("path.outside-scope"), why: "To list is an access of its own, granted for the vault." },
      ],
    },
    {
      group: "What is sent",
      attacks: [
        read("relative", "A relative path", "Welcome.md", refused("path.relative"), "Relative to what? A base folder must be named."),
        read("variable", "A variable", "$APPDATA/vault/Welcome.md", refused("path.relative"), "Variables belong to the configuration. Here it is plain text, and relative."),
        read("variable-inside", "A variable as a file's name", `${vault}/$HOME.md`, diskError("not-found"), "Plain text again: a note of that name, in scope, which is not there."),
        read("url", "A file:// URL", `file://${vault}/Welcome.md`, refused("path.url"), "A path is a path. Decoding URLs is how such checks were fooled."),
        read("nul", "A NUL in the name", inVault("Welcome.md\0.png"), refused("path.control-character"), "The system would stop reading at the NUL."),
        read("line-feed", "A line feed in the name", inVault("Welcome\n.md"), refused("path.control-character"), "Control characters forge lines in logs."),
        read("trailing", "A separator at the end", inVault("Welcome.md/"), refused("path.trailing-separator"), "A file's name does not end so; the two spellings of one file are one too many."),
        read("empty", "Nothing", "", refused("path.empty"), "An empty string names no file."),
        read("long", "A name of 1 MiB", `${vault}/${"a".repeat(1024 * 1024)}`, refused("path.too-long"), "Refused for its length before anything walks it."),
        read("number", "A number", 42, refused("argument.type"), "Not a path, and nothing is made into one."),
        read("object", "An object of another shape", { path: "vault/Welcome.md", baseDir: 14, follow: true }, refused("argument.type"), "An unknown key is not passed over in silence."),
        read("base", "A base folder that is none", { path: "vault/Welcome.md", baseDir: 999 }, refused("path.unknown-base"), "No folder has this number."),
        { id: "missing", title: "No argument at all", command: "read_note", args: {}, expect: refused("argument.missing"), why: "Nothing to judge is a refusal, too." },
        { id: "many", title: "10,000 paths at once", command: "count_words", args: { notes: Array(10_000).fill(inVault("Welcome.md")) }, expect: refused("argument.too-many"), why: "A list has a longest length." },
        { id: "one-of-three", title: "One bad path among good ones", command: "count_words", args: { notes: [inVault("Welcome.md"), inVault("Ideas.md"), "/etc/passwd"] }, expect: refused("path.outside-scope"), why: "All or none; the answer names the element." },
      ],
    },
    {
      group: "What lies there",
      attacks: [
        read("link-leaving", "A link that leaves the vault", inVault("oddities/leaves.md"), refused("path.outside-scope", 1), "Its name is in scope, its end is not: seen when it is opened, and nothing is read."),
        read("link-denied", "A link into the denied folder", inVault("oddities/to-private.md"), refused("path.outside-scope", 1), "The end of a link is judged like any other path."),
        read("link-folder", "Through a folder that is a link", inVault("oddities/outdoors/secret.md"), refused("path.outside-scope", 1), "Every component is opened from the one before it, never by the whole string."),
        read("link-loop", "A link to itself", inVault("oddities/loop.md"), refused("path.outside-scope", 1), "It ends nowhere, so it does not end in scope."),
        read("pipe", "A pipe", inVault("oddities/pipe.md"), refused("open.special", 1), "Opening it would wait for ever. It is not opened."),
        read("folder", "A folder named like a note", inVault("oddities/folder.md"), diskError("is-a-directory"), "In scope, and not a file."),
        read("absent", "A note that is not there", inVault("Not written yet.md"), diskError("not-found"), "In scope: the page may know that it is missing."),
        read("link-inside", "For comparison: a link that stays inside", inVault("oddities/inside.md"), allowed, "In scope at both ends, so it is read."),
      ],
    },
    {
      group: "What is done",
      attacks: [
        { id: "save-outside", title: "Write outside", command: "save_note", args: { note: `${outside}/secret.md`, text: "gone" }, expect: refused("path.outside-scope"), why: "Whole new content or none at all: here none." },
        { id: "copy-out", title: "Copy a note out", command: "copy_note", args: { from: inVault("Welcome.md"), to: `${outside}/copy.md` }, expect: refused("path.outside-scope"), why: "Both ends are judged; the second is refused." },
        { id: "copy-in", title: "Copy a secret in", command: "copy_note", args: { from: `${outside}/secret.md`, to: inVault("copy.md") }, expect: refused("path.outside-scope"), why: "Both ends are judged; the first is refused." },
        { id: "rename-out", title: "Move a note out", command: "rename_note", args: { from: inVault("Ideas.md"), to: `${outside}/Ideas.md` }, expect: refused("path.outside-scope"), why: "A rename needs its grant at both ends." },
        { id: "rename-hide", title: "Hide a note", command: "rename_note", args: { from: inVault("Ideas.md"), to: inVault(".Ideas.md") }, expect: refused("path.hidden"), why: "The new name is judged like the old one." },
        { id: "delete-denied", title: "Delete the diary", command: "delete_note", args: { note: inVault("private/Diary.md") }, expect: refused("path.outside-scope"), why: "Denied is denied, whatever is to be done." },
        { id: "info-outside", title: "Ask how large a file outside is", command: "note_info", args: { note: `${outside}/secret.md` }, expect: refused("path.outside-scope", 1), why: "Metadata is an access, too. The body itself judges here, and gets no further." },
      ],
    },
    ...attacksOnFolders(data),
    ...attacksOnValues(data),
    {
      group: "Around the guard",
      attacks: [
        read("bypass", "Past the library, straight to Tauri", `${outside}/secret.md`, refused("path.outside-scope"), "`__TAURI_INTERNALS__.invoke`: the guard is in the app, not in the page.", { send: straightToTauri }),
        fetched(),
        { id: "not-granted", title: "A command of Tauri's own, not granted", command: "plugin:window|close", args: { label: "reader" }, expect: notPermitted, why: "No capability grants it to this window: Tauri answers, the guard is never asked." },
      ],
    },
  ];
}

/** The reader may list and read `published`; the rest of the vault is as far away as the rest of the disk. */
export function attacksOnReader() {
  const published = "published/On walking.md";
  return [
    {
      group: "Where it points",
      attacks: [
        read("published", "For comparison: a published note", inVault(published), allowed, "In this window's scope."),
        read("unpublished", "A note that is not published", inVault("Welcome.md"), refused("path.outside-scope"), "In the editor's scope, not in this window's."),
        read("denied", "The denied folder", inVault("private/Diary.md"), refused("path.outside-scope"), "Nothing allows it here."),
        read("parent", "Up and out with ..", inVault("published/../Welcome.md"), refused("path.parent-component"), "Refused as such."),
        { id: "list-vault", title: "List the whole vault", command: "list_notes", args: { dir: inVault("") }, expect: refused("path.outside-scope"), why: "Only `published` may be listed." },
      ],
    },
    {
      group: "What is done",
      attacks: [
        { id: "save", title: "Save a note", command: "save_note", args: { note: inVault(published), text: "" }, expect: notPermitted, why: "This window has no permission for the command: Tauri answers." },
        { id: "delete", title: "Delete a note", command: "delete_note", args: { note: inVault(published) }, expect: notPermitted, why: "No permission." },
        { id: "rename", title: "Rename a note", command: "rename_note", args: { from: inVault(published), to: inVault("published/x.md") }, expect: notPermitted, why: "No permission." },
        { id: "decisions", title: "Read the decisions log", command: "plugin:authority|recent_decisions", args: {}, expect: notPermitted, why: "The log names paths; only the editor may read it." },
        { id: "bypass", title: "Past the library, straight to Tauri", command: "save_note", args: { note: inVault(published), text: "" }, expect: notPermitted, why: "`__TAURI_INTERNALS__.invoke` gets the same answer.", send: straightToTauri },
        fetched(),
        ...readersAttacksOnFolders(),
      ],
    },
    readersAttacksOnValues(),
  ];
}
