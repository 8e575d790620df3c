// node_modules/@tauri-apps/api/external/tslib/tslib.es6.js
function __classPrivateFieldGet(receiver, state, kind, f) {
  if (kind === "a" && !f) throw new TypeError("Private accessor was defined without a getter");
  if (typeof state === "function" ? receiver !== state || !f : !state.has(receiver)) throw new TypeError("Cannot read private member from an object whose class did not declare it");
  return kind === "m" ? f : kind === "a" ? f.call(receiver) : f ? f.value : state.get(receiver);
}
function __classPrivateFieldSet(receiver, state, value, kind, f) {
  if (kind === "m") throw new TypeError("Private method is not writable");
  if (kind === "a" && !f) throw new TypeError("Private accessor was defined without a setter");
  if (typeof state === "function" ? receiver !== state || !f : !state.has(receiver)) throw new TypeError("Cannot write private member to an object whose class did not declare it");
  return kind === "a" ? f.call(receiver, value) : f ? f.value = value : state.set(receiver, value), value;
}

// node_modules/@tauri-apps/api/core.js
var _Channel_instances;
var _Channel_onmessage;
var _Channel_nextMessageIndex;
var _Channel_pendingMessages;
var _Channel_messageEndIndex;
var _Channel_deliver;
var _Resource_rid;
var SERIALIZE_TO_IPC_FN = "__TAURI_TO_IPC_KEY__";
function transformCallback(callback, once = false) {
  return window.__TAURI_INTERNALS__.transformCallback(callback, once);
}
var Channel = class {
  constructor(onmessage) {
    _Channel_instances.add(this);
    _Channel_onmessage.set(this, void 0);
    _Channel_nextMessageIndex.set(this, 0);
    _Channel_pendingMessages.set(this, []);
    _Channel_messageEndIndex.set(this, void 0);
    __classPrivateFieldSet(this, _Channel_onmessage, onmessage || (() => {
    }), "f");
    this.id = transformCallback((rawMessage) => {
      const index = rawMessage.index;
      if ("end" in rawMessage) {
        if (index == __classPrivateFieldGet(this, _Channel_nextMessageIndex, "f")) {
          this.cleanupCallback();
        } else {
          __classPrivateFieldSet(this, _Channel_messageEndIndex, index, "f");
        }
        return;
      }
      const message = rawMessage.message;
      if (index == __classPrivateFieldGet(this, _Channel_nextMessageIndex, "f")) {
        __classPrivateFieldGet(this, _Channel_instances, "m", _Channel_deliver).call(this, message);
        __classPrivateFieldSet(this, _Channel_nextMessageIndex, __classPrivateFieldGet(this, _Channel_nextMessageIndex, "f") + 1, "f");
        while (__classPrivateFieldGet(this, _Channel_nextMessageIndex, "f") in __classPrivateFieldGet(this, _Channel_pendingMessages, "f")) {
          const message2 = __classPrivateFieldGet(this, _Channel_pendingMessages, "f")[__classPrivateFieldGet(this, _Channel_nextMessageIndex, "f")];
          __classPrivateFieldGet(this, _Channel_instances, "m", _Channel_deliver).call(this, message2);
          delete __classPrivateFieldGet(this, _Channel_pendingMessages, "f")[__classPrivateFieldGet(this, _Channel_nextMessageIndex, "f")];
          __classPrivateFieldSet(this, _Channel_nextMessageIndex, __classPrivateFieldGet(this, _Channel_nextMessageIndex, "f") + 1, "f");
        }
        if (__classPrivateFieldGet(this, _Channel_nextMessageIndex, "f") === __classPrivateFieldGet(this, _Channel_messageEndIndex, "f")) {
          this.cleanupCallback();
        }
      } else {
        __classPrivateFieldGet(this, _Channel_pendingMessages, "f")[index] = message;
      }
    });
  }
  cleanupCallback() {
    window.__TAURI_INTERNALS__.unregisterCallback(this.id);
  }
  /**
   * The handler called for every message sent by the Rust side of this channel.
   *
   * Assigning a new handler replaces the previous one; messages that arrived
   * before a handler was set are not replayed, so set it (or pass it to the
   * constructor) before sending the channel to the backend.
   */
  set onmessage(handler) {
    __classPrivateFieldSet(this, _Channel_onmessage, handler, "f");
  }
  get onmessage() {
    return __classPrivateFieldGet(this, _Channel_onmessage, "f");
  }
  [(_Channel_onmessage = /* @__PURE__ */ new WeakMap(), _Channel_nextMessageIndex = /* @__PURE__ */ new WeakMap(), _Channel_pendingMessages = /* @__PURE__ */ new WeakMap(), _Channel_messageEndIndex = /* @__PURE__ */ new WeakMap(), _Channel_instances = /* @__PURE__ */ new WeakSet(), _Channel_deliver = function _Channel_deliver2(message) {
    try {
      __classPrivateFieldGet(this, _Channel_onmessage, "f").call(this, message);
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  }, SERIALIZE_TO_IPC_FN)]() {
    return `__CHANNEL__:${this.id}`;
  }
  toJSON() {
    return this[SERIALIZE_TO_IPC_FN]();
  }
};
async function invoke(cmd, args = {}, options) {
  return window.__TAURI_INTERNALS__.invoke(cmd, args, options);
}
var Resource = class {
  get rid() {
    return __classPrivateFieldGet(this, _Resource_rid, "f");
  }
  constructor(rid) {
    _Resource_rid.set(this, void 0);
    __classPrivateFieldSet(this, _Resource_rid, rid, "f");
  }
  /**
   * Destroys and cleans up this resource from memory.
   * **You should not call any method on this object anymore and should drop any reference to it.**
   *
   * @remarks Uses the `core:resources:allow-close` permission, which is part of
   * the `core:resources:default` permission set enabled by default.
   */
  async close() {
    return invoke("plugin:resources|close", {
      rid: this.rid
    });
  }
  async [(_Resource_rid = /* @__PURE__ */ new WeakMap(), Symbol.asyncDispose)]() {
    await this.close();
  }
};

// node_modules/@tauri-apps/api/path.js
var BaseDirectory;
(function(BaseDirectory2) {
  BaseDirectory2[BaseDirectory2["Audio"] = 1] = "Audio";
  BaseDirectory2[BaseDirectory2["Cache"] = 2] = "Cache";
  BaseDirectory2[BaseDirectory2["Config"] = 3] = "Config";
  BaseDirectory2[BaseDirectory2["Data"] = 4] = "Data";
  BaseDirectory2[BaseDirectory2["LocalData"] = 5] = "LocalData";
  BaseDirectory2[BaseDirectory2["Document"] = 6] = "Document";
  BaseDirectory2[BaseDirectory2["Download"] = 7] = "Download";
  BaseDirectory2[BaseDirectory2["Picture"] = 8] = "Picture";
  BaseDirectory2[BaseDirectory2["Public"] = 9] = "Public";
  BaseDirectory2[BaseDirectory2["Video"] = 10] = "Video";
  BaseDirectory2[BaseDirectory2["Resource"] = 11] = "Resource";
  BaseDirectory2[BaseDirectory2["Temp"] = 12] = "Temp";
  BaseDirectory2[BaseDirectory2["AppConfig"] = 13] = "AppConfig";
  BaseDirectory2[BaseDirectory2["AppData"] = 14] = "AppData";
  BaseDirectory2[BaseDirectory2["AppLocalData"] = 15] = "AppLocalData";
  BaseDirectory2[BaseDirectory2["AppCache"] = 16] = "AppCache";
  BaseDirectory2[BaseDirectory2["AppLog"] = 17] = "AppLog";
  BaseDirectory2[BaseDirectory2["Desktop"] = 18] = "Desktop";
  BaseDirectory2[BaseDirectory2["Executable"] = 19] = "Executable";
  BaseDirectory2[BaseDirectory2["Font"] = 20] = "Font";
  BaseDirectory2[BaseDirectory2["Home"] = 21] = "Home";
  BaseDirectory2[BaseDirectory2["Runtime"] = 22] = "Runtime";
  BaseDirectory2[BaseDirectory2["Template"] = 23] = "Template";
})(BaseDirectory || (BaseDirectory = {}));

// guest-js/bindings.ts
var CODES = [
  "argument.missing",
  "argument.type",
  "argument.too-many",
  "argument.header",
  "argument.raw-body",
  "command.no-acl",
  "command.rate",
  "path.empty",
  "path.not-text",
  "path.control-character",
  "path.too-long",
  "path.parent-component",
  "path.relative",
  "path.url",
  "path.device",
  "path.invalid-name",
  "path.trailing-separator",
  "path.unknown-base",
  "path.unsupported-platform",
  "path.outside-scope",
  "path.hidden",
  "url.empty",
  "url.not-text",
  "url.too-long",
  "url.control-character",
  "url.backslash",
  "url.relative",
  "url.slashes",
  "url.malformed",
  "url.host",
  "url.mixed-scripts",
  "url.port",
  "url.encoded-dots",
  "url.outside-scope",
  "url.credentials",
  "url.encoded-separator",
  "connect.failed",
  "connect.redirects",
  "request.header",
  "request.body",
  "response.too-long",
  "response.timeout",
  "response.broken",
  "value.invalid",
  "value.too-long",
  "value.control-character",
  "value.outside-scope",
  "open.special",
  "open.unsupported",
  "scope.empty",
  "scope.invalid",
  "record.unsettled"
];
var ACCESSES = [
  "read",
  "write",
  "create",
  "truncate",
  "list",
  "metadata",
  "remove",
  "rename-from",
  "rename-to",
  "set-metadata"
];
var REMEDIES = [
  "pick",
  "fix-input",
  "developer"
];

// guest-js/english.ts
var IO_KINDS = [
  "already-exists",
  "crosses-devices",
  "directory-not-empty",
  "file-too-large",
  "interrupted",
  "invalid-data",
  "invalid-filename",
  "is-a-directory",
  "not-a-directory",
  "not-found",
  "out-of-memory",
  "permission-denied",
  "quota-exceeded",
  "read-only-filesystem",
  "resource-busy",
  "stale-network-file-handle",
  "storage-full",
  "timed-out",
  "unexpected-eof",
  "unsupported",
  "other"
];
var messages = /* @__PURE__ */ Object.freeze({
  "authority.denied.argument.missing": "The app did not say which {argument}{index}{field} it means.",
  "authority.denied.argument.type": "The app sent something else as {argument}{index}{field} than {command} takes.",
  "authority.denied.argument.too-many": "The app sent too many values at once as {argument}{index}{field}.",
  "authority.denied.argument.header": "The app did not send {argument}{index}{field} in the form that it has in a header.",
  "authority.denied.argument.raw-body": "The app sent bytes to {command}, which takes arguments.",
  "authority.denied.command.no-acl": "The app does not say who may call {command}, so nobody may.",
  "authority.denied.command.rate": "This window has asked too often. Please wait a moment.",
  "authority.denied.path.empty": "There is no path in {argument}{index}{field}.",
  "authority.denied.path.not-text": "The path in {argument}{index}{field} is not text.",
  "authority.denied.path.control-character": "The path in {argument}{index}{field} has an invisible control character in it.",
  "authority.denied.path.too-long": "The path in {argument}{index}{field}, or one name in it, is too long for this system.",
  "authority.denied.path.parent-component": 'The path in {argument}{index}{field} has ".." in it. It must say where it really leads.',
  "authority.denied.path.relative": "The path in {argument}{index}{field} does not say where it starts.",
  "authority.denied.path.url": "There is a URL in {argument}{index}{field} where a path is needed.",
  "authority.denied.path.device": "The path in {argument}{index}{field} does not name a file.",
  "authority.denied.path.invalid-name": "A name in the path in {argument}{index}{field} cannot be used here.",
  "authority.denied.path.trailing-separator": "The path in {argument}{index}{field} ends in a separator, and must not here.",
  "authority.denied.path.unknown-base": "This system has no such directory as the path in {argument}{index}{field} starts from.",
  "authority.denied.path.unsupported-platform": "The app cannot judge paths on this system yet, so it uses none.",
  "authority.denied.path.outside-scope": "The path in {argument}{index}{field} is outside the places that this window may use for it.",
  "authority.denied.path.hidden": "A name in the path in {argument}{index}{field} begins with a dot, and such names may not be used here.",
  "authority.denied.url.empty": "There is no address in {argument}{index}{field}.",
  "authority.denied.url.not-text": "The address in {argument}{index}{field} is not text.",
  "authority.denied.url.too-long": "The address in {argument}{index}{field} is too long.",
  "authority.denied.url.control-character": "The address in {argument}{index}{field} has a space or an invisible control character in it.",
  "authority.denied.url.backslash": "The address in {argument}{index}{field} has a backslash in it. It must be a slash.",
  "authority.denied.url.relative": 'The address in {argument}{index}{field} does not say where it starts, as "https://" does.',
  "authority.denied.url.slashes": 'The address in {argument}{index}{field} must have two slashes behind its beginning, as in "https://".',
  "authority.denied.url.malformed": "What was given for {argument}{index}{field} is no address.",
  "authority.denied.url.host": "The address in {argument}{index}{field} names no server that there could be.",
  "authority.denied.url.mixed-scripts": "The address in {argument}{index}{field} mixes letters of several scripts, as forged addresses do.",
  "authority.denied.url.port": "The port in the address in {argument}{index}{field} cannot be.",
  "authority.denied.url.encoded-dots": "The address in {argument}{index}{field} hides where it really leads.",
  "authority.denied.url.outside-scope": "The address in {argument}{index}{field} is not among those that this window may use for it.",
  "authority.denied.url.credentials": "The address in {argument}{index}{field} has a name or password in it, and must not here.",
  "authority.denied.url.encoded-separator": "The address in {argument}{index}{field} has an escaped slash in it, and must not here.",
  "authority.denied.connect.failed": "No connection could be made to the address in {argument}{index}{field}.",
  "authority.denied.connect.redirects": "The address in {argument}{index}{field} leads on to other addresses without an end.",
  "authority.denied.request.header": "The request to the address in {argument}{index}{field} has a header that it must not have.",
  "authority.denied.request.body": "What was to be sent to the address in {argument}{index}{field} cannot be sent a second time.",
  "authority.denied.response.too-long": "The address in {argument}{index}{field} answered with more than may be read.",
  "authority.denied.response.timeout": "The answer from the address in {argument}{index}{field} stopped coming.",
  "authority.denied.response.broken": "The answer from the address in {argument}{index}{field} broke off, or cannot be read.",
  "authority.denied.value.invalid": "What was given for {argument}{index}{field} is not valid.",
  "authority.denied.value.too-long": "The text in {argument}{index}{field} is too long.",
  "authority.denied.value.control-character": "The text in {argument}{index}{field} has an invisible control character in it.",
  "authority.denied.value.outside-scope": "What was given for {argument}{index}{field} is not among what this window may use for it.",
  "authority.denied.open.special": "What {argument}{index}{field} names is a device, a pipe or a socket, not a file.",
  "authority.denied.open.unsupported": "The app cannot open files safely on this system yet.",
  "authority.denied.scope.empty": "No place is open to this window for {argument}{index}{field} of {command}.",
  "authority.denied.scope.invalid": "The app is not set up correctly for {command}.",
  "authority.denied.record.unsettled": "The app cannot keep its log, and does nothing without it.",
  "authority.remedy.pick": "Please choose another file, place or address.",
  "authority.remedy.fix-input": "Please correct the input and try again.",
  "authority.remedy.developer": "Only the developer of the app can change this. Please report it as {decision}.",
  "authority.io.already-exists": "There is something of that name already.",
  "authority.io.crosses-devices": "It cannot be moved to another disk.",
  "authority.io.directory-not-empty": "The directory is not empty.",
  "authority.io.file-too-large": "The file is too large.",
  "authority.io.interrupted": "It was interrupted. Please try again.",
  "authority.io.invalid-data": "The content is not of the kind that was expected.",
  "authority.io.invalid-filename": "The disk does not take that name.",
  "authority.io.is-a-directory": "It is a directory, not a file.",
  "authority.io.not-a-directory": "It is not a directory.",
  "authority.io.not-found": "It does not exist.",
  "authority.io.out-of-memory": "There is not enough memory.",
  "authority.io.permission-denied": "The system does not permit it.",
  "authority.io.quota-exceeded": "Your share of the disk is full.",
  "authority.io.read-only-filesystem": "Nothing can be written there.",
  "authority.io.resource-busy": "It is in use.",
  "authority.io.stale-network-file-handle": "The network drive is no longer there as it was.",
  "authority.io.storage-full": "The disk is full.",
  "authority.io.timed-out": "It took too long.",
  "authority.io.unexpected-eof": "The file ended too early.",
  "authority.io.unsupported": "The system or the disk cannot do that.",
  "authority.io.other": "The disk answered with an error ({kind}).",
  "authority.tauri.not-allowed": "This window may not call {command}.",
  "authority.tauri.not-found": "The app does not know {command}.",
  "authority.tauri.invalid-args": "The app sent something to {command} that it does not take as {argument}."
});

// guest-js/error.ts
function isDenied(error) {
  return hasShape(
    error,
    (it) => it["type"] === "authority.denied" && isOneOf(CODES, it["code"]) && isString(it["command"]) && isString(it["argument"]) && isAbsentOr(it["index"], isIndex) && isAbsentOr(it["field"], isString) && isListOf(it["access"], isAccess) && isOneOf(REMEDIES, it["remedy"]) && isString(it["decision"]) && isString(it["message"]) && isAbsentOr(it["detail"], isPlainObject)
  );
}
function isIoFailure(error) {
  return hasShape(
    error,
    (it) => it["type"] === "authority.io" && isString(it["kind"]) && isString(it["message"])
  );
}
function hasShape(value, test) {
  try {
    return isPlainObject(value) && test(value);
  } catch {
    return false;
  }
}
function isPlainObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function isString(value) {
  return typeof value === "string";
}
function isAccess(value) {
  return isOneOf(ACCESSES, value);
}
function isIndex(value) {
  return isListOf(value, (step) => Number.isSafeInteger(step) && Number(step) >= 0);
}
function isOneOf(names, value) {
  return names.includes(value);
}
function isAbsentOr(value, test) {
  return value === void 0 || test(value);
}
function isListOf(value, test) {
  return Array.isArray(value) && Array.from(value).every(test);
}

// guest-js/refusal.ts
function tauriRefusal(error, command) {
  if (typeof error !== "string") return null;
  const names = typeof command === "string" ? spellings(command) : ANY;
  const found = notAllowed(error, names) ?? notFound(error, names) ?? invalidArgs(error, names);
  return found && {
    type: "tauri.refused",
    ...found,
    command: names.whole ?? found.command,
    message: error
  };
}
var ANY = {};
function spellings(whole) {
  if (!whole.startsWith("plugin:")) return { whole, pretty: whole, bare: whole, plugin: null };
  const [plugin = "", bare = ""] = whole.slice("plugin:".length).split("|");
  return { whole, pretty: `${plugin}.${bare}`, bare, plugin };
}
function named(text, name) {
  if (name === null) return null;
  const found = name ?? /^\S+/.exec(text)?.[0];
  return found !== void 0 && text.startsWith(found) ? [found, text.slice(found.length)] : null;
}
function after(prefix, text) {
  return text.startsWith(prefix) ? text.slice(prefix.length) : null;
}
var DEBUG_TAILS = [
  /^ explicitly denied on origin (?:local|remote: \S+)\n\nreferenced by: /,
  /^ not allowed on window "[^"\n]*", webview "[^"\n]*", URL: \S+\n\n(?:allowed on: |command not allowed on any )/,
  /^ not allowed on origin \[(?:local|remote: \S+)\]\. Please create a capability that has this origin /,
  /^ not allowed\. (?:(?:Command|Plugin) not found$|Permissions associated with this command: )/
];
function notAllowed(text, names) {
  const rest = after("Command ", text);
  const released = rest === null ? null : named(rest, names.whole);
  if (released?.[1] === " not allowed by ACL")
    return { reason: "not-allowed", command: released[0] };
  const debug = named(text, names.pretty);
  if (debug === null || !DEBUG_TAILS.some((it) => it.test(debug[1]))) return null;
  return { reason: "not-allowed", command: debug[0] };
}
function notFound(text, names) {
  const ofCommand = after("Command ", text);
  const command = ofCommand === null ? null : named(ofCommand, names.bare);
  if (command?.[1] === " not found") return { reason: "not-found", command: command[0] };
  const ofPlugin = after("plugin ", text);
  const plugin = ofPlugin === null ? null : named(ofPlugin, names.plugin);
  if (plugin?.[1] !== " not found") return null;
  return { reason: "not-found", command: `plugin:${plugin[0]}` };
}
var INVALID_ARGS = /^invalid args `([^`\n]*)` for command `("?)([^`"\n]+)\2`: /;
function invalidArgs(text, names) {
  const [, argument, , command] = INVALID_ARGS.exec(text) ?? [];
  if (argument === void 0 || command === void 0) return null;
  if (command !== (names.bare ?? command)) return null;
  return { reason: "invalid-args", command, argument };
}

// guest-js/message.ts
function explain(error, options) {
  const it = known(error);
  if (it === null) return null;
  const values = valuesOf(it);
  const message = (key) => ({
    key,
    values,
    text: textOf(key, values, options)
  });
  switch (it.type) {
    case "authority.denied":
      return {
        ...message(`authority.denied.${it.code}`),
        remedy: message(`authority.remedy.${it.remedy}`)
      };
    case "authority.io":
      return message(`authority.io.${isIoKind(it.kind) ? it.kind : "other"}`);
    case "tauri.refused":
      return message(`authority.tauri.${it.reason}`);
  }
}
function known(error) {
  try {
    if (typeof error !== "object" || error === null) return tauriRefusal(error);
    const it = Array.isArray(error) ? null : copy(error);
    return isDenied(it) || isIoFailure(it) || isTauriRefusal(it) ? it : null;
  } catch {
    return null;
  }
}
function copy(it) {
  return {
    type: it["type"],
    code: it["code"],
    command: it["command"],
    argument: it["argument"],
    index: listed(it["index"]),
    field: it["field"],
    access: listed(it["access"]),
    remedy: it["remedy"],
    decision: it["decision"],
    kind: it["kind"],
    reason: it["reason"],
    message: it["message"]
  };
}
function listed(value) {
  return Array.isArray(value) ? Array.from(value) : value;
}
var REASONS = ["not-allowed", "not-found", "invalid-args"];
function isTauriRefusal(it) {
  const { type, reason, command, argument, message } = it;
  return type === "tauri.refused" && REASONS.includes(reason) && typeof command === "string" && (argument === void 0 || typeof argument === "string") && typeof message === "string";
}
function isIoKind(kind) {
  return IO_KINDS.includes(kind);
}
function valuesOf(it) {
  const none = {
    command: "",
    argument: "",
    index: "",
    field: "",
    access: "",
    decision: "",
    kind: ""
  };
  switch (it.type) {
    case "authority.denied": {
      const { command, argument, decision } = it;
      const index = (it.index ?? []).map((step) => `[${step}]`).join("");
      const field = fieldOf(it.field);
      return { ...none, command, argument, index, field, access: it.access.join(", "), decision };
    }
    case "authority.io":
      return { ...none, kind: it.kind };
    case "tauri.refused":
      return { ...none, command: it.command, argument: it.argument ?? "" };
  }
}
function fieldOf(field = "") {
  return field === "" || field.startsWith("[") ? field : `.${field}`;
}
function textOf(key, values, options) {
  const given = new Map(Object.entries(values));
  return template(key, options).replace(
    /\{(\w+)\}/g,
    (whole, name) => given.get(name) ?? whole
  );
}
function template(key, options) {
  try {
    const text = options?.messages?.[key];
    return typeof text === "string" ? text : messages[key];
  } catch {
    return messages[key];
  }
}

// examples/specta/page/bindings.ts
var commands = {
  /**  Reads a note. */
  readNote: (note) => typedError(invoke("read_note", { note })),
  /**  Counts the words in some notes, together. */
  countWords: (notes) => typedError(invoke("count_words", { notes })),
  /**  Copies a note to a name that is free, and says how many bytes it has. */
  copyNote: (notes) => typedError(invoke("copy_note", { notes })),
  /**  The names in a folder: none, if no folder is given. */
  listNotes: (folder) => typedError(invoke("list_notes", { folder }))
};
async function typedError(result) {
  try {
    return { status: "ok", data: await result };
  } catch (e) {
    if (e instanceof Error) throw e;
    return { status: "error", error: e };
  }
}

// examples/specta/page/main.ts
var below = (path) => ({ path, baseDir: BaseDirectory.AppData });
function show(id, answer) {
  const element = document.getElementById(id);
  if (element === null) return;
  element.dataset["state"] = answer.status;
  element.textContent = answer.status === "ok" ? String(answer.data) : problem(answer.error);
}
function problem(error) {
  if (isDenied(error)) return `Refused: ${error.code}. ${explain(error).text}`;
  return explain(error)?.text ?? String(error);
}
show("read", await commands.readNote(below("notes/hello.md")));
show("refused", await commands.readNote(below("elsewhere.md")));
show("missing", await commands.readNote(below("notes/missing.md")));
show("count", await commands.countWords([below("notes/hello.md"), below("notes/hello.md")]));
show("copy", await commands.copyNote([below("notes/hello.md"), below("elsewhere-too.md")]));
show("list", await commands.listNotes(below("notes")));
show("nothing", await commands.listNotes(null));
document.body.dataset["ready"] = "true";
