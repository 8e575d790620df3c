//! `eval`: one request per line in, one verdict per line out, in the same order.
//!
//! 1. Every line is answered, a line that cannot be read too, and the run goes on.
//! 2. Each verdict is flushed before the next line is read: a program may hold the pipe open and ask line by line.
//! 3. What decides is what decides in the app: this module translates, and has no rule of its own about paths.

mod lines;
mod path;
mod request;
mod scope;
mod suffixes;
mod url;
mod verdict;

use std::io::{self, BufRead, Write};

use lines::{Line, Lines};
use request::{Request, Unreadable};
use verdict::Verdict;

/// Answers all lines of `input`.
///
/// # Errors
///
/// Where `input` or `output` fails; what stands in a line is never an error.
pub(crate) fn run(input: impl BufRead, mut output: impl Write) -> io::Result<()> {
    let mut lines = Lines::new(input);
    while let Some(line) = lines.next()? {
        let mut verdict = serde_json::to_vec(&answer(&line))?;
        verdict.push(b'\n');
        output.write_all(&verdict)?;
        output.flush()?;
    }
    Ok(())
}

fn answer(line: &Line<'_>) -> Verdict {
    let request = match line.text {
        Some(text) => Request::read(text),
        None => Err(Unreadable::too_long()),
    };
    match request {
        Ok(Request::Path(request)) => path::answer(*request),
        Ok(Request::Url(request)) => url::answer(*request),
        Err(Unreadable { id, why }) => Verdict::malformed(id.unwrap_or_else(|| line.number.to_string()), &why),
    }
}
