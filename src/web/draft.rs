//! A proposal before it is made: looked at, then made. What merges, splits and undos have in common.

use axum::response::{IntoResponse, Response};

use super::after::{self, After};
use super::desk::{Desk, Fields};
use super::{AppState, PageError, says, worklist};
use crate::casework::{Draft, Wish};
use crate::records::view::ConsolidatedRecord;

/// A draft with its records as they are and as they would be.
pub(super) struct Drafted {
    /// The draft.
    pub(super) draft: Draft,
    /// The records as they are now.
    pub(super) records: Vec<ConsolidatedRecord>,
    /// The records as they would be.
    pub(super) after: Vec<After>,
}

/// Works a wish out.
pub(super) async fn look(desk: &Desk, app: &AppState, wish: Wish) -> Result<Drafted, PageError> {
    let (casework, proposer) = (app.portal.casework.clone(), desk.proposer.clone());
    let today = app.portal.clock.now().date();
    app.blocking(move || -> Result<_, PageError> {
        let draft = casework.draft(&proposer, &wish)?;
        let records = after::records_of(&draft.children, today)?;
        let after = after::imagined(&draft.children, &draft.preview, today)?;
        Ok(Drafted { draft, records, after })
    })
    .await
}

/// What stands above a form that could not be accepted, and the reason that was typed into it.
#[derive(Debug, Clone, Default)]
pub(super) struct Trouble {
    /// The message; none when the form is new.
    pub(super) words: Option<&'static str>,
    /// The reason that was typed.
    pub(super) why: String,
}

/// Makes a proposal and goes to the list of one's own. When it cannot be made, `again` gives the page to show.
pub(super) async fn propose<A>(
    desk: &Desk,
    app: &AppState,
    wish: Wish,
    fields: &Fields,
    what: &str,
    again: impl FnOnce(Trouble) -> A,
) -> Result<Response, PageError>
where
    A: Future<Output = Result<maud::Markup, PageError>>,
{
    let (of, writer) = (wish.clone(), desk.proposer.clone());
    says::heed(app, fields, &["why"], move |casework| Ok(casework.children_of_wish(&writer, &of)?)).await?;
    let (casework, proposer) = (app.portal.casework.clone(), desk.proposer.clone());
    let (why, seen) = (fields.why(), fields.seen()?);
    let made = app.blocking(move || Ok::<_, PageError>(casework.propose(&proposer, &wish, why?, &seen)?)).await;
    match made {
        Ok(item) => Ok(worklist::address("/worklist/proposed", what, item).into_response()),
        Err(PageError::Work(status, words)) => {
            let trouble = Trouble { words: Some(words), why: fields.one("why").to_owned() };
            match again(trouble).await {
                Ok(page) => Ok((status, page).into_response()),
                Err(_) => Err(PageError::Work(status, words)),
            }
        }
        Err(error) => Err(error),
    }
}
