use std::{
    fs::File,
    net::{Ipv4Addr, TcpListener},
    os::unix::process::CommandExt,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process_group};
use tokio::{net::TcpStream, time::sleep};

use crate::{Scratch, app::binary};

/// A running tauri-driver. It starts WebKitWebDriver, which starts the app: all three share one process group, and the
/// group ends when this is dropped.
pub(crate) struct Driver {
    child: Child,
    port: u16,
}

impl Driver {
    /// The app inherits the driver's environment, so `env` is how a test speaks to the app.
    pub(crate) async fn start(scratch: &Scratch, env: &[(&str, &str)]) -> Result<Self> {
        let binary = binary("TAURI_DRIVER")?;
        let [port, native_port] = free_ports()?;
        let mut command = Command::new(&binary);
        command.args(["--port", &port.to_string(), "--native-port", &native_port.to_string()]);
        command
            .env("HOME", scratch.home())
            .env("XDG_DATA_HOME", scratch.data())
            .env_remove("XDG_CONFIG_HOME")
            .env_remove("XDG_CACHE_HOME")
            .envs(env.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(File::create(scratch.log())?)
            .process_group(0);
        let child = command.spawn().with_context(|| format!("cannot start {}", binary.display()))?;
        let mut driver = Self { child, port };
        driver.listening(port).await?;
        driver.listening(native_port).await.context("is the package webkit2gtk-driver installed?")?;
        Ok(driver)
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The process group of the driver and all that it started.
    pub(crate) fn group(&self) -> u32 {
        self.child.id()
    }

    /// Waits until something accepts connections on `port`: a session asked for earlier is refused, not queued.
    async fn listening(&mut self, port: u16) -> Result<()> {
        let since = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.is_err() {
            if let Some(status) = self.child.try_wait()? {
                bail!("tauri-driver ended at once ({status})");
            }
            if since.elapsed() > Duration::from_secs(20) {
                bail!("nothing listens on port {port} after 20 s");
            }
            sleep(Duration::from_millis(20)).await;
        }
        Ok(())
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        if let Some(group) = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw) {
            // An error here means that the group is gone already.
            let _ = kill_process_group(group, Signal::KILL);
        }
        let _ = self.child.wait();
    }
}

/// Two ports that were free a moment ago. Both are held until both are known, so that they differ.
fn free_ports() -> Result<[u16; 2]> {
    let held = [TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?, TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?];
    let [first, second] = &held;
    Ok([first.local_addr()?.port(), second.local_addr()?.port()])
}
