//! What an app told: to `tracing`, and on the standard error output.

use std::{cell::RefCell, env, io, process::Command, sync::Once};

thread_local! {
    static LINES: RefCell<Option<Vec<u8>>> = const { RefCell::new(None) };
}

/// Everything that was traced while `act` ran on this thread.
///
/// There is one subscriber for all threads, and each keeps what it said itself. A subscriber for a thread alone would miss what
/// another thread was the first to come by: `tracing` then takes it that nobody is interested.
pub(crate) fn traced(act: impl FnOnce()) -> String {
    static SUBSCRIBER: Once = Once::new();
    SUBSCRIBER.call_once(|| {
        let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::DEBUG).with_ansi(false);
        tracing::subscriber::set_global_default(subscriber.with_writer(|| Lines).finish()).unwrap();
    });
    LINES.set(Some(Vec::new()));
    act();
    let text = String::from_utf8(LINES.take().unwrap()).unwrap();
    text.lines().filter(|line| line.contains(" authority: ")).map(|line| format!("{line}\n")).collect()
}

struct Lines;

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        LINES.with_borrow_mut(|lines| lines.as_mut().map(|lines| lines.extend(bytes)));
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Runs the test again in a process of its own, for what a process keeps or says, and gives what it said on standard error.
/// None in that process itself.
pub(crate) fn alone(test: &str) -> Option<String> {
    const ALONE: &str = "AUTHORITY_TEST_ALONE";
    if env::var_os(ALONE).is_some() {
        return None;
    }
    let run = ["--exact", test, "--nocapture"];
    let output = Command::new(env::current_exe().unwrap()).args(run).env(ALONE, "1").output().unwrap();
    let (out, said) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && out.contains("1 passed"), "{out}{said}");
    Some(said.into_owned())
}
