// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The addresses of threads and their posts.

use domain::Locale;
use domain::thread::{ThreadAbout, page_of};

use super::{at, listed};

/// All threads.
pub fn threads(locale: Locale) -> String {
    at(locale, "/discussioni")
}

/// The threads about one thing.
pub fn threads_of(locale: Locale, about: &ThreadAbout) -> String {
    listed(threads(locale), &[("su", Some(&thread_place(about)))], 1)
}

/// The form of a new thread, about one thing or free.
pub fn begin_thread(locale: Locale, about: Option<&ThreadAbout>) -> String {
    let about = about.map(thread_place);
    listed(at(locale, "/discussioni/nuova"), &[("su", about.as_deref())], 1)
}

/// The same for an answer to "ask about this": as a question.
pub fn ask_in_thread(locale: Locale, about: &ThreadAbout) -> String {
    listed(at(locale, "/discussioni/nuova"), &[("su", Some(&thread_place(about))), ("tipo", Some("question"))], 1)
}

/// What a thread is about, as addresses say it: `twinning:UID`.
pub fn thread_place(about: &ThreadAbout) -> String {
    let kind = match about {
        ThreadAbout::Twinning(_) => "twinning",
        ThreadAbout::Practice(_) => "practice",
        ThreadAbout::Advert(_) => "advert",
        ThreadAbout::Community(_) => "community",
    };
    format!("{kind}:{}", about.uid())
}

/// A thread as the search has it within which is searched: `thread:UID`. What threads are about is `thread_place` there.
pub fn within_thread(uid: &str) -> String {
    format!("thread:{uid}")
}

/// A thread, by its number and slug.
pub fn thread(locale: Locale, address: &str) -> String {
    at(locale, &format!("/discussioni/{address}"))
}

/// A page of a thread, from 1.
pub fn thread_page(locale: Locale, address: &str, page: u32) -> String {
    listed(thread(locale, address), &[], page)
}

/// The `id` of a post in its page.
pub fn post_id(position: u32) -> String {
    format!("intervento-{position}")
}

/// A post in its thread, which it never leaves.
pub fn post(locale: Locale, address: &str, position: u32) -> String {
    format!("{}#{}", thread_page(locale, address, page_of(position)), post_id(position))
}

/// The page of a thread with the form for a post that answers another, which it may quote.
pub fn reply_to(locale: Locale, address: &str, position: u32, quoting: Quoting) -> String {
    let at = position.to_string();
    let quoted = (quoting == Quoting::Words).then_some(at.as_str());
    let page = page_of(position);
    let filters = [("risponde", Some(at.as_str())), ("cita", quoted)];
    format!("{}#rispondi", listed(thread(locale, address), &filters, page))
}

/// Whether an answer begins with the words that it answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quoting {
    /// It does.
    Words,
    /// It does not.
    Nothing,
}

/// Changing a thread that one began.
pub fn thread_form(locale: Locale, address: &str) -> String {
    at(locale, &format!("/discussioni/{address}/modifica"))
}

/// Changing a post, or what it is for later readers.
pub fn post_form(locale: Locale, address: &str, position: u32) -> String {
    at(locale, &format!("/discussioni/{address}/interventi/{position}"))
}

/// Where a document of a post is sent with its file; takes posts only.
pub fn post_document_upload(locale: Locale, address: &str, position: u32) -> String {
    format!("{}/allegati/carica", post_form(locale, address, position))
}

/// What a post said before; with 0 what the beginning of the thread said.
pub fn post_history(locale: Locale, address: &str, position: u32) -> String {
    at(locale, &format!("/discussioni/{address}/interventi/{position}/versioni"))
}

/// The threads that one began or wrote in.
pub fn own_threads(locale: Locale) -> String {
    at(locale, "/scrivania/discussioni")
}

/// The feed of the threads in which somebody wrote last.
pub fn thread_feed(locale: Locale) -> String {
    at(locale, "/discussioni/feed")
}

/// The feed of the posts of a thread.
pub fn posts_feed(locale: Locale, address: &str) -> String {
    at(locale, &format!("/discussioni/{address}/feed"))
}

/// A thread as JSON.
pub fn thread_json(uid: &str) -> String {
    format!("/api/v1/threads/{uid}")
}

/// A post as JSON.
pub fn post_json(uid: &str) -> String {
    format!("/api/v1/posts/{uid}")
}

#[cfg(test)]
mod tests {
    use domain::Uid;

    use super::*;

    #[test]
    fn a_post_stands_on_the_page_of_its_position() {
        assert_eq!(post(Locale::Italian, "12-mense", 20), "/discussioni/12-mense#intervento-20");
        assert_eq!(post(Locale::English, "12-mense", 21), "/en/discussioni/12-mense?page=2#intervento-21");
        let quoting = reply_to(Locale::Italian, "12-mense", 21, Quoting::Words);
        assert_eq!(quoting, "/discussioni/12-mense?risponde=21&cita=21&page=2#rispondi");
        let plain = reply_to(Locale::Italian, "12-mense", 3, Quoting::Nothing);
        assert_eq!(plain, "/discussioni/12-mense?risponde=3#rispondi");
    }

    #[test]
    fn the_place_of_a_thread_stands_behind_the_address() {
        let about = ThreadAbout::Twinning(Uid::parse("a:b").expect("a uid"));
        assert_eq!(begin_thread(Locale::Italian, Some(&about)), "/discussioni/nuova?su=twinning%3Aa%3Ab");
        assert_eq!(threads_of(Locale::Italian, &about), "/discussioni?su=twinning%3Aa%3Ab");
        assert_eq!(begin_thread(Locale::English, None), "/en/discussioni/nuova");
    }
}
