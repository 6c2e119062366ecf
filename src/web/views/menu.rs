//! The main navigation: what is used every day in a row, the rest behind one word.

use maud::{Markup, html};

use super::layout::PageContext;
use crate::access::Permission;
use crate::web::i18n::t;

/// How many links stand in the row of a phone; the others wait behind "More".
const NARROW: usize = 3;

/// How many stand in the row of a wide screen.
const WIDE: usize = 6;

/// An address and the key of its word.
type Link = (&'static str, &'static str);

/// The links that the person's roles allow, those of every day first.
fn links(context: &PageContext) -> Vec<Link> {
    let worklist = context.may(Permission::Propose) || context.may(Permission::Notice);
    let all = [
        ("/", "nav-home", true),
        ("/students", "nav-students", context.may(Permission::Read)),
        ("/worklist", "nav-worklist", worklist),
        ("/notices", "nav-notices", context.may(Permission::Notice)),
        ("/requests", "nav-requests", context.may(Permission::Request)),
        ("/applications", "nav-applications", context.may(Permission::Accounts)),
        ("/accounts", "nav-accounts", context.may(Permission::Accounts)),
        ("/corrections", "nav-corrections", context.may(Permission::Intake)),
        ("/audit", "nav-audit", context.may(Permission::AuditLog)),
        ("/operations", "nav-operations", context.may(Permission::Operate)),
        ("/submissions", "nav-submissions", true),
        ("/clocks", "nav-clocks", context.may(Permission::Clocks)),
        ("/regions", "nav-regions", context.may(Permission::Regions)),
        ("/feed", "nav-feed", context.may(Permission::Feed)),
        ("/help", "nav-help", true),
    ];
    all.into_iter().filter(|(_, _, shown)| *shown).map(|(href, key, _)| (href, key)).collect()
}

/// The navigation. Without any script "More" opens and closes by itself; which links stand beside it is the style
/// sheet's business, so a link between the two limits is there twice and seen once.
pub(super) fn menu(context: &PageContext) -> Markup {
    let links = links(context);
    let (row, rest) = links.split_at(links.len().min(WIDE));
    let (daily, wide) = row.split_at(row.len().min(NARROW));
    let behind = rest.iter().chain(wide).any(|(href, _)| current(context, href));
    html! {
        nav class="main-nav" aria-label=(t(context.language, "nav-label")) {
            @for one in daily { (link(context, one, None)) }
            @for one in wide { (link(context, one, Some("wide-only"))) }
            @if links.len() > NARROW {
                details class={ "more" @if rest.is_empty() { " narrow-only" } } {
                    summary data-current[behind] { (t(context.language, "nav-more")) }
                    div class="more-links" {
                        @for one in wide { (link(context, one, Some("narrow-only"))) }
                        @for one in rest { (link(context, one, None)) }
                    }
                }
            }
        }
    }
}

fn link(context: &PageContext, (href, key): &Link, class: Option<&str>) -> Markup {
    let here = current(context, href).then_some("page");
    html! { a href=(href) class=[class] aria-current=[here] { (t(context.language, key)) } }
}

fn current(context: &PageContext, href: &str) -> bool {
    let path = context.path.split('?').next().unwrap_or_default();
    path == href || (href != "/" && path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/')))
}
