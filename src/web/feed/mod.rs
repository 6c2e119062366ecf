//! `/feed` and `/api/v1`: what the states' own systems are told. One file per action.

use super::Route;

/// The addresses.
pub(super) const ROUTES: &[Route] = &[];
