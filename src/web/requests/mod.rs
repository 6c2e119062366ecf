//! `/requests`: what was asked of whom, and whether it came. One file per action.

use super::Route;

/// The addresses.
pub(super) const ROUTES: &[Route] = &[];
