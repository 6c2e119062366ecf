//! QR codes as drawings in the page.

use std::fmt::Write as _;

use maud::{Markup, html};
use qrcode::{Color, QrCode};

/// Modules of quiet around the code, which readers need.
const QUIET: usize = 4;

/// A text as a QR code; nothing when it is too long for one, so that the page has to say it in letters as well.
pub(in crate::web) fn svg(text: &str, label: &str) -> Markup {
    let Ok(code) = QrCode::new(text) else { return html! {} };
    let (width, colors) = (code.width(), code.into_colors());
    let side = width + 2 * QUIET;
    html! {
        svg class="qr" role="img" aria-label=(label) viewBox={ "0 0 " (side) " " (side) } {
            rect class="qr-paper" width=(side) height=(side) {}
            path class="qr-ink" d=(path(&colors, width)) {}
        }
    }
}

/// One stroke for each run of dark modules in a row.
fn path(colors: &[Color], width: usize) -> String {
    let mut path = String::new();
    for (row, modules) in colors.chunks(width.max(1)).enumerate() {
        let mut column = 0;
        for run in modules.chunk_by(|one, next| one == next) {
            if run.first() == Some(&Color::Dark) {
                // Writing to a string does not fail.
                let _ = write!(path, "M{} {}h{}v1h-{}z", column + QUIET, row + QUIET, run.len(), run.len());
            }
            column += run.len();
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dark_module_is_drawn() {
        let code = QrCode::new("otpauth://totp/Vereda:rosa").unwrap();
        let (width, colors) = (code.width(), code.into_colors());
        let dark = colors.iter().filter(|color| **color == Color::Dark).count();
        let drawn = path(&colors, width);
        let lengths = drawn.split('h').skip(1).filter_map(|rest| rest.split('v').next()?.parse::<usize>().ok());
        assert_eq!(lengths.sum::<usize>(), dark);
    }
}
