//! `/regions`: the regions of one's own state. What takes reach away from people is a form that is sent twice: without
//! the mark of what was seen it shows what would change, with it the change is made.

mod draw;
mod show;

use axum::http::StatusCode;
use axum::routing::{get, post};

use super::{PageError, Person, Route};
use crate::access::{RegionError, RegionKeeper};
use crate::model::{RegionId, StateCode};

/// The addresses of regions.
pub(super) const ROUTES: &[Route] = &[
    ("/regions", || get(show::list)),
    ("/regions/{state}", || post(draw::create)),
    ("/regions/{state}/switch", || post(draw::switch)),
    ("/regions/{state}/{region}", || get(show::one)),
    ("/regions/{state}/{region}/name", || post(draw::rename)),
    ("/regions/{state}/{region}/close", || post(draw::close)),
    ("/regions/{state}/{region}/districts", || post(draw::place)),
];

fn keeper(person: &Person) -> Result<RegionKeeper, PageError> {
    Ok(person.children.region_keeper(&person.account, &person.session)?)
}

/// The address of a region's page.
pub(super) fn path(state: StateCode, region: RegionId) -> String {
    format!("/regions/{state}/{}", region.0)
}

/// The parts of an address; another page where they are none.
fn place(state: &str, region: &str) -> Result<(StateCode, RegionId), PageError> {
    let region = region.parse().map_err(|_| PageError::NotFound)?;
    Ok((code(state)?, RegionId(region)))
}

fn code(state: &str) -> Result<StateCode, PageError> {
    state.parse().map_err(|_| PageError::NotFound)
}

impl From<RegionError> for PageError {
    fn from(error: RegionError) -> Self {
        match error {
            RegionError::Store(error) => Self::internal("regions", &error),
            RegionError::Unknown => Self::NotFound,
            RegionError::Name => Self::Work(StatusCode::UNPROCESSABLE_ENTITY, "region-error-name"),
            RegionError::Closed => Self::Work(StatusCode::CONFLICT, "region-error-closed"),
            RegionError::Districts => Self::Work(StatusCode::UNPROCESSABLE_ENTITY, "region-error-districts"),
            RegionError::Changed => Self::Work(StatusCode::CONFLICT, "region-error-changed"),
        }
    }
}
