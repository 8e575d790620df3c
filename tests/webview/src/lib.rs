//! Drives a built Tauri app in the real WebView: the page calls, the app answers, and nothing in between is a mock.
//!
//! From the outside in: a [`Scratch`] folder that the run has to itself, a tauri-driver that starts WebKitWebDriver, which
//! starts the [`App`]; a [`Window`] of it, in which a test calls commands as page code does; a [`Site`] of foreign origin, and a
//! [`Server`] that a test speaks for.
//! Everything ends when the `App` is dropped. The tests themselves are in `tests/it`, a file for each promise.
//!
//! `cargo xtask test` builds the apps, starts a display, and says where all of it is: `VAULT_BIN`, `MINIMAL_BIN`,
//! `PAGE_BIN`, `PAGE_UI`, `SPECTA_BIN`, `TAURI_DRIVER`, `DISPLAY`, and the environment that WebKitGTK needs to paint without a GPU (`xtask/src/display.rs`).

// Process groups; and where there are none, there is no WebKitWebDriver either.
#![cfg(unix)]

mod app;
mod driver;
mod memory;
mod scratch;
mod server;
mod site;
mod window;

pub use app::App;
pub use memory::{Memory, Taken};
pub use scratch::Scratch;
pub use server::{Exchange, Server};
pub use site::Site;
pub use window::{Reply, Window};
