//! Random bytes as an argument.

/// The source gave no random bytes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the machine gives no random numbers: {0}")]
pub struct RandomError(pub String);

/// Fills bytes that nobody can guess.
pub trait Random: Send + Sync {
    /// Fills all of `bytes`, or none that may be used.
    fn fill(&self, bytes: &mut [u8]) -> Result<(), RandomError>;
}

/// The operating system's random numbers.
#[derive(Debug, Clone, Copy, Default)]
pub struct OsRandom;

impl Random for OsRandom {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), RandomError> {
        getrandom::fill(bytes).map_err(|error| RandomError(error.to_string()))
    }
}

/// 256 bits as 43 characters that need no escape in a cookie, a form or a URL.
pub(super) fn token(random: &dyn Random) -> Result<String, RandomError> {
    use base64::Engine as _;
    let mut bytes = [0; 32];
    random.fill(&mut bytes)?;
    Ok(base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes))
}

/// Four groups of five letters and digits that cannot be mistaken for each other: 100 bits. Before them a capital, a
/// digit and a sign, which some policies ask for.
pub(super) fn readable(random: &dyn Random) -> Result<String, RandomError> {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut bytes = [0; 20];
    random.fill(&mut bytes)?;
    let letters: Vec<char> =
        bytes.iter().filter_map(|byte| LETTERS.get(usize::from(byte % 32)).copied().map(char::from)).collect();
    let groups: Vec<String> = letters.chunks(5).map(|group| group.iter().collect()).collect();
    Ok(format!("V7-{}", groups.join("-")))
}
