// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A paste from a word processor or a page of news: cleaned by the server, and put in as if it were typed.

use std::rc::Rc;

use leptos::task::spawn_local;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Event, HtmlElement, HtmlTextAreaElement};

use super::Page;
use super::dom::{self, Side};
use super::edits::Edit;
use super::placing::{place_of, set_apart, worth_cleaning};
use super::sending::post_value;
use super::words::Word;
use crate::api::{Cleaned, PASTE};

/// Listens for pastes into the long texts.
pub(super) fn start(page: &Rc<Page>) {
    let own = Rc::clone(page);
    dom::listen(&page.form, "paste", move |event| pasted(&own, &event));
}

fn pasted(page: &Rc<Page>, event: &Event) {
    let Some(area) = dom::around(event, "textarea") else { return };
    let Ok(area) = area.dyn_into::<HtmlTextAreaElement>() else { return };
    let clipboard = event.dyn_ref::<ClipboardEvent>().and_then(|event| event.clipboard_data());
    let Some(clipboard) = clipboard else { return };
    let read = |kind: &str| clipboard.get_data(kind).unwrap_or_default();
    let plain = read("text/plain").replace("\r\n", "\n");
    let Some(sent) = worth_cleaning(read("text/html"), &plain) else { return };
    event.prevent_default();
    // At once as it is: whoever saves before the answer comes, or never gets one, has it with its noise.
    let put = (!plain.is_empty()).then(|| put_in(&area, &plain));
    let page = Rc::clone(page);
    spawn_local(async move {
        let answer = post_value(PASTE, &sent).await;
        let Some(cleaned) = answer.read::<Cleaned>().filter(|cleaned| !cleaned.text.trim().is_empty()) else { return };
        match put {
            Some((piece, at)) => put_clean(&page, &area, (&piece, at), &plain, cleaned),
            None => {
                let put = put_in(&area, &cleaned.text);
                tell(&page, &area, put, cleaned);
            }
        }
    });
}

/// Puts the clean text in the place of what was pasted, if that is still there as it was.
fn put_clean(page: &Rc<Page>, area: &HtmlTextAreaElement, (piece, at): (&str, usize), plain: &str, cleaned: Cleaned) {
    let text = area.value();
    let Some(from) = place_of(&text, piece, at) else { return };
    let insert = piece.replacen(plain, &cleaned.text, 1);
    if insert != piece {
        let (to, end) = (from + piece.len(), insert.len());
        dom::edit_quietly(area, &text, &Edit { from, to, insert: insert.clone(), select: (end, end) });
    }
    tell(page, area, (insert, from), cleaned);
}

/// Puts a text in at the selection; says what was put in, and where.
fn put_in(area: &HtmlTextAreaElement, pasted: &str) -> (String, usize) {
    let text = area.value();
    let (from, to) = dom::selection(area, &text);
    let insert = set_apart(&text[..from], pasted, &text[to..]);
    let select = (insert.len(), insert.len());
    dom::edit_quietly(area, &text, &Edit { from, to, insert: insert.clone(), select });
    (insert, from)
}

/// Says what was taken out, and offers to put it back.
fn tell(page: &Rc<Page>, area: &HtmlTextAreaElement, (piece, at): (String, usize), cleaned: Cleaned) {
    let id = format!("{}-incollato", area.id());
    if let Some(old) = dom::first(&page.form, &format!("[id='{id}']")) {
        old.remove();
    }
    if cleaned.removed_lines == 0 {
        return;
    }
    let told = match cleaned.removed_lines {
        1 => page.words.get(Word::CleanedSingle).to_owned(),
        lines => page.words.with(Word::Cleaned, "{n}", &page.words.figure(lines)),
    };
    page.speak(&told);
    if let Some(notice) = notice(page, &told, &cleaned.removed) {
        notice.set_id(&id);
        if let Some(whole) = cleaned.whole {
            let piece = Piece { piece, at, clean: cleaned.text, whole };
            offer(page, area, &notice, piece);
        }
        dom::put_beside(area, Side::After, &notice);
    }
}

/// What was taken out, in words and as a list that opens.
fn notice(page: &Page, told: &str, removed: &[String]) -> Option<HtmlElement> {
    let notice = dom::element("div", "writing-paste")?;
    let words = dom::element("p", "")?;
    words.set_text_content(Some(told));
    dom::add(&notice, &words);
    let (list, summary, lines) = (dom::element("details", "")?, dom::element("summary", "")?, dom::element("ul", "")?);
    summary.set_text_content(Some(page.words.get(Word::Which)));
    for line in removed {
        let entry = dom::element("li", "")?;
        entry.set_text_content(Some(line));
        dom::add(&lines, &entry);
    }
    dom::add(&list, &summary);
    dom::add(&list, &lines);
    dom::add(&notice, &list);
    Some(notice)
}

/// What was put in, and what takes its place if its writer wants all lines.
struct Piece {
    /// As it was put in.
    piece: String,
    /// Where it was put in, in bytes.
    at: usize,
    /// The cleaned text in it.
    clean: String,
    whole: String,
}

/// Adds the button that puts the lines back.
fn offer(page: &Rc<Page>, area: &HtmlTextAreaElement, notice: &HtmlElement, piece: Piece) {
    let button = dom::button("btn btn-outline-primary btn-sm", page.words.get(Word::PutBack));
    let Some(button) = button else { return };
    dom::add(notice, &button);
    let (page, area, notice) = (Rc::clone(page), area.clone(), notice.clone());
    dom::listen(&button, "click", move |_| {
        let text = area.value();
        if let Some(from) = place_of(&text, &piece.piece, piece.at) {
            let insert = piece.piece.replacen(&piece.clean, &piece.whole, 1);
            let (to, end) = (from + piece.piece.len(), insert.len());
            dom::edit(&area, &text, &Edit { from, to, insert, select: (end, end) });
            page.speak(page.words.get(Word::WholeAgain));
        }
        notice.remove();
    });
}
