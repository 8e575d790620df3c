// What a request of the panel must get back: the verdict, its code, and how many bodies run.

export const refused = (code, body = 0) => ({ verdict: "refused", code, body });
export const diskError = (code) => ({ verdict: "disk", code, body: 1 });
/** The page itself ended it. */
export const aborted = { verdict: "aborted", body: 0 };
export const notPermitted = { verdict: "acl", body: 0 };
export const allowed = { verdict: "allowed", body: 1 };
