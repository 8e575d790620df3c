//! A screen for windows, where there is none.

use std::{
    env,
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::command::{program, works};

/// Whether the user has a screen of their own.
pub(crate) fn available() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// An X server that draws into memory. Ends when it is dropped.
pub(crate) struct Xvfb {
    child: Child,
    display: String,
}

impl Xvfb {
    /// Starts on a display number that is free: the server picks it, and tells on its standard output.
    pub(crate) fn start() -> Result<Self> {
        let mut command =
            program("Xvfb", ["-displayfd", "1", "-screen", "0", "1920x1600x24", "-nolisten", "tcp", "-noreset"]);
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("cannot start Xvfb: is the package xvfb installed?")?;
        let mut number = String::new();
        if let Some(stdout) = child.stdout.take() {
            BufReader::new(stdout).read_line(&mut number)?;
        }
        let server = Self { child, display: format!(":{}", number.trim()) };
        if number.trim().is_empty() {
            bail!("Xvfb ended before it had a display; run `Xvfb -displayfd 1` to see why");
        }
        Ok(server)
    }

    /// Makes `command`, and what it starts, open its windows here. WebKitGTK needs more than `DISPLAY` to run the same in a
    /// container as on a desktop.
    pub(crate) fn dress(&self, command: &mut Command) {
        command
            .env("DISPLAY", &self.display)
            // This is an X server; a Wayland session in the caller's environment would win over it.
            .env("GDK_BACKEND", "x11")
            .env_remove("WAYLAND_DISPLAY")
            // Pages reach the window through shared memory, with or without a GPU. The two older switches must stay off:
            // with either, WebKitGTK 2.50 presents no frame to Xvfb, and a screenshot is waited for without end.
            .env("WEBKIT_DMABUF_RENDERER_FORCE_SHM", "1")
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env_remove("WEBKIT_DISABLE_DMABUF_RENDERER")
            .env_remove("WEBKIT_DISABLE_COMPOSITING_MODE")
            // There is no accessibility bus; looking for one costs a timeout and a warning for each window.
            .env("NO_AT_BRIDGE", "1")
            // Bubblewrap cannot make namespaces as root in most containers. WebKitGTK's 4.1 API leaves it off unless asked.
            .env_remove("WEBKIT_FORCE_SANDBOX");
    }
}

impl Drop for Xvfb {
    fn drop(&mut self) {
        // Asked politely it takes its lock file and socket with it, which a killed one leaves behind in /tmp.
        let asked = works(&mut program("sh", ["-c", "kill \"$0\"", &self.child.id().to_string()]));
        if !asked {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}
