//! A test that runs again in a process of its own, with another environment.

use std::{
    env,
    process::{Command, Output},
};

const MARK: &str = "AUTHORITY_CONNECT_AGAIN";

/// One test of this binary, to be run again.
pub(crate) struct Again {
    command: Command,
    test: String,
}

impl Again {
    /// `test` as the list of tests names it; none where this process is the one that was started for it.
    pub(crate) fn begin(test: &str) -> Option<Self> {
        Self::within(test, &[])
    }

    /// The same below a command that takes another one.
    pub(crate) fn within(test: &str, outer: &[&str]) -> Option<Self> {
        if env::var_os(MARK).is_some() {
            return None;
        }
        let own = env::current_exe().unwrap();
        let mut command = match outer.split_first() {
            Some((program, rest)) => {
                let mut command = Command::new(program);
                command.args(rest).arg(own);
                command
            }
            None => Command::new(own),
        };
        command.env(MARK, "1").args(["--exact", test, "--nocapture", "--test-threads", "1"]);
        for name in ["http_proxy", "https_proxy", "all_proxy", "no_proxy"] {
            command.env_remove(name).env_remove(name.to_uppercase());
        }
        Some(Self { command, test: test.to_owned() })
    }

    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// Runs it. It passes, or this one fails too.
    pub(crate) fn passes(self) {
        let test = self.test.clone();
        let output = self.output().expect("this binary can be started again");
        let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success() && said.contains("1 passed"), "{test}: {said}");
    }

    pub(crate) fn output(mut self) -> std::io::Result<Output> {
        self.command.output()
    }
}

/// Says past the test's own capture that something was not tried.
#[cfg(target_os = "linux")]
pub(crate) fn skip(why: &str) {
    use std::io::Write as _;
    let _ = writeln!(std::io::stderr(), "skipped: {why}");
}
