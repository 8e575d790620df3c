//! `cargo authority`: asks a Tauri app's authority policy questions, with the code that enforces it.
//!
//! The modules in the order of a run: what is asked for ([`cli`]), the questions and their verdicts ([`eval`]), the
//! plugin's way into an app ([`init`]), the audit log that an app wrote ([`audit`]), what the shell is told ([`exit`]).

mod audit;
mod cli;
mod eval;
mod exit;
mod init;

use std::{
    env,
    io::{self, Write as _},
    process::ExitCode,
};

use cli::Command;
use exit::Exit;

fn main() -> ExitCode {
    let exit = match cli::parse(env::args_os().skip(1)) {
        Ok(Command::Eval) => report(eval::run(io::stdin().lock(), io::stdout().lock())),
        Ok(Command::Audit(task)) => audit::run(&task),
        Ok(Command::Init(options)) => init::run(&options),
        Ok(Command::Show(text)) => report(io::stdout().lock().write_all(text.as_bytes())),
        Err(misuse) => {
            tell(&format!("error: {misuse}\n\n{}", cli::USAGE));
            Exit::Usage
        }
    };
    exit.into()
}

/// What became of the work, as an exit; a reason for not ending it goes to standard error.
fn report(done: io::Result<()>) -> Exit {
    match done {
        Ok(()) => Exit::Done,
        // Whoever read the verdicts has seen enough (`| head -1`): there is nobody left to tell.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Done,
        Err(error) => {
            tell(&format!("error: the requests could not be answered: {error}\n"));
            Exit::Undecided
        }
    }
}

/// Standard error may be closed, which is no reason to panic as `eprint!` would.
fn tell(text: &str) {
    let _ = write!(io::stderr().lock(), "{text}");
}
