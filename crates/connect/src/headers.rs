//! The headers of one request: those that the app sets, and those that the page chose.

use authority_core::{code::Code, denial::Denial, guard::JudgedUrl, validate::url::headers::is_of_the_connection};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

use crate::redirect;

/// Headers, as far as they may be sent.
pub(crate) struct Headers {
    /// What the app sets. Most requests have none.
    of_app: Option<Box<HeaderMap>>,
    /// What the page sets, as far as entries let it.
    of_page: Option<Box<HeaderMap>>,
    /// Those that nobody sets, in lower case.
    reserved: fn(&str) -> bool,
    /// Whether a server sent us on to another origin: what the app's client sends by itself stays behind from then on.
    has_left: bool,
    /// The first header that cannot be sent.
    fault: Option<String>,
}

impl Headers {
    /// None yet, of a request whose connection sets its own.
    pub(crate) fn new() -> Self {
        Self::without(is_of_the_connection)
    }

    /// None yet, of a request where these are nobody's to set.
    pub(crate) fn without(reserved: fn(&str) -> bool) -> Self {
        Self { of_app: None, of_page: None, reserved, has_left: false, fault: None }
    }

    /// Adds one of the app's own.
    pub(crate) fn add(&mut self, name: impl TryInto<HeaderName>, value: impl TryInto<HeaderValue>) {
        if let Some((name, value)) = self.read(name, value) {
            self.of_app.get_or_insert_default().append(name, value);
        }
    }

    /// Adds one that the page chose, if the entries of the URL let it.
    pub(crate) fn add_of_page(
        &mut self,
        url: &JudgedUrl,
        name: impl TryInto<HeaderName>,
        value: impl TryInto<HeaderValue>,
    ) {
        let Some((name, value)) = self.read(name, value) else { return };
        if url.admits_header(name.as_str()) {
            self.of_page.get_or_insert_default().append(name, value);
        } else {
            self.refuse(name.as_str());
        }
    }

    /// Has the request refused for this header.
    pub(crate) fn refuse(&mut self, name: &str) {
        self.fault.get_or_insert_with(|| name.to_owned());
    }

    /// Whether all that were added may be sent.
    pub(crate) fn must_be_sendable(&self, url: &JudgedUrl) -> Result<(), Denial> {
        match &self.fault {
            Some(fault) => Err(url.refuse(Code::RequestHeader, Some(fault))),
            None => Ok(()),
        }
    }

    /// Writes all of them into a request. `by_default` are those that a client puts in by itself: it does so only where there
    /// are none of that name.
    pub(crate) fn write_into(&self, request: &mut HeaderMap, by_default: &[HeaderName]) {
        for headers in [&self.of_app, &self.of_page].into_iter().flatten() {
            request.extend(HeaderMap::clone(headers));
        }
        if self.has_left {
            for name in by_default {
                request.entry(name).or_insert(HeaderValue::from_static(""));
            }
        }
    }

    /// Takes those away that describe a body.
    pub(crate) fn drop_body(&mut self) {
        self.all().for_each(redirect::without_body);
    }

    /// Takes those away that another origin may not see.
    pub(crate) fn leave_origin(&mut self) {
        self.all().for_each(redirect::across_origins);
        self.has_left = true;
    }

    /// Takes those of the page away that it may not set for this URL: another entry may grant it, and let the page set
    /// less.
    pub(crate) fn go_on_to(&mut self, next: &JudgedUrl) {
        if let Some(of_page) = &mut self.of_page {
            let admitted = of_page.iter().filter(|(name, _)| next.admits_header(name.as_str()));
            **of_page = admitted.map(|(name, value)| (name.clone(), value.clone())).collect();
        }
    }

    fn all(&mut self) -> impl Iterator<Item = &mut HeaderMap> {
        [&mut self.of_app, &mut self.of_page].into_iter().flatten().map(|headers| &mut **headers)
    }

    fn read(
        &mut self,
        name: impl TryInto<HeaderName>,
        value: impl TryInto<HeaderValue>,
    ) -> Option<(HeaderName, HeaderValue)> {
        let Ok(name) = name.try_into() else {
            self.refuse("one whose name is none");
            return None;
        };
        let value = value.try_into().ok().filter(|_| !(self.reserved)(name.as_str()));
        if value.is_none() {
            self.refuse(name.as_str());
        }
        Some((name, value?))
    }
}
