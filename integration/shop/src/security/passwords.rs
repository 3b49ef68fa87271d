//! Passwords: argon2id, the same work for unknown users, and never more at once than the machine can bear.

use std::{fmt, sync::Arc};

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use tokio::sync::{OnceCell, Semaphore};

/// What hashing a password costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hashing {
    /// Memory, in KiB; at least 8.
    pub memory: u32,
    /// Passes over it; at least 1.
    pub passes: u32,
}

impl Default for Hashing {
    /// 19 MiB and two passes, as OWASP recommends for argon2id (2023).
    fn default() -> Self {
        Self {
            memory: 19_456,
            passes: 2,
        }
    }
}

/// The longest password, in bytes; longer ones are not even hashed.
pub(crate) const MAX_LENGTH: usize = 256;

/// How many are hashed at once.
const AT_ONCE: usize = 2;

/// Hashes and verifies passwords. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Passwords {
    argon2: Argon2<'static>,
    turns: Arc<Semaphore>,
    /// The hash of a password that nobody has.
    nobody: Arc<OnceCell<String>>,
}

/// A password could not be hashed.
#[derive(Debug, thiserror::Error)]
#[error("パスワードを処理できません")]
pub struct NotHashed;

impl Passwords {
    pub(crate) fn new(hashing: Hashing) -> Result<Self, NotHashed> {
        let params = Params::new(hashing.memory, hashing.passes, 1, None).map_err(|_| NotHashed)?;
        Ok(Self {
            argon2: Argon2::new(Algorithm::Argon2id, Version::V0x13, params),
            turns: Arc::new(Semaphore::new(AT_ONCE)),
            nobody: Arc::default(),
        })
    }

    /// The hash of a password, with a salt of its own.
    pub(crate) async fn hash(&self, password: &str) -> Result<String, NotHashed> {
        let password = password.to_owned();
        self.work(move |argon2| {
            let hash: PasswordHash = argon2
                .hash_password(password.as_bytes())
                .map_err(|_| NotHashed)?;
            Ok(hash.to_string())
        })
        .await?
    }

    /// Whether a password matches a hash. Without a hash it does not, after the same work.
    pub(crate) async fn verify(
        &self,
        password: &str,
        hash: Option<String>,
    ) -> Result<bool, NotHashed> {
        let is_known = hash.is_some();
        let hash = match hash {
            Some(hash) => hash,
            None => self.nobody.get_or_try_init(|| self.hash("")).await?.clone(),
        };
        let password = password.to_owned();
        let is_right = self
            .work(move |argon2| {
                let hash = PasswordHash::new(&hash).map_err(|_| NotHashed)?;
                Ok::<_, NotHashed>(argon2.verify_password(password.as_bytes(), &hash).is_ok())
            })
            .await??;
        Ok(is_known && is_right)
    }

    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Argon2<'static>) -> T + Send + 'static,
    ) -> Result<T, NotHashed> {
        let turn = self.turns.clone().acquire_owned().await;
        let turn = turn.map_err(|_| NotHashed)?;
        let argon2 = self.argon2.clone();
        let done = tokio::task::spawn_blocking(move || {
            let done = work(&argon2);
            drop(turn);
            done
        });
        done.await.map_err(|_| NotHashed)
    }
}

impl fmt::Debug for Passwords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passwords")
    }
}
