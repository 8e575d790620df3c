//! The closed list of codes: the one place where a refusal gets its name, what the page may know of it, and its cure.

mod remedy;

use std::fmt;

pub use remedy::Remedy;
use serde::{Serialize, Serializer};

macro_rules! codes {
    ($( $variant:ident = $name:literal, page $page:ident, $remedy:ident, $sentence:literal, $cure:literal; )*) => {
        /// Why something was decided as it was.
        ///
        /// The fine code goes to the log. The page gets [`Code::page`], which is coarser wherever the difference would
        /// tell what lies outside its scope: whether a name is denied or merely not allowed, where a link leads.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $(
                #[doc = concat!("`", $name, "`: ", $sentence, ". Cure: ", $cure, ".")]
                $variant,
            )*
        }

        impl Code {
            /// Every code, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The stable name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The code that the page gets for it.
            #[must_use]
            pub const fn page(self) -> Self {
                match self { $(Self::$variant => Self::$page,)* }
            }

            /// Who can do something about it.
            #[must_use]
            pub const fn remedy(self) -> Remedy {
                match self { $(Self::$variant => Remedy::$remedy,)* }
            }

            /// What happened, as a clause without a capital or a full stop.
            #[must_use]
            pub const fn sentence(self) -> &'static str {
                match self { $(Self::$variant => $sentence,)* }
            }

            /// What to do about it, as a clause without a capital or a full stop.
            #[must_use]
            pub const fn cure(self) -> &'static str {
                match self { $(Self::$variant => $cure,)* }
            }
        }
    };
}

codes! {
    Allowed = "allowed", page Allowed, Developer,
        "the scope grants it", "none is needed";

    ArgumentMissing = "argument.missing", page ArgumentMissing, FixInput,
        "the argument is missing", "send it, or make it an `Option` in the command";
    ArgumentType = "argument.type", page ArgumentType, FixInput,
        "the argument is not of the shape that the command takes", "send a path as a string or as `{ path, baseDir }`, and other values as the command's types say";
    ArgumentTooMany = "argument.too-many", page ArgumentTooMany, FixInput,
        "the list is longer than the app accepts", "send fewer elements, or raise `maxElements` in the plugin's configuration";
    ArgumentHeader = "argument.header", page ArgumentHeader, FixInput,
        "the header is not one JSON value in percent-encoding", "send `encodeURIComponent(JSON.stringify(value))`, which is `header(value)` of the npm package";
    ArgumentRawBody = "argument.raw-body", page ArgumentRawBody, FixInput,
        "the call has a body of bytes, which names no arguments", "call the command with an object of arguments";

    CommandNoAcl = "command.no-acl", page CommandNoAcl, Developer,
        "the command is under no ACL, and the app calls only those that are",
        "put it under the app's ACL and grant it in a capability, or name it in `frozenCommands` of the plugin's configuration";

    CommandRate = "command.rate", page CommandRate, FixInput,
        "the window has asked more often than the app lets it", "ask less often, or raise `decisionsPerSecond` of the plugin's configuration";
    AclRefused = "acl.refused", page ScopeInvalid, Developer,
        "the page says that Tauri's ACL refused the call, and the policy of the app agrees", "grant the command to the window in a capability, if it is to have it";
    AclUnconfirmed = "acl.unconfirmed", page ScopeInvalid, Developer,
        "the page says that Tauri's ACL refused the call, and nothing confirms that", "nothing, if capabilities are added at run time; else the page made it up";
    CommandFeature = "command.feature", page ScopeInvalid, Developer,
        "the app was built without the feature of the plugin that the command needs",
        "add `features = [\"fetch\"]` to `tauri-plugin-authority` in the app's Cargo.toml";

    PathEmpty = "path.empty", page PathEmpty, FixInput,
        "the path is empty", "send a path";
    PathNotText = "path.not-text", page PathNotText, FixInput,
        "the path is not Unicode text", "send a path that is valid Unicode";
    PathControlCharacter = "path.control-character", page PathControlCharacter, FixInput,
        "the path has a control character in it: the system would end the name at a NUL, and take any other into it unseen", "remove it; such characters end names early or forge lines in logs and prompts";
    PathTooLong = "path.too-long", page PathTooLong, FixInput,
        "the path, or one name in it, is longer than the platform takes", "send a shorter one (Linux: 255 bytes a name, 4,095 in all; macOS: 255 UTF-16 units a name, 1,023 bytes in all; Windows: 255 UTF-16 units a name, 32,766 in all)";
    PathParentComponent = "path.parent-component", page PathParentComponent, FixInput,
        "the path has a `..` in it, which the system would take from wherever a link on the way leads", "send the path that it stands for";
    PathRelative = "path.relative", page PathRelative, FixInput,
        "the path is relative", "send an absolute path, or `{ path, baseDir }`: the system would look from wherever the app was started";
    PathUrl = "path.url", page PathUrl, FixInput,
        "a URL was sent where a path is taken", "send the path itself";
    PathDevice = "path.device", page PathDevice, FixInput,
        "the path names a device, a pipe or the kernel's own namespace, which Windows would open instead of a file", "send a path that begins with a drive";
    PathVerbatim = "path.verbatim", page PathDevice, FixInput,
        "the path begins with `\\\\?\\`, and is no clean path below a drive: Windows would hand it to the kernel unread", "send it without `\\\\?\\`";
    PathUnc = "path.unc", page PathDevice, FixInput,
        "the path begins with two separators, and no `server\\share` follows", "send `\\\\server\\share\\..`, or a path that begins with a drive";
    PathDrive = "path.drive", page PathDevice, FixInput,
        "the path begins with a drive that is no letter from A to Z, which Windows looks up all the same", "send a path that begins with a drive such as `C:\\`";
    PathLookupPrefix = "path.lookup-prefix", page PathDevice, FixInput,
        "the path begins with `/.vol`, `/.nofollow` or `/.resolve`, by which macOS opens without looking at names or in another way", "send the path itself";
    PathDriveRelative = "path.drive-relative", page PathRelative, FixInput,
        "the path has a drive and no separator behind it: Windows would look from that drive's current directory", "send it with `\\` behind the drive";
    PathRootRelative = "path.root-relative", page PathRelative, FixInput,
        "the path begins with a separator and names no drive: Windows would look on the current one", "send it with its drive";
    PathInvalidName = "path.invalid-name", page PathInvalidName, FixInput,
        "a name in the path has a character that no name can have there, and that Windows takes for a wildcard or refuses", "rename it without `< > \" | ? *` and separators";
    PathStream = "path.stream", page PathInvalidName, FixInput,
        "a name in the path has a `:` in it: Windows would open a stream beside or behind the file", "send the name before the `:`";
    PathReservedName = "path.reserved-name", page PathInvalidName, FixInput,
        "a name in the path is that of a device, such as `NUL` or `COM1`, which Windows would open in any directory", "pick another name";
    PathTrailingDot = "path.trailing-dot", page PathInvalidName, FixInput,
        "a name in the path ends in a dot or a space, which Windows would drop", "send the name without";
    PathShortName = "path.short-name", page PathInvalidName, FixInput,
        "a name in the path looks like a short one, such as `PROGRA~1`, by which Windows would open a file of another name", "send the long name";
    PathNamedFork = "path.named-fork", page PathInvalidName, FixInput,
        "a name in the path is `..namedfork`, by which macOS would open a fork of the file before it", "send the path of the file";
    PathContentUri = "path.content-uri", page PathUnsupportedPlatform, Developer,
        "a `content://` name of Android was sent, which cannot be judged yet", "see the table of platforms in the README";
    PathSecurityScoped = "path.security-scoped", page PathUnsupportedPlatform, Developer,
        "a security-scoped name of iOS was sent, which cannot be judged yet", "see the table of platforms in the README";
    PathTrailingSeparator = "path.trailing-separator", page PathTrailingSeparator, FixInput,
        "the path ends in a separator, by which the system would follow a link that is its last name; it is taken only where a directory is listed or looked at", "send it without";
    PathUnknownBase = "path.unknown-base", page PathUnknownBase, FixInput,
        "the base directory does not exist on this platform", "send another `baseDir`, or an absolute path";
    PathUnsupportedPlatform = "path.unsupported-platform", page PathUnsupportedPlatform, Developer,
        "paths cannot be judged by this platform's rules yet, so all are refused", "see the table of platforms in the README";

    PathOutsideScope = "path.outside-scope", page PathOutsideScope, Pick,
        "the path is outside the scope of this command for this window", "pick another place, or add an `allow` entry to the capability";
    PathDenied = "path.denied", page PathOutsideScope, Pick,
        "a `deny` entry covers the path", "pick another place, or narrow the `deny` entry";
    PathReserved = "path.reserved", page PathOutsideScope, Pick,
        "the path lies where the plugin keeps its log", "nothing grants it, or a page could rewrite what is recorded of it; where the app's own files lie there, give `audit.directory` of the plugin's configuration another place";
    PathAccess = "path.access", page PathOutsideScope, Pick,
        "the path is in scope, but not for this access", "add the access to the entry's `access` list";
    PathKernel = "path.kernel", page PathOutsideScope, Pick,
        "the path lies in a kernel or device file system, which no wildcard reaches", "name it in an `allow` entry, if it is really meant";
    PathNetwork = "path.network", page PathOutsideScope, Pick,
        "the path lies on a network share, which no wildcard reaches", "name server and share in an `allow` entry, if it is really meant";
    PathHidden = "path.hidden", page PathHidden, Developer,
        "a name in the path begins with a dot, and the entry does not reach hidden names", "add `\"hidden\": true` to the entry, or name it in the pattern";

    UrlEmpty = "url.empty", page UrlEmpty, FixInput,
        "the URL is empty", "send a URL";
    UrlNotText = "url.not-text", page UrlNotText, FixInput,
        "the URL is not Unicode text", "send a URL as a string";
    UrlTooLong = "url.too-long", page UrlTooLong, FixInput,
        "the URL is longer than 8,192 bytes, more than servers take", "send a shorter one, and put data into the body of the request";
    UrlControlCharacter = "url.control-character", page UrlControlCharacter, FixInput,
        "the URL has a control character or a space in it, which some drop and others keep", "remove it, or write it as an escape (`%20`)";
    UrlBackslash = "url.backslash", page UrlBackslash, FixInput,
        "the URL has a backslash in it, which some read as a slash and others as a character of a name", "write `/`, or `%5C` in a query";
    UrlRelative = "url.relative", page UrlRelative, FixInput,
        "the URL is relative: it begins with no scheme", "send an absolute URL";
    UrlSlashes = "url.slashes", page UrlSlashes, FixInput,
        "two slashes, no more and no fewer, must follow the scheme: browsers add and drop them, others do not", "write `https://host/path`";
    UrlMalformed = "url.malformed", page UrlMalformed, FixInput,
        "the text is no URL, or one that can be read in several ways", "send a URL";
    UrlHost = "url.host", page UrlHost, FixInput,
        "the host of the URL is none that a server has: labels of letters, digits and hyphens, or an address", "mend the host";
    UrlMixedScripts = "url.mixed-scripts", page UrlMixedScripts, FixInput,
        "a label of the host mixes letters of several scripts, as a name does that is made to look like another", "send the name in one script";
    UrlPort = "url.port", page UrlPort, FixInput,
        "the port of the URL is none from 1 to 65,535", "mend the port, or leave it out";
    UrlEncodedDots = "url.encoded-dots", page UrlEncodedDots, FixInput,
        "the path of the URL has a `.` or `..` that is written with escapes or has parameters: some servers go up there, others do not", "send the path that it stands for";

    UrlOutsideScope = "url.outside-scope", page UrlOutsideScope, Pick,
        "the URL is outside the scope of this command for this window", "pick another, or add an `allow` entry to the capability";
    UrlDenied = "url.denied", page UrlOutsideScope, Pick,
        "a `deny` entry covers the URL", "pick another, or narrow the `deny` entry";
    UrlMethod = "url.method", page UrlOutsideScope, Pick,
        "the URL is in scope, but not for this method", "add the method to the entry's `methods` list";
    UrlNetwork = "url.network", page UrlOutsideScope, Pick,
        "the URL leads to an address that is not of the public network, and the entry does not admit that", "name the address in the entry, or give it `\"network\": \"private\"`, `\"loopback\"` or `\"any\"`";
    UrlCredentials = "url.credentials", page UrlCredentials, FixInput,
        "the URL has a user's name or password in it, and no entry takes those", "send them in a header, or add `\"credentials\": true` to the entry";
    UrlEncodedSeparator = "url.encoded-separator", page UrlEncodedSeparator, FixInput,
        "the path of the URL has a separator that is written as `%2F` or `%5C`, which some servers take for one, and no entry takes those", "send the path that it stands for, or add `\"encodedSeparators\": true` to the entry";
    UrlScheme = "url.scheme", page UrlOutsideScope, Pick,
        "the URL names a file or a program (`file:`, `data:`, `javascript:`, `blob:`), which no browser is given", "pick another; a file is opened by its path";
    UrlRedirect = "url.redirect", page UrlOutsideScope, Pick,
        "the server redirects, and the entry does not follow it there", "ask for where it leads, or give the entry another `redirects`";

    ConnectFailed = "connect.failed", page ConnectFailed, Pick,
        "no connection could be made to the host of the URL", "see whether the host is spelled right and can be reached";
    ConnectUnresolved = "connect.unresolved", page ConnectFailed, Pick,
        "no address is known for the host of the URL", "see whether the host is spelled right and can be reached";
    ConnectNetwork = "connect.network", page ConnectFailed, Pick,
        "the host of the URL has an address that is not of the public network, and the entry does not admit that", "give the entry `\"network\": \"private\"`, `\"loopback\"` or `\"any\"`, if the host is really meant to lie there";
    ConnectDenied = "connect.denied", page ConnectFailed, Pick,
        "the host of the URL has an address that a `deny` entry covers", "narrow the `deny` entry, or ask another host";

    ConnectResolver = "connect.resolver", page ConnectFailed, Pick,
        "the resolver gave no answer in time", "see whether the network and its resolver can be reached";
    ConnectRefused = "connect.refused", page ConnectFailed, Pick,
        "nothing at the addresses of the host takes connections", "see whether the port is right and the server runs";
    ConnectTimeout = "connect.timeout", page ConnectFailed, Pick,
        "the server gave no answer in time", "see whether it runs, or give the connector more time";
    ConnectTls = "connect.tls", page ConnectFailed, Pick,
        "no secure connection could be agreed on", "see the fault in the log: mostly the certificate is for another name, has ended, or is of an authority that the client does not know";
    ConnectPeer = "connect.peer", page ConnectFailed, Developer,
        "the connection went to an address that was not judged, and what came from there was thrown away", "take what sends the client elsewhere (a Unix socket, a connector of its own) out of the app's `ClientBuilder`";
    ConnectRedirects = "connect.redirects", page ConnectRedirects, Pick,
        "the server redirects more often than is followed", "ask for where it leads, or give the connector more redirects";

    RequestHeader = "request.header", page RequestHeader, FixInput,
        "the request sets a header that no entry lets the page set, or one that is the connection's own", "leave it out, or name it in the entry's `headers`";
    RequestBody = "request.body", page RequestBody, FixInput,
        "the server asks for the body again at another URL, and it was sent as a stream", "send the body as a whole, or ask the other URL";

    ResponseTooLong = "response.too-long", page ResponseTooLong, Pick,
        "the response is longer than may be read", "raise `maxBytes` in the entry, or read the response in pieces";
    ResponseTimeout = "response.timeout", page ResponseTimeout, Pick,
        "the response stopped coming", "try again, or give the connector more time";
    ResponseBroken = "response.broken", page ResponseBroken, Pick,
        "the response ended early, or cannot be read", "try again";

    ValueInvalid = "value.invalid", page ValueInvalid, FixInput,
        "the value is not valid", "send one that keeps the rules of the command's type; the log says which it breaks";
    ValueTooLong = "value.too-long", page ValueTooLong, FixInput,
        "the text is longer than any that is judged", "send at most 4,096 bytes";
    ValueControlCharacter = "value.control-character", page ValueControlCharacter, FixInput,
        "the text has a control character in it", "remove it; such characters end texts early or forge lines in logs and files";
    ValueOutsideScope = "value.outside-scope", page ValueOutsideScope, Pick,
        "the value is outside the scope of this command for this window", "pick another, or add an `allow` entry to the capability";
    ValueDenied = "value.denied", page ValueOutsideScope, Pick,
        "a `deny` entry covers the value", "pick another, or narrow the `deny` entry";

    LinkOutside = "link.outside", page PathOutsideScope, Pick,
        "a symbolic link on the way leads outside the scope", "add an entry for where it leads, or do not link there";
    LinkDenied = "link.denied", page PathOutsideScope, Pick,
        "a symbolic link on the way leads to what a `deny` entry covers", "narrow the `deny` entry, or do not link there";
    LinkLoop = "link.loop", page PathOutsideScope, Pick,
        "symbolic links on the way form a loop, or are too many", "mend the links";
    LinkRefused = "link.refused", page PathOutsideScope, Pick,
        "a link is on the way, or the file has another name too, and the entry takes no links",
        "name the object by the path where it lies, or take `\"links\": false` out of the entry";
    OpenUnresolved = "open.unresolved", page PathOutsideScope, Pick,
        "the true name of the object could not be learned", "make sure that /proc is mounted and that the directories on the way can be searched";
    OpenChanged = "open.changed", page PathOutsideScope, Pick,
        "the directories on the way kept changing while the object was opened", "try again when they are at rest";
    OpenSpecial = "open.special", page OpenSpecial, Pick,
        "the object is a device, a pipe or a socket", "pick a regular file, or add `\"special\": true` to the entry if it is really meant";
    OpenHoldsDenied = "open.holds-denied", page PathOutsideScope, Pick,
        "the directory holds something that a `deny` entry covers", "move its other children one by one";
    OpenHoldsOutside = "open.holds-outside", page PathOutsideScope, Pick,
        "the directory holds something that no `allow` entry grants for this access",
        "add an entry that reaches it (`\"hidden\": true`, if it begins with a dot), or remove the others one by one";
    OpenUnjudged = "open.unjudged", page PathOutsideScope, Pick,
        "the directory holds something that cannot be judged", "see whether it has names that are not clean Unicode text, or that make too long a path, or directories that cannot be read";
    OpenAccess = "open.access", page PathOutsideScope, Developer,
        "the value was not judged for this access", "this is a bug in the caller of the core crate: ask for the access that the operation needs";
    OpenUnsupported = "open.unsupported", page OpenUnsupported, Developer,
        "objects cannot be opened safely on this platform yet", "see the table of platforms in the README";

    ScopeEmpty = "scope.empty", page ScopeEmpty, Developer,
        "no `allow` entry applies to this argument of this command for this window, and no entry means no", "add an entry to a capability of the window";
    ScopeInvalid = "scope.invalid", page ScopeInvalid, Developer,
        "a scope entry of this command cannot be used, so the command is refused", "mend the entry that the log names";
    ScopeUnattributed = "scope.unattributed", page ScopeInvalid, Developer,
        "an entry of `authority:scope` names no command, so every judged command is refused", "give it a `command` and `windows` or `webviews`";
    ScopeOwner = "scope.owner", page ScopeInvalid, Developer,
        "the command belongs to another owner of scopes than its argument's type says", "name the owner in the type: `Scoped<T, Owner>`";
    ScopeUnavailable = "scope.unavailable", page ScopeInvalid, Developer,
        "the scope of the command cannot be read", "see the message in the log";
    KindUnregistered = "kind.unregistered", page ScopeInvalid, Developer,
        "the app does not register the kind of the value", "add `.kind::<T>()` to the plugin's builder, once for each kind";
    RecordUnsettled = "record.unsettled", page RecordUnsettled, Developer,
        "the decision could not be put on record, and the app does nothing that is not", "see what the log says of its own trouble: a full disk, or a directory that cannot be written to";
    PluginMissing = "plugin.missing", page ScopeInvalid, Developer,
        "the app does not run the plugin", "add `.plugin(tauri_plugin_authority::init())` to the builder";
}

impl Code {
    /// The code with this name, if there is one.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }

    /// The codes that a page can see in a denial.
    pub fn page_codes() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|code| *code != Self::Allowed && code.page() == *code)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

#[cfg(test)]
mod tests;
