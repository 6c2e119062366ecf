//! `/operations`: is the machine well. One file per action.

use super::Route;

/// The addresses.
pub(super) const ROUTES: &[Route] = &[];
