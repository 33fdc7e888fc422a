// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Reading a thread, and writing in it: one page of its posts, where it stands, the form for the next one.

use domain::moderation::{Subject, SubjectKind};
use domain::policy::{Act, Standing, Writers};
use domain::practice::Audience;
use domain::{Locale, Uid};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use portal::Error;
use portal::notices::{Watched, Watching};
use portal::talking::{Place, ThreadPage as Value, ThreadWanted, WrittenIn};

use super::sheet::Sheet;
use super::vanished::failed_with_text;
use super::{closing, crumb, json_ld, post, reply, stands, words};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::crumbs::Crumbs;
use crate::ssr::parts::failure::moved;
use crate::ssr::parts::forms::{Done, ProblemLinks};
use crate::ssr::parts::head::Head;
use crate::ssr::parts::moderating::{FlagLink, ModerateLink};
use crate::ssr::parts::named::Named;
use crate::ssr::parts::numbers;
use crate::ssr::parts::pager::{PageAddresses, Pager};
use crate::ssr::parts::raw::Rich;
use crate::ssr::parts::search_within::SearchWithin;
use crate::ssr::parts::threads::{MarkedLists, place, tally, title};
use crate::ssr::parts::watching::WatchBox;
use crate::ssr::render::{Asked, Here, Reader, Refused, asked};

/// A thread.
#[component]
pub fn ThreadPage() -> impl IntoView {
    let asked = asked();
    let address = use_params_map().get_untracked().get("address").unwrap_or_default();
    let refused = use_context::<Refused>();
    let is_read = use_context::<Reader>() == Some(Reader::Person);
    Suspend::new(async move {
        let wanted = wanted(&asked.here, refused.as_ref());
        let value = match asked.portal.thread_page(&asked.here.viewer, &address, wanted).await {
            Ok(value) => value,
            Err(error) => return failed_with_text(&asked, refused.as_ref(), &error),
        };
        // The slug follows the title; what was sent stays where it was sent to.
        if value.line.address != address && refused.is_none() {
            return moved(&asked, &paths::thread_page(asked.here.locale, &value.line.address, value.page));
        }
        match around(&asked, refused.clone(), &address, &value).await {
            Ok((sheet, watching)) => {
                if is_read {
                    asked.portal.saw_thread(&asked.here.viewer, &value);
                }
                whole(&Reading { asked: &asked, value: &value, sheet: &sheet }, watching)
            }
            Err(error) => failed_with_text(&asked, refused.as_ref(), &error),
        }
    })
}

/// What the address asks for.
fn wanted(here: &Here, refused: Option<&Refused>) -> ThreadWanted {
    let sent = refused.map(|refused| match refused.problem("answers") {
        None => refused.value("answers"),
        Some(_) => String::new(),
    });
    ThreadWanted {
        page: here.parameter("page").and_then(|page| page.parse().ok()).unwrap_or(1),
        answering: reply::wanted_answer(sent, here),
    }
}

/// What the page shows beside the thread itself.
async fn around(
    asked: &Asked,
    refused: Option<Refused>,
    address: &str,
    value: &Value,
) -> Result<(Sheet, Option<Watching>), Error> {
    let sheet = Sheet::of(asked, refused, &WrittenIn::Thread(address.to_owned())).await?;
    let watched = Uid::parse(&value.line.uid).map(Watched::Thread);
    let watching = match watched {
        Ok(watched) if value.may(Act::Follow) => asked.portal.watching(&asked.here.viewer, &watched).await?,
        _ => None,
    };
    Ok((sheet, watching))
}

/// A thread that is being read.
struct Reading<'a> {
    asked: &'a Asked,
    value: &'a Value,
    sheet: &'a Sheet,
}

impl Reading<'_> {
    fn locale(&self) -> Locale {
        self.asked.here.locale
    }

    /// The addresses of its pages, of which a long thread has many.
    fn addresses(&self) -> PageAddresses {
        let (locale, address) = (self.locale(), self.value.line.address.clone());
        PageAddresses::new(self.value.pages, move |page| paths::thread_page(locale, &address, page))
    }
}

fn whole(reading: &Reading<'_>, watching: Option<Watching>) -> AnyView {
    let (locale, value) = (reading.locale(), reading.value);
    let here = &reading.asked.here;
    let wrong = words::wrong(locale, reading.sheet.refused.as_ref());
    let (title, lang) = title(locale, &value.line);
    let done = here.parameter("done").and_then(|code| words::done(locale, &code)).filter(|_| wrong.is_empty());
    let done = done.map(|words| view! { <Done words=words.to_owned()/> });
    let name = if wrong.is_empty() { title.clone() } else { format!("{}: {title}", say!(locale, writing.error)) };
    let problems = (!wrong.is_empty()).then(|| {
        view! { <ProblemLinks heading=say!(locale, writing.refused).to_owned() problems=wrong/> }
    });
    let hidden = value.audience != Audience::Public || value.line.standing != Standing::Visible || value.page > 1;
    let description = if value.opening.is_empty() { title.clone() } else { value.opening.clone() };
    let marked = (!value.marked.is_empty()).then(|| {
        let lines = value.marked.clone();
        view! {
            <section aria-labelledby="segnati">
                <h2 id="segnati">{say!(locale, threads.marked.title)}</h2>
                <MarkedLists lines/>
            </section>
        }
    });
    let kind = value.line.kind.name(locale);
    let tally = tally(locale, &value.line);
    view! {
        <Head title=name description=description hidden/>
        <Crumbs trail=trail(locale, value) here=title.clone()/>
        <div class="container thread">
            <header class="practice-head">
                <p class="eyebrow">{kind}</p>
                <h1 lang=lang>{title}</h1>
                <p class="result-foot">{place(locale, &value.line.place)} " · " {tally}</p>
                {opened(locale, value)}
            </header>
            {done}
            {problems}
            {stands::banner(locale, value)}
            {beginning(locale, value)}
            {watching.map(|watching| view! { <WatchBox watching/> })}
            {marked}
            <SearchWithin code=paths::within_thread(&value.line.uid) label=say!(locale, threads.within.thread)/>
            {posts(reading)}
            {reply::reply(here, value, reading.sheet)}
            {closing::closing(locale, value, reading.sheet)}
        </div>
        {json_ld::script(locale, &reading.asked.site.base_url, value)}
    }
    .into_any()
}

/// The way to the thread: what it is about leads back to that.
fn trail(locale: Locale, value: &Value) -> Vec<(String, String)> {
    let mut trail = vec![crumb(locale)];
    let about = match &value.line.place {
        Place::Free | Place::Gone => None,
        Place::Twinning(slug, title) => Some((title, paths::twinning(locale, slug))),
        Place::Practice(slug, title) => Some((title, paths::practice(locale, slug))),
        Place::Advert(uid, title) => Some((title, paths::advert(locale, uid))),
        Place::Community(slug, title) => Some((title, paths::community(locale, slug))),
    };
    trail.extend(about.map(|(title, address)| (title.text.clone(), address)));
    trail
}

/// Who began it when, for whom it is, and who writes.
fn opened(locale: Locale, value: &Value) -> impl IntoView + use<> {
    let day = numbers::moment(locale, value.line.at);
    let by = match &value.writer {
        Some(writer) => {
            let opened = say!(locale, threads.read.opened, day = day);
            view! { {say!(locale, threads.read.by, name = reply::name(locale, writer))} " " {opened} }.into_any()
        }
        None => say!(locale, threads.line.opened, day = day).into_any(),
    };
    let only = (value.audience != Audience::Public).then(|| {
        let words = say!(locale, threads.read.only, who = words::audience(locale, value.audience));
        view! { <p class="thread-note">{words}</p> }
    });
    // What holds for most is not said.
    let writers = match (value.writers, &value.line.place) {
        (Writers::All, _) => None,
        (Writers::Within, Place::Community(..)) => Some(say!(locale, threads.read.members_write)),
        (Writers::Within, Place::Twinning(..)) => Some(say!(locale, threads.read.parties_write)),
        (Writers::Within, _) => Some(say!(locale, threads.read.owners_write)),
    };
    let writers = writers.map(|words| view! { " · " {words} });
    view! { <p class="result-foot">{by} {writers}</p> {only} }
}

/// How the thread begins, with what can be done to it as a whole.
fn beginning(locale: Locale, value: &Value) -> impl IntoView + use<> {
    let lang = (value.language() != locale.language()).then(|| value.language().code());
    let text = value.html.clone().map(|html| view! { <div lang=lang><Rich html/></div> });
    let address = value.line.address.as_str();
    let edited = value.edited_at.filter(|_| value.html.is_some()).map(|at| {
        let words = say!(locale, threads.read.edited, time = numbers::time(locale, at));
        view! { <li><a href=paths::post_history(locale, address, 0) rel="nofollow">{words}</a></li> }
    });
    let edit = (value.may(Act::Edit) || value.may(Act::Withdraw)).then(|| {
        view! { <li><a href=paths::thread_form(locale, address)>{say!(locale, threads.read.edit)}</a></li> }
    });
    let subject = || Some(Subject { kind: SubjectKind::Thread, uid: Uid::parse(&value.line.uid).ok()? });
    let flag = subject().filter(|_| value.may(Act::Flag) && !value.main);
    let flag = flag.map(|subject| view! { <li><FlagLink subject/></li> });
    let moderate = subject().filter(|_| value.may(Act::Moderate) || value.may(Act::Pin));
    let moderate = moderate.map(|subject| view! { <li><ModerateLink subject/></li> });
    let feed = value.for_all.then(|| {
        view! { <li><a href=paths::posts_feed(locale, address)>{say!(locale, threads.read.feed)}</a></li> }
    });
    view! {
        {text}
        <ul class="thread-acts no-print">{edited} {edit} {flag} {moderate} {feed}</ul>
    }
}

/// The posts of the page, with the line from which on they were not read.
fn posts(reading: &Reading<'_>) -> impl IntoView + use<> {
    let (locale, value) = (reading.locale(), reading.value);
    let heading = match value.pages {
        1 => say!(locale, threads.read.posts).to_owned(),
        _ => say!(locale, threads.read.posts_page, page = value.page),
    };
    // Who has not read anything begins at the beginning.
    let unread = value.line.first_unread.filter(|_| value.read_to.is_some_and(|read| read > 0));
    let first_unread = unread.and_then(|first| value.rows.iter().position(|row| row.post.position >= first));
    let rows = value.rows.iter().enumerate().map(|(at, row)| {
        let line = (first_unread == Some(at)).then(|| {
            view! { <li class="thread-unread" id="da-leggere"><p>{say!(locale, threads.read.unread)}</p></li> }
        });
        view! { {line} {post::post(locale, value, row)} }
    });
    let rows = rows.collect_view();
    let none = value.rows.is_empty().then(|| view! { <p>{say!(locale, threads.read.none)}</p> });
    let to_unread = unread.map(|first| {
        let words = say!(locale, threads.read.to_unread, count = value.line.unread);
        let address = match first_unread {
            Some(_) => "#da-leggere".to_owned(),
            None => paths::post(locale, &value.line.address, first),
        };
        view! { <p class="no-print"><a href=address>{words}</a></p> }
    });
    let list = (!value.rows.is_empty()).then(|| view! { <ol class="thread-posts">{rows}</ol> });
    view! {
        <section aria-labelledby="interventi">
            <h2 id="interventi">{heading}</h2>
            {to_unread}
            {none}
            {list}
            <Pager current=value.page address=reading.addresses()/>
        </section>
    }
}
