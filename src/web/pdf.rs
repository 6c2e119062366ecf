//! A letter as a PDF file for printing, mailing and screen readers: tagged by PDF/UA-1, US Letter, one family of type.
//! The same letter gives the same bytes. It knows nothing of what a letter is about.

use std::num::NonZeroU16;
use std::sync::LazyLock;

use krilla::Document;
use krilla::SerializeSettings;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, SpanTag, Tag, TagGroup, TagTree};
use krilla::text::{Font, TextDirection};
use ttf_parser::Face;

/// Width and height of US Letter, in points.
const PAGE: (f32, f32) = (612.0, 792.0);
/// Margin on all sides: an inch.
const MARGIN: f32 = 72.0;
/// Size of the letters, and from line to line.
const SIZE: f32 = 11.5;
const LEADING: f32 = 15.5;

static REGULAR: &[u8] = include_bytes!("../../assets/fonts/LiberationSerif-Regular.ttf");
static BOLD: &[u8] = include_bytes!("../../assets/fonts/LiberationSerif-Bold.ttf");
static FACES: LazyLock<Option<(Typeface, Typeface)>> =
    LazyLock::new(|| Some((Typeface::read(REGULAR)?, Typeface::read(BOLD)?)));

/// Why a letter is no PDF.
#[derive(Debug, thiserror::Error)]
#[error("the letter cannot be set: {0}")]
pub(in crate::web) struct PdfError(String);

/// What is on paper, from the top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::web) struct Sheet {
    /// `en` or `es`.
    pub(in crate::web) language: &'static str,
    /// In the file's properties.
    pub(in crate::web) title: String,
    /// At the foot of every page, before its number.
    pub(in crate::web) foot: String,
    /// The paragraphs.
    pub(in crate::web) paragraphs: Vec<Paragraph>,
}

/// Some lines that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::web) struct Paragraph {
    /// What it is.
    pub(in crate::web) kind: Kind,
    /// The words; a line feed begins a new line.
    pub(in crate::web) text: String,
}

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::web) enum Kind {
    /// The subject: the heading of the letter.
    Heading,
    /// Bold, close to what follows.
    Strong,
    /// Set in, close to what follows.
    Inset,
    /// Plain.
    Plain,
}

struct Typeface {
    font: Font,
    face: Face<'static>,
}

impl Typeface {
    fn read(bytes: &'static [u8]) -> Option<Self> {
        Some(Self { font: Font::new(bytes.into(), 0)?, face: Face::parse(bytes, 0).ok()? })
    }

    fn has(&self, c: char) -> bool {
        self.face.glyph_index(c).is_some_and(|glyph| glyph.0 != 0)
    }

    /// Width in points.
    fn width(&self, text: &str) -> f32 {
        let units = f32::from(self.face.units_per_em()).max(1.0);
        let advance = |c| self.face.glyph_index(c).and_then(|glyph| self.face.glyph_hor_advance(glyph)).unwrap_or(0);
        text.chars().map(|c| f32::from(advance(c))).sum::<f32>() * SIZE / units
    }
}

/// A line with its place on the page.
struct Placed {
    page: usize,
    y: f32,
    x: f32,
    bold: bool,
    text: String,
    paragraph: usize,
}

/// The file.
pub(in crate::web) fn write(sheet: &Sheet) -> Result<Vec<u8>, PdfError> {
    let faces = FACES.as_ref().ok_or_else(|| PdfError("its type cannot be read".to_owned()))?;
    let lines = place(sheet, faces);
    let pages = lines.last().map_or(1, |line| line.page + 1);
    let configuration = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1).finish();
    let configuration = configuration.map_err(|error| PdfError(format!("{error:?}")))?;
    let mut document = Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let mut groups: Vec<TagGroup> = sheet.paragraphs.iter().map(group).collect();
    let settings = || PageSettings::from_wh(PAGE.0, PAGE.1).ok_or_else(|| PdfError("no such page".to_owned()));
    for number in 0..pages {
        let mut page = document.start_page_with(settings()?);
        let mut surface = page.surface();
        for line in lines.iter().filter(|line| line.page == number) {
            let part = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
            draw(&mut surface, if line.bold { &faces.1 } else { &faces.0 }, line.x, line.y, &line.text);
            surface.end_tagged();
            if let Some(group) = groups.get_mut(line.paragraph) {
                group.push(part);
            }
        }
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)));
        let foot = format!("{} \u{b7} {} / {pages}", sheet.foot, number + 1);
        let foot = printable(&foot, &faces.0);
        draw(&mut surface, &faces.0, MARGIN, PAGE.1 - MARGIN / 2.0, &foot);
        surface.end_tagged();
        surface.finish();
        page.finish();
    }
    let mut tree = TagTree::new().with_lang(Some(sheet.language.to_owned()));
    groups.into_iter().for_each(|group| tree.push(group));
    document.set_tag_tree(tree);
    // PDF/UA asks for a title that is not empty.
    let title = Some(printable(&sheet.title, &faces.1)).filter(|title| !title.trim().is_empty());
    let title = title.unwrap_or_else(|| "Vereda".to_owned());
    let mut outline = Outline::new();
    outline.push_child(OutlineNode::new(title.clone(), XyzDestination::new(0, Point::from_xy(0.0, 0.0))));
    document.set_outline(outline);
    document
        .set_metadata(Metadata::new().title(title).language(sheet.language.to_owned()).creator("Vereda".to_owned()));
    document.finish().map_err(|error| PdfError(format!("{error:?}")))
}

fn group(paragraph: &Paragraph) -> TagGroup {
    match paragraph.kind {
        Kind::Heading => TagGroup::new(Tag::Hn(NonZeroU16::MIN, Some(paragraph.text.clone()))),
        _ => TagGroup::new(Tag::P),
    }
}

fn draw(surface: &mut Surface<'_>, typeface: &Typeface, x: f32, y: f32, text: &str) {
    surface.draw_text(Point::from_xy(x, y), typeface.font.clone(), SIZE, text, false, TextDirection::Auto);
}

/// Breaks paragraphs into lines and lines into pages.
fn place(sheet: &Sheet, faces: &(Typeface, Typeface)) -> Vec<Placed> {
    let mut placed = Vec::new();
    let (mut page, mut y) = (0, MARGIN + SIZE);
    for (paragraph, one) in sheet.paragraphs.iter().enumerate() {
        let bold = matches!(one.kind, Kind::Heading | Kind::Strong);
        let typeface = if bold { &faces.1 } else { &faces.0 };
        let inset = if one.kind == Kind::Inset { 18.0 } else { 0.0 };
        for line in one.text.lines() {
            let pieces = broken(&printable(line, typeface), typeface, PAGE.0 - 2.0 * MARGIN - inset);
            // Room for a signature, or between what somebody typed.
            y += if pieces.is_empty() { LEADING } else { 0.0 };
            for text in pieces {
                if y > PAGE.1 - MARGIN {
                    (page, y) = (page + 1, MARGIN + SIZE);
                }
                placed.push(Placed { page, y, x: MARGIN + inset, bold, text, paragraph });
                y += LEADING;
            }
        }
        y += match one.kind {
            Kind::Strong => LEADING * 0.15,
            Kind::Heading | Kind::Inset | Kind::Plain => LEADING * 0.55,
        };
    }
    placed
}

/// Words into lines no wider than `width`; a word that is wider is broken.
fn broken(text: &str, typeface: &Typeface, width: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if typeface.width(&longer) <= width {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for c in word.chars() {
            line.push(c);
            if typeface.width(&line) > width {
                line.pop();
                lines.push(std::mem::replace(&mut line, c.to_string()));
            }
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// What the type has no picture for is written in Latin letters, and what has none of those as a question mark: a name
/// in any script gives a letter. The page for the browser shows it as it was typed.
fn printable(text: &str, typeface: &Typeface) -> String {
    let mut plain = String::new();
    for c in text.chars() {
        match c {
            c if c.is_whitespace() => plain.push(' '),
            c if c.is_control() => {}
            c if typeface.has(c) && !turns(c) => plain.push(c),
            c => {
                let latin = any_ascii::any_ascii_char(c);
                let fits = !latin.is_empty() && latin.chars().all(|c| typeface.has(c));
                plain.push_str(if fits { latin } else { "?" });
            }
        }
    }
    plain
}

/// Letters written from right to left, which would stand in the wrong order among others, and marks of direction.
fn turns(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sheet(texts: &[&str]) -> Sheet {
        let paragraph = |text: &&str| Paragraph { kind: Kind::Plain, text: (*text).to_owned() };
        Sheet {
            language: "es",
            title: texts.first().map_or_else(|| "x".to_owned(), |text| (*text).to_owned()),
            foot: "12".to_owned(),
            paragraphs: texts.iter().map(paragraph).collect(),
        }
    }

    #[test]
    fn a_letter_is_tagged_and_always_the_same() {
        let one = write(&sheet(&["Estimada se\u{f1}ora M\u{e9}ndez:", "Recibimos su solicitud."])).unwrap();
        assert!(one.starts_with(b"%PDF-1.7"));
        let text = String::from_utf8_lossy(&one);
        assert!(text.contains("/StructTreeRoot") && text.contains("pdfuaid"), "tagged, PDF/UA");
        assert_eq!(one, write(&sheet(&["Estimada se\u{f1}ora M\u{e9}ndez:", "Recibimos su solicitud."])).unwrap());
    }

    #[test]
    fn a_name_in_any_script_gives_a_letter() {
        let faces = FACES.as_ref().unwrap();
        let name =
            printable("\u{5d3}\u{5d5}\u{5d3} \u{674e}\u{5c0f}\u{9f99} \u{1f600}\u{0}\u{10ffff} M\u{e9}ndez", &faces.0);
        assert!(name.ends_with(" M\u{e9}ndez") && name.chars().all(|c| faces.0.has(c)), "{name}");
        assert!(name.contains("LiXiaoLong"), "{name}");
        write(&sheet(&["\u{5d3}\u{5d5}\u{5d3} \u{674e}\u{5c0f}\u{9f99} \u{10ffff} \u{202e}x", "\u{feff}"])).unwrap();
    }

    #[test]
    fn long_text_goes_on_over_pages() {
        let text = "palabra ".repeat(3_000) + &"x".repeat(2_000);
        let faces = FACES.as_ref().unwrap();
        let lines = place(&sheet(&[&text]), faces);
        assert!(lines.last().unwrap().page > 3);
        assert!(lines.iter().all(|line| line.y <= PAGE.1 - MARGIN + 0.1));
        assert!(lines.iter().all(|line| faces.0.width(&line.text) <= PAGE.0 - 2.0 * MARGIN + 0.1));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn no_text_breaks_it(text in "\\PC{0,60}") {
            prop_assert_eq!(write(&sheet(&[&text, "x"])).map(|_| ()).map_err(|error| error.to_string()), Ok(()));
        }
    }
}
