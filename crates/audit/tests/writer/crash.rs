//! `kill -9` at any moment.

use std::{
    env, fs,
    io::{BufRead as _, BufReader, Read as _, Seek as _, Write as _},
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
    time::Duration,
};

use authority_audit::{Settings, verify};

use crate::support::{App, first, of_type, verified};

/// How often; `AUTHORITY_KILLS` asks for more.
const KILLS: u64 = 100;
/// How often in one log; the last while the app begins.
const EACH: u64 = 10;

/// The attack: the app is killed while several windows have it decide. Every line that is left is whole and chained, what
/// is missing is no more than the run said that it may lose, and the next run says that this one did not close the log.
#[test]
fn a_killed_app_loses_what_its_log_said_that_it_may() {
    let kills = env::var("AUTHORITY_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(KILLS);
    let (mut worst, mut torn, mut random) = (0, 0, 0x2545_f491_4f6c_dd1d_u64);
    // Each log is read as a whole after each kill, so none is to become long.
    for _ in 0..kills.div_ceil(EACH) {
        let directory = tempfile::tempdir().unwrap();
        for kill in 0..EACH {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            worst = worst.max(killed(directory.path(), kill, random));
        }
        let log = first(directory.path());
        let runs = of_type(&log, "run");
        assert!((EACH - 1..=EACH).contains(&(runs.len() as u64)));
        let followed = |run: &&serde_json::Value| run["after"]["closed"] != false;
        assert_eq!(runs.iter().skip(1).find(followed), None);
        let app = App::new(Settings::new(directory.path().into()));
        app.window("main").allowed();
        assert!(app.log.close());
        assert_eq!(verified(&log).unclosed, runs.len() as u64);
        torn += of_type(&log, "segment").iter().filter(|line| !line["torn"].is_null()).count();
    }
    println!("{kills} kills: at most {worst} decisions lost, {torn} ended in a torn line");
}

/// Starts an app, kills it, and says how many decisions are lost.
fn killed(directory: &Path, kill: u64, random: u64) -> u64 {
    let mut app = Killed::start(directory);
    let beginning = kill + 1 == EACH;
    if beginning {
        // While it reads what is there, and begins its file.
        std::thread::sleep(Duration::from_micros(random % 8_000));
    } else {
        app.wait();
        std::thread::sleep(Duration::from_micros(random % 60_000));
    }
    let taken = app.kill();
    let log = first(directory);
    let report = verify::verify_all(&log, None).unwrap();
    assert!(report.findings.is_empty(), "kill {kill}: {:#?}", report.findings);
    if beginning {
        return 0;
    }
    let run = of_type(&log, "run").pop().unwrap();
    let told = of_run(&log, run["run"].as_str().unwrap());
    let lost = taken.saturating_sub(told);
    let may = run["loss"]["records"].as_u64().unwrap();
    // Of what is counted nothing is, so few are alike here.
    assert!(lost <= may, "kill {kill}: {taken} taken, {told} in the log, {may} may be lost");
    lost
}

/// What is killed. It says after each decision how many it took, in a file that the system keeps.
#[test]
fn victim() {
    let Some(directory) = env::var_os("LOG").map(PathBuf::from) else { return };
    let mut settings = Settings::new(directory.clone());
    (settings.verbatim, settings.max_bytes) = (u32::MAX, 1 << 30);
    let app = App::new(settings);
    let windows: Vec<_> = ["a", "b", "c", "d"].map(|label| app.window(label)).into_iter().collect();
    windows[0].denied();
    app.log.sync().unwrap();
    println!("ready");
    std::io::stdout().flush().unwrap();
    let mut told = fs::File::create(directory.join("taken")).unwrap();
    for taken in 2_u64.. {
        windows[taken as usize % 4].denied();
        told.rewind().unwrap();
        told.write_all(&taken.to_le_bytes()).unwrap();
        // A page that is quicker than the disk would be counted, and not tried here.
        if taken.is_multiple_of(64) {
            std::thread::sleep(Duration::from_micros(200));
        }
    }
    told.flush().unwrap();
}

struct Killed {
    child: Child,
    said: BufReader<ChildStdout>,
    taken: PathBuf,
}

impl Killed {
    fn start(directory: &Path) -> Self {
        let mut child = Command::new(env::current_exe().unwrap())
            .args(["--exact", "crash::victim", "--nocapture"])
            .env("LOG", directory)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let said = BufReader::new(child.stdout.take().unwrap());
        Self { child, said, taken: directory.join("taken") }
    }

    /// Waits until it has a log, and begins to decide.
    fn wait(&mut self) {
        let mut line = String::new();
        while !line.contains("ready") {
            line.clear();
            assert_ne!(self.said.read_line(&mut line).unwrap(), 0, "it ended by itself");
        }
    }

    /// Kills it, and says how many decisions it took.
    fn kill(&mut self) -> u64 {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        let mut taken = Vec::new();
        if let Ok(mut file) = fs::File::open(&self.taken) {
            file.read_to_end(&mut taken).unwrap();
        }
        taken.try_into().map_or(0, u64::from_le_bytes)
    }
}

/// How many decisions of a run the log tells of.
fn of_run(log: &Path, run: &str) -> u64 {
    let decisions = of_type(log, "decision").iter().filter(|line| line["run"] == run).count() as u64;
    let counted: u64 = of_type(log, "count")
        .iter()
        .filter(|line| line["run"] == run)
        .map(|line| line["count"].as_u64().unwrap())
        .sum();
    decisions + counted
}
