//! `/clocks`: are we in time. One file per action.

use super::Route;

/// The addresses.
pub(super) const ROUTES: &[Route] = &[];
