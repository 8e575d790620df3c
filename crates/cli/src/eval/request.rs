//! A request, from the text of a line to something that can be asked; every misuse is named.

mod input;

use std::{collections::BTreeMap, net::IpAddr};

use authority_core::{
    access::Access,
    code::Code,
    platform::Platform,
    scope::List,
    suggest,
    validate::{path::ValidPath, url::is_method},
};
use serde::{Deserialize, de::IgnoredAny};
use serde_json::Value;

pub(super) use input::Input;

use super::lines::MAX_LINE_BYTES;

/// A request of a known kind.
pub(super) enum Request {
    Path(Box<PathRequest>),
    Url(Box<UrlRequest>),
}

/// Would this path be allowed?
pub(super) struct PathRequest {
    pub(super) id: String,
    pub(super) scope: Lists,
    pub(super) input: Input,
    pub(super) platform: Platform,
    pub(super) access: Access,
    /// What the variables of entries stand for, `ROOT` among them where there is a root.
    pub(super) vars: BTreeMap<String, String>,
    /// Whether the question goes through the opening step, on this machine's disk.
    pub(super) on_disk: bool,
}

/// Would this URL be allowed, and which addresses might be connected to?
pub(super) struct UrlRequest {
    pub(super) id: String,
    pub(super) scope: Lists,
    pub(super) input: Input,
    pub(super) method: String,
    /// What the resolver answers, look-up by look-up and the last one again and again; empty where none is asked.
    pub(super) answers: Vec<Answers>,
    /// What servers answer as `Location`, hop by hop.
    pub(super) redirects: Vec<String>,
    /// The proxy that the page asked for.
    pub(super) proxy: Option<String>,
    /// The environment, as a client would see it.
    pub(super) env: BTreeMap<String, String>,
}

/// The addresses of each host.
pub(super) type Answers = BTreeMap<String, Vec<IpAddr>>;

/// The entries, as capability files write them.
#[derive(Deserialize)]
pub(super) struct Lists {
    #[serde(default)]
    pub(super) allow: Vec<Value>,
    #[serde(default)]
    pub(super) deny: Vec<Value>,
    #[serde(flatten)]
    unknown: Unknown,
}

/// Why a line is no request.
pub(super) struct Unreadable {
    /// The request's id, where at least that can be read.
    pub(super) id: Option<String>,
    /// The reason, for a developer.
    pub(super) why: String,
}

impl Request {
    /// Reads a line.
    pub(super) fn read(line: &[u8]) -> Result<Self, Unreadable> {
        let wire: Wire = serde_json::from_slice(line)
            .map_err(|error| Unreadable { id: id_of(line), why: without_position(&error) })?;
        let id = wire.id.clone();
        wire.check().map_err(|why| Unreadable { id: Some(id), why })
    }
}

impl Unreadable {
    pub(super) fn too_long() -> Self {
        Self { id: None, why: format!("the line is longer than {MAX_LINE_BYTES} bytes") }
    }
}

/// The fields of every kind. A field that is there twice is refused: which of the two would count is not for us to guess.
#[derive(Deserialize)]
struct Wire {
    id: String,
    kind: String,
    scope: Lists,
    input: Option<String>,
    input_hex: Option<String>,
    input_utf16le_hex: Option<String>,
    platform: Option<String>,
    op: Option<String>,
    vars: Option<BTreeMap<String, String>>,
    root: Option<String>,
    method: Option<String>,
    dns: Option<Answers>,
    dns_sequence: Option<Vec<Answers>>,
    redirects: Option<Vec<String>>,
    proxy: Option<String>,
    env: Option<BTreeMap<String, String>>,
    #[serde(flatten)]
    unknown: Unknown,
}

/// The fields that nobody knows, collected so that the error can propose the one that was meant.
type Unknown = BTreeMap<String, IgnoredAny>;

const FIELDS: [&str; 6] = ["id", "kind", "scope", "input", "input_hex", "input_utf16le_hex"];
const PATH_FIELDS: [&str; 4] = ["platform", "op", "vars", "root"];
const URL_FIELDS: [&str; 6] = ["method", "dns", "dns_sequence", "redirects", "proxy", "env"];
const LISTS: [List; 2] = [List::Allow, List::Deny];
const KINDS: [&str; 2] = ["path", "url"];
const PLATFORMS: [Platform; 5] =
    [Platform::Linux, Platform::MacOs, Platform::Windows, Platform::Android, Platform::Ios];
const ROOT: &str = "ROOT";

impl Wire {
    fn check(self) -> Result<Request, String> {
        match self.kind.as_str() {
            "path" => self.path().map(Box::new).map(Request::Path),
            "url" => self.url().map(Box::new).map(Request::Url),
            kind => Err(format!("`kind` is `{kind}`{}", suggest::hint(kind, KINDS))),
        }
    }

    /// Refuses fields that nobody knows, and those of the other kind: whoever sets one thinks that it counts.
    fn has_only(&self, own: &[&'static str]) -> Result<(), String> {
        known(&self.unknown, "", FIELDS.into_iter().chain(own.iter().copied()))?;
        known(&self.scope.unknown, " in `scope`", LISTS.map(List::name))?;
        let there = [
            ("platform", self.platform.is_some()),
            ("op", self.op.is_some()),
            ("vars", self.vars.is_some()),
            ("root", self.root.is_some()),
            ("method", self.method.is_some()),
            ("dns", self.dns.is_some()),
            ("dns_sequence", self.dns_sequence.is_some()),
            ("redirects", self.redirects.is_some()),
            ("proxy", self.proxy.is_some()),
            ("env", self.env.is_some()),
        ];
        match there.into_iter().find(|(field, there)| *there && !own.contains(field)) {
            None => Ok(()),
            Some((field, _)) => Err(format!("`{field}` means nothing in a request of kind `{}`", self.kind)),
        }
    }

    fn url(self) -> Result<UrlRequest, String> {
        self.has_only(&URL_FIELDS)?;
        Ok(UrlRequest {
            id: self.id,
            scope: self.scope,
            input: Input::read(self.input, self.input_hex, self.input_utf16le_hex)?,
            method: method(self.method)?,
            answers: answers(self.dns, self.dns_sequence)?,
            redirects: self.redirects.unwrap_or_default(),
            proxy: self.proxy,
            env: self.env.unwrap_or_default(),
        })
    }

    fn path(self) -> Result<PathRequest, String> {
        self.has_only(&PATH_FIELDS)?;
        let access = access(self.op.as_deref())?;
        let platform = platform(self.platform.as_deref())?;
        let vars = directories(self.vars.unwrap_or_default(), self.root.as_deref(), platform)?;
        let input = Input::read(self.input, self.input_hex, self.input_utf16le_hex)?;
        let on_disk = self.root.is_some();
        let input = if let Some(root) = &self.root { input.below(root) } else { input };
        Ok(PathRequest { id: self.id, scope: self.scope, input, platform, access, vars, on_disk })
    }
}

fn known<'a>(unknown: &Unknown, place: &str, fields: impl IntoIterator<Item = &'a str>) -> Result<(), String> {
    match unknown.keys().next() {
        None => Ok(()),
        Some(field) => Err(format!("unknown field `{field}`{place}{}", suggest::hint(field, fields))),
    }
}

/// As a request line has it; what case it is in counts.
fn method(method: Option<String>) -> Result<String, String> {
    let method = method.unwrap_or_else(|| "GET".to_owned());
    if !is_method(&method) {
        return Err(format!("`method` is `{method}`: write it in capitals, such as `GET`"));
    }
    Ok(method)
}

fn answers(one: Option<Answers>, sequence: Option<Vec<Answers>>) -> Result<Vec<Answers>, String> {
    match (one, sequence) {
        (Some(_), Some(_)) => Err("give one of `dns`, `dns_sequence`".to_owned()),
        (Some(one), None) => Ok(vec![one]),
        (None, sequence) => Ok(sequence.unwrap_or_default()),
    }
}

fn access(op: Option<&str>) -> Result<Access, String> {
    let Some(op) = op else { return Ok(Access::Read) };
    let names = || Access::ALL.into_iter().map(Access::name);
    Access::from_name(op).ok_or_else(|| format!("`op` is `{op}`, which is no access{}", suggest::hint(op, names())))
}

fn platform(name: Option<&str>) -> Result<Platform, String> {
    let Some(name) = name else { return Ok(Platform::host()) };
    Platform::from_name(name).ok_or_else(|| {
        format!("`platform` is `{name}`{}", suggest::hint(name, PLATFORMS.into_iter().map(Platform::name)))
    })
}

/// What the variables stand for. In an app a base directory that cannot be used makes its entries inert, since nobody can
/// be asked; here that would turn a slip in the request into a `deny` entry that says nothing.
fn directories(
    mut vars: BTreeMap<String, String>,
    root: Option<&str>,
    platform: Platform,
) -> Result<BTreeMap<String, String>, String> {
    if let Some(name) = vars.keys().find(|name| !is_variable(name)) {
        return Err(format!("`vars` has `{name}`: a name is letters, digits and `_`, without `$`"));
    }
    if let Some((name, text, why)) = vars.iter().find_map(|(name, text)| Some((name, text, unusable(text, platform)?)))
    {
        return Err(format!("`vars` has `{text}` for `{name}`: {why}"));
    }
    let Some(root) = root else { return Ok(vars) };
    if platform != Platform::host() {
        return Err(format!("`root` asks this machine's disk, which does not go by the rules of `{platform}`"));
    }
    if let Some(why) = unusable(root, platform) {
        return Err(format!("`root` is `{root}`: {why}"));
    }
    // Below a root that is not there nothing would be found, and every verdict would be about nothing.
    if platform.is_supported() && !std::path::Path::new(root).is_dir() {
        return Err(format!("`root` is `{root}`, which is no directory"));
    }
    match vars.insert(ROOT.to_owned(), root.to_owned()) {
        None => Ok(vars),
        Some(_) => Err(format!("`vars` has `{ROOT}`, which `root` sets")),
    }
}

fn is_variable(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Why a text is no directory's path by this platform's rules; where those are not written yet, the verdict says so.
fn unusable(text: &str, platform: Platform) -> Option<String> {
    let violation = ValidPath::parse_base(text, platform).err()?;
    (violation.code() != Code::PathUnsupportedPlatform).then(|| violation.to_string())
}

/// The id of a request that is wrong elsewhere.
fn id_of(line: &[u8]) -> Option<String> {
    #[derive(Deserialize)]
    struct Named {
        id: String,
    }
    serde_json::from_slice(line).ok().map(|Named { id }| id)
}

/// `serde_json` counts lines within the text that it was given, which is always one line here.
fn without_position(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rsplit_once(" at line ") {
        Some((what, _)) => format!("{what}, at column {}", error.column()),
        None => text,
    }
}
