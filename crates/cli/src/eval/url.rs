//! The question about a URL, put to the code that decides in the app: judge the text, what the resolver answers, and each redirect.

use std::{collections::BTreeMap, net::SocketAddr, sync::Arc};

use authority_core::{
    access::AccessSet,
    code::Code,
    danger,
    denial::Denial,
    guard::{Ask, Guard, JudgedUrl},
    record::{Ledger, ring::Ring},
    scope::bases::Bases,
};

use super::{
    request::{Answers, Input, UrlRequest},
    scope, suffixes,
    verdict::{Notes, Verdict},
};

const ARGUMENT: &str = "url";

/// Answers a request.
pub(super) fn answer(request: UrlRequest) -> Verdict {
    // The first record is the judgement of the URL itself: a grant says there which entry it was.
    let ring = Arc::new(Ring::new(1 + request.redirects.len() + 1));
    let guard = Arc::new(Guard::new(Ledger::new(vec![Arc::clone(&ring) as _]), Bases::none()));
    let caller = scope::caller();
    let command = Arc::from(scope::COMMAND);
    let ask = Ask { caller: &caller, command: &command, argument: ARGUMENT, index: &[], access: AccessSet::NONE };
    let Input::Text(input) = &request.input else {
        return Verdict::denied(request.id, &guard.refuse(ask, Code::UrlNotText, None, None), Notes::None);
    };
    let of_strangers = suffixes::warnings(&request.scope.allow);
    let scope = scope::compile(request.scope, &guard, &caller);
    let warnings = [scope.warnings(), &of_strangers].concat();
    let wide = Notes::Wide(&warnings);
    let network = Network { answers: &request.answers, env: &request.env };
    let mut way = Way { network, lookups: 0, connect: Vec::new() };
    let judged = guard.judge_url(&scope, input, &request.method, ask).and_then(|judged| {
        let proxy = request.proxy.as_deref();
        // Whoever chooses the proxy chooses where the bytes go: it is a destination like any other.
        let proxy = proxy.map(|proxy| guard.judge_url(&scope, proxy, "CONNECT", ask)).transpose()?;
        way.follow(judged, proxy.as_ref(), &request.redirects)
    });
    let (mut newest, _) = ring.newest(usize::MAX);
    let first = newest.pop();
    match judged {
        Ok(()) => Verdict::allowed(request.id, first.as_deref(), wide).connecting(way.connect),
        Err(denial) => Verdict::denied(request.id, &denial, wide),
    }
}

/// What the request says of the network.
#[derive(Clone, Copy)]
struct Network<'a> {
    answers: &'a [Answers],
    env: &'a BTreeMap<String, String>,
}

/// The connections that are made one after the other.
struct Way<'a> {
    network: Network<'a>,
    lookups: usize,
    connect: Vec<SocketAddr>,
}

impl Way<'_> {
    fn follow(&mut self, first: JudgedUrl, proxy: Option<&JudgedUrl>, redirects: &[String]) -> Result<(), Denial> {
        let mut at = first;
        self.connect(proxy.unwrap_or(&at))?;
        for location in redirects {
            at = at.redirected(location, at.method())?;
            self.connect(proxy.unwrap_or(&at))?;
        }
        Ok(())
    }

    /// As a client would: one look-up for each connection, and all its answers judged.
    fn connect(&mut self, to: &JudgedUrl) -> Result<(), Denial> {
        if let Some(proxy) = self.network.system_proxy(to) {
            self.connect.extend(proxy);
            return Ok(());
        }
        let name = danger::unguarded_url(to).domain().map(str::to_owned);
        // Without answers nothing is looked up: the verdict is about the URL alone.
        if name.is_some() && self.network.answers.is_empty() {
            return Ok(());
        }
        let last = self.network.answers.len().saturating_sub(1);
        let table = self.network.answers.get(self.lookups.min(last));
        let answers = name.as_ref().and_then(|name| table?.get(name));
        if name.is_some() {
            self.lookups += 1;
        }
        self.connect.extend(to.admit(answers.map_or(&[], Vec::as_slice))?.addresses());
        Ok(())
    }
}

impl Network<'_> {
    /// The proxy that the environment names, where an entry lets it be used: an address, for nobody judges it.
    fn system_proxy(&self, to: &JudgedUrl) -> Option<Vec<SocketAddr>> {
        if !to.may_use_system_proxy() {
            return None;
        }
        let scheme = danger::unguarded_url(to).scheme();
        let names = [format!("{scheme}_proxy"), format!("{}_PROXY", scheme.to_uppercase()), "all_proxy".to_owned()];
        let proxy = names.iter().find_map(|name| self.env.get(name))?;
        let authority = proxy.split_once("://").map_or(proxy.as_str(), |(_, authority)| authority);
        Some(authority.trim_end_matches('/').parse().into_iter().collect())
    }
}
