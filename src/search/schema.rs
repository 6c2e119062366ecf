//! The fields of the index. Texts are cut into terms by our own knowledge of names before they come here.

use tantivy::schema::{
    BytesOptions, FAST, Field, INDEXED, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions,
};

/// Version of the fields and of the way names become terms. An index of another version is built anew.
pub(super) const FORMAT: u32 = 2;

/// Handles of the fields.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields {
    /// The child's MSIX ID as a number.
    pub msix: Field,
    /// Folded words of all names, and words written together.
    pub name: Field,
    /// The first letter of each word of a name, the first two and the first three.
    pub start: Field,
    /// Folded words of the parents' names.
    pub parent: Field,
    /// Birth dates whole and in parts: see `words::birth_terms`.
    pub born: Field,
    /// Birth dates as numbers, for ranges.
    pub born_day: Field,
    /// MDE 9.
    pub sex: Field,
    /// MDE 14, folded.
    pub country: Field,
    /// Folded words of schools, facilities and districts.
    pub school: Field,
    /// States that contribute.
    pub state: Field,
    /// State student IDs and alternates, folded; each also with the state's letters before it.
    pub id: Field,
    /// The `Card` that ranking looks at: a copy, so that ranking needs no record.
    pub card: Field,
}

pub(super) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("raw")
        .set_fieldnorms(false)
        .set_index_option(IndexRecordOption::Basic);
    let terms = TextOptions::default().set_indexing_options(indexing);
    let number: NumericOptions = (INDEXED | FAST).into();
    let fields = Fields {
        msix: builder.add_u64_field("msix", number.clone()),
        name: builder.add_text_field("name", terms.clone()),
        start: builder.add_text_field("start", terms.clone()),
        parent: builder.add_text_field("parent", terms.clone()),
        born: builder.add_text_field("born", terms.clone()),
        born_day: builder.add_u64_field("born_day", number),
        sex: builder.add_text_field("sex", terms.clone()),
        country: builder.add_text_field("country", terms.clone()),
        school: builder.add_text_field("school", terms.clone()),
        state: builder.add_text_field("state", terms.clone()),
        id: builder.add_text_field("id", terms),
        card: builder.add_bytes_field("card", BytesOptions::default().set_stored()),
    };
    (builder.build(), fields)
}
