//! `/notices`: who has moved, and who looks for them. One file per action.

use super::Route;

/// The addresses.
pub(super) const ROUTES: &[Route] = &[];
