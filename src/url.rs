//! URLs that were judged by their text, each for the method that it is asked by.

use std::{fmt, marker::PhantomData};

use authority_core::{access::AccessSet, code::Code, guard::JudgedUrl};
use serde_json::Value;

use crate::{
    Denial,
    owner::App,
    scoped::{Bench, Input, Judge, Scoped},
};
#[cfg(feature = "reqwest")]
use crate::{denied::Shape, net::Network};

/// A URL that was judged for the method `M`: an `allow` entry of the command takes it, and no `deny` covers it by any spelling.
///
/// ```
/// use tauri_plugin_authority::{ScopedUrl, method::Post};
///
/// #[tauri::command]
/// fn subscribe(feed: ScopedUrl, hook: ScopedUrl<Post>) {
///     println!("{} tells {}", feed.host(), hook.host());
/// }
/// ```
///
/// In a capability an entry is a pattern, or an object that says on what terms:
///
/// ```json
/// { "identifier": "allow-subscribe",
///   "allow": ["https://*.example.com", { "url": "https://hooks.example.org/:id", "methods": ["POST"] }] }
/// ```
///
/// What it is not yet: a place. Its host may have the address of this machine, and its server may send a client on to
/// another one. `Url::request` (feature `reqwest`) judges both. The text is not to be had by accident; see
/// [`danger::UnguardedUrl`](crate::danger::UnguardedUrl). With the feature
/// `opener`, one that was judged for [`method::Get`] has `open_in_browser`.
pub struct Url<M = method::Get> {
    judged: JudgedUrl,
    #[cfg(feature = "reqwest")]
    network: Network,
    #[cfg(feature = "reqwest")]
    shape: Shape,
    method: PhantomData<fn() -> M>,
}

/// A command's argument that is a judged URL.
pub type ScopedUrl<M = method::Get, O = App> = Scoped<Url<M>, O>;

impl<M: method::Method> Url<M> {
    /// Who is named, without a port: what a person is shown before anything is sent there.
    #[must_use]
    pub fn host(&self) -> &str {
        self.judged.host()
    }

    pub(crate) const fn judged(&self) -> &JudgedUrl {
        &self.judged
    }

    #[cfg(feature = "reqwest")]
    pub(crate) const fn network(&self) -> &Network {
        &self.network
    }

    #[cfg(feature = "reqwest")]
    pub(crate) const fn shape(&self) -> &Shape {
        &self.shape
    }
}

impl<M: method::Method> Judge for Url<M> {
    /// There is one thing to do with a URL, which the method says.
    const ACCESS: AccessSet = AccessSet::NONE;

    fn judge(input: Input<'_>, bench: &Bench<'_>) -> Result<Self, Denial> {
        match bench.one(input, Self::ACCESS)? {
            Value::String(url) => Ok(Self {
                judged: bench.url(url, M::NAME)?,
                #[cfg(feature = "reqwest")]
                network: bench.authority().network.clone(),
                #[cfg(feature = "reqwest")]
                shape: bench.authority().shape.clone(),
                method: PhantomData,
            }),
            _ => Err(bench.refuse(Self::ACCESS, Code::ArgumentType)),
        }
    }
}

/// Without the URL: what is printed into an error may reach the page.
impl<M> fmt::Debug for Url<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.judged.fmt(f)
    }
}

/// The methods by which a URL can be asked, as types: a grant for one is no grant for another.
pub mod method {
    mod sealed {
        pub trait Sealed {}
    }

    /// A method, as entries name it in `methods`.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` is no method by which a URL is asked",
        label = "no method",
        note = "name one of `tauri_plugin_authority::method`: `Get`, `Head`, `Post`, `Put`, `Patch`, `Delete`"
    )]
    pub trait Method: sealed::Sealed + Send + Sync + 'static {
        /// Its name, in capitals.
        const NAME: &'static str;
    }

    macro_rules! methods {
        ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => { $(
            $(#[$doc])*
            #[derive(Debug)]
            #[expect(clippy::exhaustive_structs, reason = "it is a name for a type, and never made")]
            pub struct $name;
            impl sealed::Sealed for $name {}
            impl Method for $name { const NAME: &'static str = $text; }
        )* };
    }

    methods! {
        /// Fetches.
        Get = "GET";
        /// Fetches the headers alone.
        Head = "HEAD";
        /// Sends something to be dealt with.
        Post = "POST";
        /// Puts something in a place.
        Put = "PUT";
        /// Changes a part of something.
        Patch = "PATCH";
        /// Removes something.
        Delete = "DELETE";
    }
}
