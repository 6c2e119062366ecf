//! The forms that carry a passkey's answer. They stay hidden until the script has found that the browser can ask for
//! one: without it the code is the way.

use maud::{Markup, html};

use super::layout::{PageContext, csrf_field};
use crate::identity::{PASSKEY_NAME_CHARS, RelyingParty};
use crate::web::assets;
use crate::web::i18n::{t, t_args};

/// Where the script of a session gets its question.
const SESSION_ASKS: &str = "/login/passkey";

/// Asks for a passkey that the person has and sends the answer to `action`, with fields of the page; nothing when she
/// has none.
pub(in crate::web) fn show(context: &PageContext, action: &str, fields: &[(&str, &str)]) -> Markup {
    show_to(context, SESSION_ASKS, action, fields)
}

/// The same where another address than that of a session gives the question.
pub(in crate::web) fn show_to(context: &PageContext, ask: &str, action: &str, fields: &[(&str, &str)]) -> Markup {
    let lang = context.language;
    let Some(site) = context.site.as_ref().filter(|_| context.has_passkey) else { return html! {} };
    let inner = html! {
        (answers(&["id", "client_data", "authenticator", "signature"]))
        button class="button" type="submit" { (t(lang, "passkey-show")) }
        (trouble(context, "passkey-not-shown"))
    };
    form(context, site, ("show", ask), action, fields, &inner)
}

/// Makes a new passkey and sends it to `action`.
pub(in crate::web) fn make(context: &PageContext, action: &str, fields: &[(&str, &str)]) -> Markup {
    let lang = context.language;
    let Some(site) = &context.site else { return html! {} };
    let inner = html! {
        h2 id="passkey" { (t(lang, "passkey-make-title")) }
        p { (t(lang, "passkey-make-why")) }
        (answers(&["client_data", "attestation"]))
        label class="field" {
            span { (t(lang, "passkey-name")) }
            input name="name" required maxlength=(PASSKEY_NAME_CHARS) autocomplete="off" aria-describedby="passkey-hint";
        }
        p class="quiet" id="passkey-hint" { (t(lang, "passkey-name-hint")) }
        button class="button" type="submit" { (t(lang, "passkey-make")) }
        (trouble(context, "passkey-not-made"))
    };
    form(context, site, ("make", SESSION_ASKS), action, fields, &inner)
}

/// What is done, the address of the question and that of the answer.
fn form(
    context: &PageContext,
    site: &RelyingParty,
    (what, ask): (&str, &str),
    action: &str,
    fields: &[(&str, &str)],
    inner: &Markup,
) -> Markup {
    html! {
        form method="post" action=(action) class="card stack" data-passkey=(what) data-ask=(ask) data-origin=(site.origin)
            data-site=(site.id) data-person=(context.person.as_deref().unwrap_or_default()) hidden {
            (csrf_field(context))
            @for (name, value) in fields { input type="hidden" name=(name) value=(value); }
            (inner)
        }
        @if what == "make" {
            // Shown by the script where the browser has the portal under another address.
            p class="quiet" hidden { (t_args(context.language, "passkey-elsewhere", &[("address", site.origin.as_str().into())])) }
        }
        script src=(assets::passkey_script_path()) defer {}
    }
}

/// Where the script puts what the device answers.
fn answers(names: &[&str]) -> Markup {
    html! { @for name in names { input type="hidden" name=(name) value=""; } }
}

fn trouble(context: &PageContext, key: &str) -> Markup {
    html! { p class="notice notice-stop" role="alert" hidden { (t(context.language, key)) } }
}
