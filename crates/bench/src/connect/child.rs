//! What a process of its own does: the work, one way or the other, and what it took.

use std::{error::Error, fs::File, io::Write, sync::Arc, time::Duration};

use authority_connect::{Connector, SaveError, reqwest::Client};
use authority_core::{
    access::AccessSet,
    caller::Caller,
    guard::{Ask, Guard, JudgedUrl},
    record::{Ledger, ring::Ring},
    scope::bases::Bases,
};
use rustix::time::{ClockId, clock_gettime};
use url::Url;

use super::server;
use crate::{load, measure::median};

/// The first argument of a child.
pub(crate) const WORD: &str = "--child";

/// By what the work is done.
#[derive(Clone, Copy, Debug)]
pub(super) enum Way {
    Vetted,
    Unguarded,
}

impl Way {
    pub(super) const ALL: [Self; 2] = [Self::Vetted, Self::Unguarded];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Vetted => "vetted",
            Self::Unguarded => "unguarded",
        }
    }
}

/// Does what the arguments say, and prints the numbers that came of it.
pub(crate) fn run(arguments: &[&str]) -> Result<(), Box<dyn Error>> {
    match *arguments {
        ["serve"] => server::serve(),
        ["requests", url, rounds, each] => requests(url, rounds.parse()?, each.parse()?),
        ["download", way, url, file] => download(&Asked::by(way, url)?, file),
        _ => Err("no such work".into()),
    }
}

/// A client and what it asks.
enum Asked {
    Vetted(Connector, Box<JudgedUrl>),
    Unguarded(Client, Url),
}

impl Asked {
    fn by(way: &str, url: &str) -> Result<Self, Box<dyn Error>> {
        Ok(if way == Way::Vetted.name() {
            Self::Vetted(Connector::builder().build()?, Box::new(judged(url)?))
        } else {
            Self::Unguarded(Client::builder().no_proxy().build()?, Url::parse(url)?)
        })
    }

    async fn ask(&self, times: usize) -> Result<(), Box<dyn Error>> {
        for _ in 0..times {
            let length = match self {
                Self::Vetted(connector, url) => connector
                    .request(url)
                    .send()
                    .await
                    .map_err(|denial| denial.to_string())?
                    .bytes()
                    .await
                    .map_err(|denial| denial.to_string())?
                    .len(),
                Self::Unguarded(client, url) => client.get(url.clone()).send().await?.bytes().await?.len(),
            };
            if length != 2 {
                return Err("the server answers otherwise".into());
            }
        }
        Ok(())
    }
}

/// Prints the microseconds of `each` requests, in the middle of the rounds, one way and the other. Both take turns in one process,
/// since two processes differ by more than what is measured.
fn requests(url: &str, rounds: usize, each: usize) -> Result<(), Box<dyn Error>> {
    let asked = Way::ALL.map(|way| Asked::by(way.name(), url));
    let asked = asked.into_iter().collect::<Result<Vec<_>, _>>()?;
    let mut taken = vec![Vec::new(); asked.len()];
    runtime()?.block_on(async {
        // The first makes the connection and, of ours, the client.
        for asked in &asked {
            asked.ask(1).await?;
        }
        for _ in 0..rounds {
            for (asked, taken) in asked.iter().zip(&mut taken) {
                let start = processor_time();
                asked.ask(each).await?;
                taken.push(micros_since(start));
            }
        }
        Ok::<(), Box<dyn Error>>(())
    })?;
    println!("{}", taken.into_iter().map(|taken| median(taken).to_string()).collect::<Vec<_>>().join(" "));
    Ok(())
}

/// Prints microseconds, and the bytes that the process held at most.
fn download(asked: &Asked, name: &str) -> Result<(), Box<dyn Error>> {
    let start = processor_time();
    let mut file = File::create(name)?;
    runtime()?.block_on(async {
        match asked {
            Asked::Vetted(connector, url) => {
                let answer = connector.request(url).send().await.map_err(|denial| denial.to_string())?;
                answer.save(file).await.map_err(|error| match error {
                    SaveError::Denied(denial) => denial.to_string(),
                    SaveError::Io(error) => error.to_string(),
                })?;
            }
            Asked::Unguarded(client, url) => {
                let mut response = client.get(url.clone()).send().await?;
                while let Some(chunk) = response.chunk().await? {
                    file.write_all(&chunk)?;
                }
            }
        }
        Ok::<(), Box<dyn Error>>(())
    })?;
    println!("{} {}", micros_since(start), peak()?);
    Ok(())
}

fn judged(url: &str) -> Result<JudgedUrl, Box<dyn Error>> {
    let guard = Arc::new(Guard::new(Ledger::new(vec![Arc::new(Ring::new(100))]), Bases::none()));
    let scope = Arc::new(load::scope(&load::raw_urls(&[url.to_owned()])));
    let (caller, command) = (Arc::new(Caller::local("main", "main")), Arc::from("load"));
    let ask = Ask { caller: &caller, command: &command, argument: "url", index: &[], access: AccessSet::NONE };
    Ok(guard.judge_url(&scope, url, "GET", ask).map_err(|denial| denial.to_string())?)
}

fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()
}

fn micros_since(start: Duration) -> f64 {
    processor_time().saturating_sub(start).as_secs_f64() * 1e6
}

/// Of all threads of the process: a file is written by another one.
fn processor_time() -> Duration {
    let now = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(now.tv_sec.unsigned_abs(), u32::try_from(now.tv_nsec).unwrap_or_default())
}

/// The most memory that this process held, in bytes.
pub(crate) fn peak() -> Result<u64, Box<dyn Error>> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line =
        status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("the kernel tells no peak of memory")?;
    Ok(line.trim().trim_end_matches("kB").trim().parse::<u64>()? * 1024)
}
