//! `/corrections`: what is said to be wrong, and what was decided. One file per action.

use super::Route;

/// The addresses.
pub(super) const ROUTES: &[Route] = &[];
