//! Secrets of other parts of the program, sealed as those of authenticator apps are: they open with the pepper alone.

use super::{Identity, IdentityError};

impl Identity {
    /// Seals a secret. It opens only with the same context, which says whose it is and what for.
    pub fn seal(&self, context: &str, secret: &[u8]) -> Result<Vec<u8>, IdentityError> {
        Ok(self.pepper.seal(&*self.random, &sealed_for(context), secret)?)
    }

    /// What was sealed; `None` with another pepper or another context.
    pub fn unseal(&self, context: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        self.pepper.open(&sealed_for(context), sealed)
    }

    /// 256 random bits for somebody's key.
    pub fn random_key(&self) -> Result<[u8; 32], IdentityError> {
        let mut key = [0; 32];
        self.random.fill(&mut key)?;
        Ok(key)
    }
}

/// Never that of an app, whatever the context.
fn sealed_for(context: &str) -> String {
    format!("secret {context}")
}
