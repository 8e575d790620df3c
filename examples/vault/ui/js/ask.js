// How a page of this app asks for something, and what came of it.

const { invoke } = window.__TAURI__.core;
const { header, isDenied, isIoFailure } = window.__TAURI__.authority;
const { BaseDirectory } = window.__TAURI__.path;

/** Names something in the app's folder, the way the fs plugin's callers know it. */
export const inData = (path) => ({ path, baseDir: BaseDirectory.AppData });

/** Names a note, or a folder of notes. */
export const inVault = (name) => inData(name ? `vault/${name}` : "vault");

/** Sends bytes as the body of the call; the arguments go beside them, each in a header of its name. */
export const withBody = (bytes) => (command, args) =>
  invoke(command, bytes, { headers: Object.fromEntries(Object.entries(args).map(([name, value]) => [name, header(value)])) });

/** Every request of this page and its answer, in order. */
export const journal = [];

/**
 * Sends one request. Never throws: the answer says what happened.
 *   allowed   the command did it, `value` is what it returned
 *   refused   the guard said no: `code`, `remedy`, `decision`
 *   disk      the guard said yes and the disk said no: `code` is the kind of error
 *   acl       Tauri said no before the guard was asked
 *   aborted   the page ended it before it was done
 *   page      the page's own code could not send it
 */
export async function ask(command, args, send = invoke) {
  const answer = await settle(command, args, send);
  const { verdict, code, decision } = answer;
  journal.push({ command, arguments: shorten(args), verdict, code, decision });
  return answer;
}

async function settle(command, args, send) {
  try {
    return { verdict: "allowed", value: await send(command, args) };
  } catch (error) {
    if (isDenied(error)) {
      const { code, remedy, decision, message } = error;
      return { verdict: "refused", code, remedy, decision, message, error };
    }
    if (isIoFailure(error)) {
      return { verdict: "disk", code: error.kind, message: error.message, error };
    }
    // Tauri refuses by a text. What the browser throws is an object of its own.
    if (error instanceof DOMException && error.name === "AbortError") return { verdict: "aborted", message: error.message, error };
    if (error instanceof Error) return { verdict: "page", message: error.message, error };
    return { verdict: "acl", message: String(error?.message ?? error), error };
  }
}

/** The arguments of a request on one line, however long they are. */
export function shorten(args) {
  return JSON.stringify(args, (_key, value) => {
    if (Array.isArray(value) && value.length > 3) return [value[0], `and ${(value.length - 1).toLocaleString("en")} more`];
    if (typeof value === "string" && value.length > 160) {
      return `${value.slice(0, 120)}… ${value.length.toLocaleString("en")} characters`;
    }
    return value;
  });
}
