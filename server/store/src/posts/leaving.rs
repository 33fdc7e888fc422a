// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What was said stays when an account is closed, without who said it; and nobody is named by that name any more.

use std::collections::{BTreeMap, BTreeSet};

use domain::Uid;
use domain::post::{Post, Version};
use domain::thread::Thread;
use sea_orm::ConnectionTrait;

use crate::change::{Change, stated};
use crate::error::Error;
use crate::rows::uid_of;

/// The threads that a member began or closed, that name the member, and of which, or of whose posts, the member said something
/// with one click.
const THREADS: &str = "
SELECT uid FROM threads WHERE member = $1
UNION SELECT uid FROM threads WHERE closed_by = $1
UNION SELECT t.uid FROM threads t JOIN thread_mentions m ON m.thing = t.uid WHERE m.member = $1
UNION SELECT t.uid FROM threads t JOIN reactions r ON r.thing = t.uid WHERE r.member = $1
UNION SELECT p.thread FROM posts p JOIN reactions r ON r.thing = p.uid WHERE r.member = $1";
/// The posts that a member wrote, or that name the member, each with its thread.
const POSTS: &str = "
SELECT thread, uid FROM posts WHERE member = $1
UNION SELECT p.thread, p.uid FROM posts p JOIN thread_mentions m ON m.thing = p.uid WHERE m.member = $1";
/// What stands in the place of a name.
const NOBODY: &str = "@[…";

/// Threads, each with some of its posts.
type Touched = BTreeMap<Uid, BTreeSet<Uid>>;

impl Change {
    /// Takes a member's name off what is discussed: threads and posts lose their author and their earlier texts, and in
    /// those of others the name goes from between the brackets. Of each is written what it is once nobody else can change
    /// it: the thread is held first, then its post, and threads in the order of their identifiers.
    ///
    /// # Errors
    /// As `put_practice`.
    pub(crate) async fn leave_all_threads(&mut self, member: &Uid) -> Result<(), Error> {
        let mut left = Touched::new();
        loop {
            // What was written, or came into another thread, while this waited for one is found the next time.
            let mut touched = self.touched_by(member).await?;
            touched.retain(|thread, posts| {
                let Some(done) = left.get(thread) else { return true };
                posts.retain(|post| !done.contains(post));
                !posts.is_empty()
            });
            if touched.is_empty() {
                break;
            }
            for (thread, posts) in touched {
                self.leave_thread(&thread, &posts, member).await?;
                left.entry(thread).or_default().extend(posts);
            }
        }
        self.forget_reactions_of(member).await
    }

    async fn leave_thread(&mut self, uid: &Uid, posts: &BTreeSet<Uid>, member: &Uid) -> Result<(), Error> {
        if let Some(kept) = self.thread(uid).await? {
            let without = thread_without(kept.record.clone(), member);
            if without != kept.record {
                self.put_thread(&without).await?;
            }
        }
        for post in posts {
            let Some(kept) = self.post(post).await? else { continue };
            if kept.record.thread == *uid {
                self.put_post(&post_without(kept.record, member)).await?;
            }
        }
        self.leave_documents_of_posts(member).await
    }

    async fn touched_by(&mut self, member: &Uid) -> Result<Touched, Error> {
        let found = touched_by(self.connection(), member).await;
        self.marked(found)
    }
}

async fn touched_by<C: ConnectionTrait>(db: &C, member: &Uid) -> Result<Touched, Error> {
    let of_member = |sql: &str| stated(db.get_database_backend(), sql, vec![member.as_str().into()]);
    let mut touched = Touched::new();
    for row in db.query_all_raw(of_member(THREADS)?).await? {
        touched.entry(uid_of(&row.try_get::<String>("", "uid")?)?).or_default();
    }
    for row in db.query_all_raw(of_member(POSTS)?).await? {
        let thread = uid_of(&row.try_get::<String>("", "thread")?)?;
        touched.entry(thread).or_default().insert(uid_of(&row.try_get::<String>("", "uid")?)?);
    }
    Ok(touched)
}

fn thread_without(mut thread: Thread, member: &Uid) -> Thread {
    if thread.author.as_ref() == Some(member) {
        thread = Thread { author: None, revisions: Vec::new(), ..thread };
    }
    if let Some(closing) = &mut thread.closing {
        closing.by.take_if(|by| *by == *member);
    }
    thread.body = thread.body.map(|body| without_name(&body, member));
    thread.conclusions = thread.conclusions.map(|text| without_name(&text, member));
    thread.revisions.iter_mut().for_each(|version| *version = unnamed(version, member));
    thread
}

fn post_without(mut post: Post, member: &Uid) -> Post {
    if post.author.as_ref() == Some(member) {
        post = Post { author: None, revisions: Vec::new(), ..post };
    }
    if let Some(mark) = &mut post.mark {
        mark.by.take_if(|by| *by == *member);
    }
    post.body = without_name(&post.body, member);
    post.revisions.iter_mut().for_each(|version| *version = unnamed(version, member));
    post
}

fn unnamed(version: &Version, member: &Uid) -> Version {
    Version { body: without_name(&version.body, member), ..version.clone() }
}

/// A text in which a member is named by nothing but the identifier.
fn without_name(text: &str, member: &Uid) -> String {
    let end = format!("](member:{member})");
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(&end) {
        let (before, behind) = (&rest[..at], &rest[at + end.len()..]);
        match before.rfind("@[") {
            Some(begin) => {
                out.push_str(&before[..begin]);
                out.push_str(NOBODY);
            }
            None => out.push_str(before),
        }
        out.push_str(&end);
        rest = behind;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_name_of_that_member_goes() {
        let ada = Uid::parse("ada").expect("a uid");
        let text = "Grazie @[Ada Prova](member:ada) e @[Bea](member:bea), @[Ada](member:ada)!";
        let left = "Grazie @[…](member:ada) e @[Bea](member:bea), @[…](member:ada)!";
        assert_eq!(without_name(text, &ada), left);
        assert_eq!(without_name("nessuno](member:ada)", &ada), "nessuno](member:ada)");
    }
}
