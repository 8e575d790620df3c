// What the panel sends besides single paths: objects whose fields are judged, values of a kind that the app declared, text
// with rules, a path beside a body of bytes, and a path that its command takes as plain text.

import { inData, inVault, withBody } from "./ask.js";
import { notPermitted, refused } from "./expect.js";

const { invoke } = window.__TAURI__.core;

const exported = (id, title, changes, expect, why) => ({
  id,
  title,
  command: "export_note",
  args: { request: { from: inVault("published/On walking.md"), to: inData("exports/Not kept.txt"), style: { style: "plain", width: 72 }, ...changes } },
  expect,
  why,
});
const found = (id, title, query, expect, why) => ({ id, title, command: "find_notes", args: { notes: [inVault("Ideas.md")], query }, expect, why });
const attached = (id, title, args, expect, why, send = withBody(new TextEncoder().encode("not a picture"))) => ({ id, title, command: "attach", args, expect, why, send });
const sorted = (id, title, flags, expect, why) => ({ id, title, command: "sort_note", args: { note: inVault("Ideas.md"), flags }, expect, why });
const tidied = (id, title, note, expect, why) => ({ id, title, command: "tidy_note", args: { note }, expect, why });

/** A header that `header` of the package did not write. */
const bareHeader = (command, { file }) => invoke(command, new Uint8Array([0]), { headers: { file } });

export function attacksOnValues(data) {
  return [
    {
      group: "An export: several fields, each with its own scope",
      attacks: [
        exported("export-out", "Export to outside", { to: `${data}/outside/walking.txt` }, refused("path.outside-scope"), "One field out of scope refuses the whole."),
        exported("export-into-vault", "Export among the notes", { to: inVault("walking.txt") }, refused("path.outside-scope"), "Notes are in scope for `request.from`, not for `request.to`."),
        exported("export-denied", "Export the diary", { from: inVault("private/Diary.md") }, refused("path.outside-scope"), "A deny without `arg` is for every field."),
        exported("export-program", "Export as a program", { to: inData("exports/walking.desktop") }, refused("path.outside-scope"), "An export is called `*.txt`."),
        exported("style-unknown", "A style that no entry names", { style: { style: "html", width: 72 } }, refused("value.outside-scope"), "Styles are a kind of the app's own; the capability says which there are."),
        exported("style-narrow", "A line of one character", { style: { style: "plain", width: 1 } }, refused("value.outside-scope"), "Plain text is 40 to 100 wide."),
        exported("style-of-another", "The width of another style", { style: { style: "mail", width: 40 } }, refused("value.outside-scope"), "Each entry is taken whole: mail is 72 wide."),
        exported("style-without-width", "A style without its width", { style: { style: "mail" } }, refused("value.outside-scope"), "The entry for mail names a width, so one must be sent."),
        exported("style-text", "A width that is text", { style: { style: "plain", width: "72" } }, refused("argument.type"), "Nothing is made into a number."),
        exported("export-extra", "A field too many", { overwrite: true }, refused("argument.type"), "What nobody judges is not taken along."),
        exported("export-missing", "A field too few", { to: undefined }, refused("argument.missing"), "Each field is judged, the missing one, too."),
      ],
    },
    {
      group: "The flags of a program",
      attacks: [
        sorted("flag-unknown", "A flag that writes elsewhere", [{ flag: "--output", value: "/etc/cron.d/vault" }], refused("value.outside-scope"), "Flags are a kind of the app's own; the capability says which there are."),
        sorted("flag-program", "A flag that starts a program", [{ flag: "--compress-program", value: "sh" }], refused("value.outside-scope"), "Not one of them."),
        sorted("flag-value", "A value beside the pattern", [{ flag: "--key", value: "10" }], refused("value.outside-scope"), "`[1-9]` is one digit: a pattern takes the whole value."),
        sorted("flag-glued", "A value in the flag's name", [{ flag: "--key=1" }], refused("value.outside-scope"), "The name is compared whole."),
        sorted("flag-one-of-two", "A bad flag behind a good one", [{ flag: "--reverse" }, { flag: "--key", value: "1 --output=x" }], refused("value.outside-scope"), "All or none; the answer names the element."),
        sorted("flag-extra", "A value where none is taken", [{ flag: "--reverse", value: "x" }], refused("value.outside-scope"), "The entry names no value, so none may be sent."),
      ],
    },
    {
      group: "A text with rules",
      attacks: [
        found("query-empty", "Find nothing", { text: "", limit: 9 }, refused("value.invalid"), "Every note would hold it."),
        found("query-long", "Find 100,000 characters", { text: "a".repeat(100_000), limit: 9 }, refused("value.invalid"), "80 are a query."),
        found("query-lines", "Find two lines", { text: "one\ntwo", limit: 9 }, refused("value.invalid"), "Control characters are not in its pattern."),
        found("query-limit", "A limit without limit", { text: "a", limit: 1e9 }, refused("value.invalid"), "A number has its range."),
        found("query-negative", "A negative limit", { text: "a", limit: -1 }, refused("argument.type"), "Not of its type."),
        found("query-key", "A key that it does not have", { text: "a", limit: 9, folder: "/etc" }, refused("argument.type"), "The type takes no others."),
        { ...found("query-outside", "A good query of a file outside", { text: "root", limit: 9 }, refused("path.outside-scope"), "The other argument is judged, too."), args: { notes: ["/etc/passwd"], query: { text: "root", limit: 9 } } },
      ],
    },
    {
      group: "Bytes, and their path in a header",
      attacks: [
        attached("attach-over", "Bytes over a note", { file: inVault("Welcome.md") }, refused("path.outside-scope"), "Attachments have a folder of their own."),
        attached("attach-program", "A program", { file: inData("attachments/run.desktop") }, refused("path.outside-scope"), "Pictures and documents only, by their names."),
        attached("attach-parent", "Up and out with ..", { file: inData("attachments/../vault/a.png") }, refused("path.parent-component"), "A path in a header is a path."),
        attached("attach-bare", "A header of another hand", { file: `${data}/attachments/a.png` }, refused("argument.header"), "In scope, but not written as JSON: nobody guesses.", bareHeader),
        attached("attach-none", "No header", {}, refused("argument.missing"), "Bytes without a place go nowhere."),
        attached("attach-body", "The path in the body", { file: inData("attachments/a.png") }, refused("argument.missing"), "The argument is the header's, whatever the body says.", invoke),
      ],
    },
    {
      group: "A plain argument, judged in the body's first line",
      attacks: [
        tidied("tidy-outside", "A file outside the vault", `${data}/outside/secret.md`, refused("path.outside-scope", 1), "`require_path!` has the same scope as a type: the body began, and touched nothing."),
        tidied("tidy-denied", "The denied folder", `${data}/vault/private/Diary.md`, refused("path.outside-scope", 1), "Denied is denied."),
        tidied("tidy-parent", "Up and out with ..", `${data}/vault/../outside/secret.md`, refused("path.parent-component", 1), "Refused as such."),
        tidied("tidy-link", "A link that leaves", `${data}/vault/oddities/leaves.md`, refused("path.outside-scope", 1), "It is opened as any judged path is."),
      ],
    },
  ];
}

export function readersAttacksOnValues() {
  return {
    group: "What else is sent",
    attacks: [
      exported("style-of-main", "A style of the editor's", { style: { style: "mail", width: 72 } }, refused("value.outside-scope"), "In the editor's scope, not in this window's."),
      exported("style-wide", "Another width", { style: { style: "plain", width: 100 } }, refused("value.outside-scope"), "This window has one style, in one width."),
      exported("export-unpublished", "Export what is not published", { from: inVault("Welcome.md") }, refused("path.outside-scope"), "What it may not read it may not export."),
      found("find", "Find in a published note", { text: "a", limit: 9 }, notPermitted, "No permission."),
      attached("attach", "Attach a picture", { file: inData("attachments/a.png") }, notPermitted, "No permission, whatever the header says."),
      tidied("tidy", "Tidy a note", "/etc/passwd", notPermitted, "No permission: Tauri answers, and no body runs."),
    ],
  };
}
