// What the panel sends of folders and of files that are copied piece by piece.

import { inData, inVault } from "./ask.js";
import { notPermitted, refused } from "./expect.js";

const { Channel } = window.__TAURI__.core;

const made = (id, title, folder, expect, why) => ({ id, title, command: "make_folder", args: { folder }, expect, why });
const removed = (id, title, folder, expect, why) => ({ id, title, command: "remove_folder", args: { folder }, expect, why });
const imported = (id, title, changes, expect, why) => ({
  id,
  title,
  command: "import_file",
  args: { source: inData("inbox/Scan.pdf"), target: inData("attachments/Not kept.pdf"), progress: new Channel(), ...changes },
  expect,
  why,
});

export function attacksOnFolders(data) {
  return [
    {
      group: "A folder, and all that is in it",
      attacks: [
        made("make-outside", "Make a folder outside", `${data}/outside/new`, refused("path.outside-scope"), "To make a folder is to create, as with a file."),
        made("make-denied", "Make one in the denied folder", inVault("private/new"), refused("path.outside-scope"), "Denied is denied, what is not there yet, too."),
        made("make-hidden", "Make a hidden one on the way", inVault(".git/hooks"), refused("path.hidden"), "Each name on the way is judged, the hidden one, too."),
        made("make-link", "Make one behind a link that leaves", inVault("oddities/outdoors/new"), refused("path.outside-scope", 1), "It would lie outside: seen on the way there, and nothing is made."),
        removed("remove-vault", "Remove the whole vault", inVault(""), refused("path.outside-scope"), "`vault/**` is what is in it, not the vault itself."),
        removed("remove-denied", "Remove the denied folder", inVault("private"), refused("path.outside-scope"), "A deny on `private/**` covers the folder itself."),
        removed("remove-hidden", "Remove a folder that holds hidden names", inVault("oddities/project"), refused("path.outside-scope", 1), "All in it is judged first. One name is not in scope, so nothing is removed."),
        removed("remove-parent", "Remove by a name with ..", inVault("published/../private"), refused("path.parent-component"), "Refused as such."),
      ],
    },
    {
      group: "A large file, copied piece by piece",
      attacks: [
        imported("import-system", "Import a file of the system", { source: "/etc/passwd" }, refused("path.outside-scope"), "Only what lies in the inbox is in scope for `source`."),
        imported("import-over", "Import over a note", { target: inVault("Welcome.md") }, refused("path.outside-scope"), "Notes are in no scope of this command."),
        imported("import-program", "Import as a program", { target: inData("attachments/run.desktop") }, refused("path.outside-scope"), "An import is called `*.pdf`."),
        imported("import-swapped", "Import an attachment to the inbox", { source: inData("attachments/Scan.pdf"), target: inData("inbox/Scan.pdf") }, refused("path.outside-scope"), "Each argument has a scope of its own, by its name."),
        imported("import-link", "Import a link that leaves", { source: inData("inbox/leaves.pdf") }, refused("path.outside-scope", 1), "Its name is in scope, its end is not: no piece of it is read, and no copy begun."),
      ],
    },
  ];
}

export const readersAttacksOnFolders = () => [
  removed("remove-folder", "Remove the published folder", inVault("published"), notPermitted, "To list it is not to remove it: this window has no permission for the command."),
  imported("import", "Import a scan", {}, notPermitted, "No permission."),
];
