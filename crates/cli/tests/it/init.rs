//! `cargo authority init`: what it adds to an app, what it takes back, and what it leaves alone.

mod add;
mod app;
mod builder;
mod capability;
mod input;
mod templates;
mod undo;
mod write;
