//! Passing time, and a shop that stops and starts again.

use super::World;
use crate::{
    adapter::message::{
        capabilities::Capability,
        session::{Resume, Time},
    },
    scenario::halt::{Halt, mistake},
};

impl World {
    /// Advances time at the provider, and in the shop if its clock can be set: `25 hours`.
    ///
    /// # Errors
    /// The simulator refuses it, or the adapter failed.
    pub async fn pass(&mut self, by: &str) -> Result<(), Halt> {
        self.merchant.advance(by).await?;
        self.set_clock().await
    }

    /// Sets both clocks, in Japan: `2026-12-02T00:30:00`. Not back.
    ///
    /// # Errors
    /// The simulator refuses it, or the adapter failed.
    pub async fn set_time(&mut self, now: &str) -> Result<(), Halt> {
        self.merchant
            .post("/clock/set", &serde_json::json!({"now": now}))
            .await?;
        self.set_clock().await
    }

    async fn set_clock(&mut self) -> Result<(), Halt> {
        if self.is_open && self.accepts().clock {
            let time = Time {
                session: self.session(),
                now: self.merchant.now().await?,
            };
            self.exchange(&time).await?;
        }
        Ok(())
    }

    /// Whether the shop can be stopped and started again.
    ///
    /// # Errors
    /// It cannot: the scenario is left out.
    pub fn needs_restart(&self) -> Result<(), Halt> {
        self.needs(Capability::Durable)?;
        let restarts = self.has_own_process && self.adapter.has_process() || self.restart.is_some();
        self.needs_declared(restarts, "再起動（HTTPのアダプターでは --restart-command）")
    }

    /// Kills the shop as a power cut would.
    ///
    /// # Errors
    /// The command that restarts it cannot be run.
    pub async fn kill(&mut self) -> Result<(), Halt> {
        if self.adapter.has_process() {
            self.adapter.kill().await;
            return Ok(());
        }
        let Some(command) = self.restart.clone() else {
            return self.needs_restart();
        };
        let mut shell = tokio::process::Command::new("sh");
        let status = shell.args(["-c", &command]).status().await;
        match status {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(mistake(format!("--restart-command：{status}"))),
            Err(error) => Err(mistake(format!("--restart-command：{error}"))),
        }
    }

    /// Opens the session once more, in the present process.
    ///
    /// # Errors
    /// The adapter cannot, or failed.
    pub async fn resume(&mut self) -> Result<(), Halt> {
        let resume = Resume {
            session: self.session(),
            connection: self.connection.clone(),
            now: self.merchant.now().await?,
        };
        self.exchange(&resume).await?;
        Ok(())
    }
}
