//! For an app's own tests: arguments judged from its real capability files without a running app, and a mock app for whole
//! invokes. Needs the feature `test`, which belongs under `[dev-dependencies]`.
//!
//! ```
//! use tauri_plugin_authority::{File, Read, Result, Scoped, test};
//!
//! #[tauri::command]
//! async fn read_note(note: Scoped<File<Read>>) -> Result<String> {
//!     note.read_to_string().await
//! }
//!
//! # let scratch = std::env::temp_dir().join(format!("authority-test-kit-{}", std::process::id()));
//! # let (src_tauri, data) = (scratch.join("src-tauri"), scratch.join("data"));
//! # std::fs::create_dir_all(src_tauri.join("capabilities")).unwrap();
//! # std::fs::write(src_tauri.join("tauri.conf.json"), r#"{ "identifier": "com.example.notes" }"#).unwrap();
//! # std::fs::write(src_tauri.join("capabilities/main.json"), r#"{ "identifier": "main", "windows": ["main"], "permissions": [
//! #     { "identifier": "authority:scope", "allow": [{ "command": "read_note", "path": "$APPDATA/notes/**", "windows": ["main"] }] }
//! # ] }"#).unwrap();
//! # std::fs::create_dir_all(data.join("notes")).unwrap();
//! # std::fs::write(data.join("notes/today.md"), "milk").unwrap();
//! let policy = test::policy(&src_tauri).base("APPDATA", &data);
//! let main = policy.window("main");
//!
//! let today = data.join("notes/today.md");
//! # if cfg!(target_os = "linux") {
//! let note = main.arg::<File<Read>>("read_note", "note", &today).unwrap();
//! assert_eq!(tauri::async_runtime::block_on(read_note(note)).unwrap(), "milk");
//! # }
//!
//! let outside = main.arg::<File<Read>>("read_note", "note", "/etc/passwd").unwrap_err();
//! # if cfg!(target_os = "linux") {
//! assert_eq!(outside.code(), "path.outside-scope");
//! assert!(policy.window("other").arg::<File<Read>>("read_note", "note", &today).is_err());
//! # }
//! # std::fs::remove_dir_all(scratch).unwrap();
//! ```
//!
//! In a test of the app it is `test::policy("src-tauri")`, wherever cargo runs it.
//!
//! A command that takes an `AppHandle` besides is called with that of a mock app, if it is generic over the runtime:
//! `async fn read_note<R: Runtime>(app: AppHandle<R>, note: Scoped<File<Read>>)`, called with
//! `tauri::test::mock_app().handle().clone()`.
//!
//! What is judged here is judged by the code that the app runs, from the capability files that it is built with. What Tauri
//! itself would refuse, since no capability lets the window call the command, is refused here, too ([`Refused::Tauri`]).

mod app;
mod asking;
mod policy;

pub use app::{MockApp, Request};
pub use asking::{Asking, Refused};
pub use policy::{Kit, policy};
