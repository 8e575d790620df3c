//! A URL that was judged, and the two things that are judged about it later: where a server sends us on to, and which addresses
//! its host has.

mod browser;

use std::{
    fmt,
    net::{IpAddr, SocketAddr},
    sync::{Arc, OnceLock},
};

use super::held::Held;
use crate::{
    access::AccessSet,
    code::Code,
    decide::{UrlQuestion, decide_url},
    denial::Denial,
    network::Network,
    record::{DecisionId, Draft, Stage},
    scope::{
        Scope,
        urls::{Proxy, UrlTerms},
    },
    validate::url::{ValidUrl, headers::is_harmless},
};

/// As records name it.
pub(super) const KIND: &str = "url";

/// A URL that was judged by its text.
///
/// INVARIANT judged-by-guard-only, as for [`JudgedPath`](super::JudgedPath). It is no address yet: whoever connects has the
/// addresses of its host judged by [`JudgedUrl::admit`], and connects to those alone.
///
/// A copy is judged as the first is: there is nothing to be used up.
#[derive(Clone)]
pub struct JudgedUrl(Arc<Judged>);

struct Judged {
    url: ValidUrl,
    method: Box<str>,
    scope: Arc<Scope>,
    held: Held,
    /// On what terms it is granted, once somebody asked.
    terms: OnceLock<Option<UrlTerms>>,
}

/// Addresses that a connection may go to, for the host of one judged URL. Nothing but [`JudgedUrl::admit`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Admitted(Addresses);

/// Most hosts have one address, for which no list is made at each request.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Addresses {
    One(SocketAddr),
    More(Box<[SocketAddr]>),
}

impl Admitted {
    fn of(addresses: &[IpAddr], port: u16) -> Self {
        Self(match addresses {
            [address] => Addresses::One(SocketAddr::new(*address, port)),
            more => Addresses::More(more.iter().map(|address| SocketAddr::new(*address, port)).collect()),
        })
    }

    /// The addresses, in the order of the resolver; there is at least one.
    #[must_use]
    pub fn addresses(&self) -> &[SocketAddr] {
        match &self.0 {
            Addresses::One(address) => std::slice::from_ref(address),
            Addresses::More(addresses) => addresses,
        }
    }

    /// Whether a connection that was made went to one of them.
    #[must_use]
    pub fn has(&self, peer: SocketAddr) -> bool {
        let same = |address: &SocketAddr| address.ip().to_canonical() == peer.ip().to_canonical();
        self.addresses().iter().any(|address| same(address) && address.port() == peer.port())
    }
}

impl JudgedUrl {
    pub(super) fn new(held: Held, scope: &Arc<Scope>, url: ValidUrl, method: &str) -> Self {
        let terms = OnceLock::new();
        Self(Arc::new(Judged { url, method: method.into(), scope: Arc::clone(scope), held, terms }))
    }

    /// Who is named, without a port: what a person is shown.
    #[must_use]
    pub fn host(&self) -> &str {
        self.0.url.host_text()
    }

    /// The method that it was judged for.
    #[must_use]
    pub fn method(&self) -> &str {
        &self.0.method
    }

    /// The id of the judgement in the log.
    #[must_use]
    pub fn id(&self) -> DecisionId {
        self.0.held.id()
    }

    /// The URL that was judged.
    pub(crate) fn url(&self) -> &ValidUrl {
        &self.0.url
    }

    /// Whether the entries let a connection go through the proxy that the system names. Names are then looked up there, and
    /// where it connects to is not judged.
    #[must_use]
    pub fn may_use_system_proxy(&self) -> bool {
        self.terms().is_some_and(|terms| terms.proxy == Proxy::System)
    }

    /// Bytes of an answer that may be read, at most; none where the entries set no limit.
    #[must_use]
    pub fn max_bytes(&self) -> Option<u64> {
        self.terms().and_then(|terms| terms.max_bytes)
    }

    /// Whether the page may set this header in a request to it: one that an entry names, or a
    /// [harmless](crate::validate::url::headers::is_harmless) one.
    #[must_use]
    pub fn admits_header(&self, name: &str) -> bool {
        let name = name.to_ascii_lowercase();
        is_harmless(&name) || self.0.scope.urls().admits_header(self.asked(), &name)
    }

    /// Judges the URL that a server answered with as `Location`, from the start, to be asked by `method`: it is in scope
    /// itself, and an entry that grants this URL follows redirects to it.
    ///
    /// # Errors
    ///
    /// A [`Denial`], already recorded: as [`Guard::judge_url`](super::Guard::judge_url), or with [`Code::UrlRedirect`].
    pub fn redirected(&self, location: &str, method: &str) -> Result<Self, Denial> {
        let url = self.0.url.join(location).map_err(|violation| {
            let asked = Some(without_secrets(location));
            self.0.held.refuse(&Draft { code: violation.code(), asked, ..self.draft(Stage::Redirect, method) })
        })?;
        let shown = url.shown();
        let to = UrlQuestion::new(&url, method, &self.0.held.argument);
        let decision = decide_url(&self.0.scope, to);
        let code = match decision.code {
            // Of a URL that is here in report mode alone there is no entry that could say.
            Code::Allowed if self.terms().is_some() && !self.0.scope.urls().follows(self.asked(), to) => {
                Code::UrlRedirect
            }
            code => code,
        };
        let settled = self.0.held.guard.settle(Draft {
            code,
            resource: Some(&shown),
            ..self.draft(Stage::Redirect, method).deciding(&decision)
        })?;
        Ok(Self::new(self.0.held.settled_as(settled), &self.0.scope, url, method))
    }

    /// Judges what a resolver answered for its host: all of it, since which one is connected to is chance. Of a host that is an
    /// address itself nothing needs to be asked, and nothing but that address is admitted.
    ///
    /// # Errors
    ///
    /// A [`Denial`], already recorded: [`Code::ConnectUnresolved`] where there is no address, [`Code::ConnectNetwork`] where
    /// one is in a network that no entry admits, [`Code::ConnectDenied`] where a `deny` entry covers one. The page cannot
    /// tell them apart, or it would learn which names there are in a network that it cannot reach.
    pub fn admit(&self, answers: &[IpAddr]) -> Result<Admitted, Denial> {
        let own = self.0.url.address();
        let addresses = own.as_ref().map_or(answers, std::slice::from_ref);
        let port = self.0.url.port().filter(|_| !addresses.is_empty());
        let refused = match port {
            None => Some((Code::ConnectUnresolved, None)),
            Some(_) => {
                let terms = self.terms();
                addresses.iter().find_map(|address| Some((self.refuses(*address, terms?)?, Some(*address))))
            }
        };
        if let Some((code, address)) = refused {
            let shown = self.0.url.shown();
            let found = address.map(|address| address.to_string());
            let draft = self.draft(Stage::Connect, &self.0.method);
            // In report mode it goes on: to where the app went before.
            self.0.held.guard.settle(Draft { code, resource: Some(&shown), difference: found.as_deref(), ..draft })?;
        }
        Ok(Admitted::of(addresses, port.unwrap_or_default()))
    }

    /// Whether the app does nothing that is not on record: then [`JudgedUrl::must_be_settled`] may block.
    #[must_use]
    pub fn has_to_be_settled(&self) -> bool {
        self.0.held.guard.ledger.has_to_be_settled()
    }

    /// Waits until its judgement is where a crash does not reach it, where the app asks for that. Whoever connects, looks its
    /// host up or hands it on calls this first, on a thread that may block.
    ///
    /// # Errors
    ///
    /// A [`Denial`] with [`Code::RecordUnsettled`]: the log cannot be written.
    pub fn must_be_settled(&self) -> Result<(), Denial> {
        let shown = self.0.url.shown();
        let draft = Draft { resource: Some(&shown), ..self.draft(Stage::Connect, &self.0.method) };
        self.0.held.must_be_settled(draft)
    }

    /// Refuses what whoever connects found to be wrong on the way, and records that: no answer, a certificate for another name,
    /// a response without an end. `fault` says more, and stays in the log.
    #[must_use]
    pub fn refuse(&self, code: Code, fault: Option<&str>) -> Denial {
        let stage = match code {
            Code::ResponseTooLong | Code::ResponseTimeout | Code::ResponseBroken => Stage::Respond,
            _ => Stage::Connect,
        };
        let shown = self.0.url.shown();
        self.0.held.refuse(&Draft { code, fault, resource: Some(&shown), ..self.draft(stage, &self.0.method) })
    }

    /// Why an address is none that it may be connected to by, on the terms of the entries that grant it.
    fn refuses(&self, address: IpAddr, terms: &UrlTerms) -> Option<Code> {
        if !terms.networks.admits(Network::of(address)) {
            return Some(Code::ConnectNetwork);
        }
        let urls = self.0.scope.urls();
        if !urls.denies_something() {
            return None;
        }
        // Whoever denies an address means it by every name.
        let by_address = self.0.url.at(address)?;
        let denied = urls.denying(UrlQuestion { url: &by_address, ..self.asked() });
        denied.map(|_| Code::ConnectDenied)
    }

    fn terms(&self) -> Option<&UrlTerms> {
        self.0.terms.get_or_init(|| self.0.scope.urls().terms(self.asked())).as_ref()
    }

    fn asked(&self) -> UrlQuestion<'_> {
        UrlQuestion::new(&self.0.url, &self.0.method, &self.0.held.argument)
    }

    fn draft<'a>(&'a self, stage: Stage, method: &'a str) -> Draft<'a> {
        Draft { stage, kind: Some(KIND), method: Some(method), ..self.0.held.draft(AccessSet::NONE) }
    }
}

/// What may be written of a text that is no URL, and may still hold a password: what stands before an `@` is cut off.
pub(super) fn without_secrets(text: &str) -> &str {
    text.rsplit_once('@').map_or(text, |(_, rest)| rest)
}

/// Without the URL: what is printed into an error may reach the page.
impl fmt::Debug for JudgedUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JudgedUrl")
            .field("method", &self.0.method)
            .field("id", &self.id().to_string())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
