// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the child takes from itself before it reads a byte: memory, time, files, network, other programs.

use std::io;

use rlimit::Resource;

use super::protocol::Fence;

/// How much memory may be used, in bytes (TRAPS.md, D3).
const MEMORY: u64 = 512 * 1024 * 1024;
/// How much time of one core, in seconds (TRAPS.md, D3).
const SECONDS: u64 = 10;
/// How many files may be open: the three of every program, and the answer.
const OPEN_FILES: u64 = 16;

/// Sets the limits.
pub(super) fn limit() -> io::Result<()> {
    // What the program itself occupies comes on top: its code is larger than most documents.
    rlimit::setrlimit(Resource::AS, MEMORY + occupied(), MEMORY + occupied())?;
    rlimit::setrlimit(Resource::DATA, MEMORY, MEMORY)?;
    rlimit::setrlimit(Resource::CPU, SECONDS, SECONDS + 1)?;
    rlimit::setrlimit(Resource::FSIZE, 0, 0)?;
    rlimit::setrlimit(Resource::NOFILE, OPEN_FILES, OPEN_FILES)?;
    rlimit::setrlimit(Resource::CORE, 0, 0)
}

/// The address space in use, in bytes; 0 where the system doesn't say.
fn occupied() -> u64 {
    let pages = std::fs::read_to_string("/proc/self/statm").ok();
    let pages = pages.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    pages.unwrap_or(0).saturating_mul(4096)
}

/// Closes the fence: from here on every system call fails but those for memory, for threads of this process and for
/// reading and writing what is open.
#[cfg(target_os = "linux")]
pub(super) fn seal() -> Fence {
    match system_calls::filter().and_then(|filter| seccompiler::apply_filter_all_threads(&filter)) {
        Ok(()) => Fence::Sealed,
        Err(_) => Fence::LimitsOnly,
    }
}

/// There is no such fence.
#[cfg(not(target_os = "linux"))]
pub(super) fn seal() -> Fence {
    Fence::LimitsOnly
}

#[cfg(target_os = "linux")]
mod system_calls {
    use std::collections::BTreeMap;

    use seccompiler::{
        BpfProgram, Error, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule,
    };

    /// What a program needs that computes and nothing else.
    const ALLOWED: &[libc::c_long] = &[
        libc::SYS_read,
        libc::SYS_write,
        libc::SYS_writev,
        libc::SYS_close,
        libc::SYS_fstat,
        libc::SYS_lseek,
        libc::SYS_munmap,
        libc::SYS_mremap,
        libc::SYS_brk,
        libc::SYS_madvise,
        libc::SYS_futex,
        libc::SYS_sched_yield,
        libc::SYS_sched_getaffinity,
        libc::SYS_getrandom,
        libc::SYS_clock_gettime,
        libc::SYS_gettid,
        libc::SYS_getpid,
        libc::SYS_tgkill,
        libc::SYS_rt_sigaction,
        libc::SYS_rt_sigprocmask,
        libc::SYS_rt_sigreturn,
        libc::SYS_sigaltstack,
        libc::SYS_set_robust_list,
        libc::SYS_rseq,
        libc::SYS_restart_syscall,
        libc::SYS_exit,
        libc::SYS_exit_group,
    ];

    /// Those that may not make memory executable; the protection is their third argument.
    const WITHOUT_EXECUTION: &[libc::c_long] = &[libc::SYS_mmap, libc::SYS_mprotect];

    pub(super) fn filter() -> Result<BpfProgram, Error> {
        let mut rules: BTreeMap<i64, Vec<SeccompRule>> = ALLOWED.iter().map(|call| (*call, Vec::new())).collect();
        let execution = u64::from(libc::PROT_EXEC.unsigned_abs());
        for call in WITHOUT_EXECUTION {
            let not_executable =
                SeccompCondition::new(2, SeccompCmpArgLen::Dword, SeccompCmpOp::MaskedEq(execution), 0)?;
            rules.insert(*call, vec![SeccompRule::new(vec![not_executable])?]);
        }
        // An error rather than the end of the process: a library that asks in vain goes on without.
        let refused = SeccompAction::Errno(libc::EPERM.unsigned_abs());
        let arch = std::env::consts::ARCH.try_into()?;
        Ok(SeccompFilter::new(rules, refused, SeccompAction::Allow, arch)?.try_into()?)
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::io::{ErrorKind, Read, Seek, SeekFrom};

    /// The filter holds for the thread that closes it, so that the other tests go on.
    #[test]
    fn behind_the_fence_is_no_file_no_network_and_no_program() {
        let mut open = tempfile::tempfile().unwrap();
        let inside = move || {
            let filter = super::system_calls::filter().unwrap();
            seccompiler::apply_filter(&filter).unwrap();
            let refused = [
                std::fs::File::open("/etc/passwd").err(),
                std::fs::write("/tmp/innesto-fence", "x").err(),
                std::fs::remove_file("/tmp/innesto-fence").err(),
                std::net::TcpStream::connect("127.0.0.1:1").err(),
                std::net::UdpSocket::bind("127.0.0.1:0").err(),
                std::os::unix::net::UnixStream::connect("/run/x").err(),
                std::process::Command::new("/bin/true").spawn().err(),
                std::thread::Builder::new().spawn(|| ()).err(),
            ];
            // What is open can be read, and memory can be had.
            open.seek(SeekFrom::Start(0)).unwrap();
            let mut nothing = Vec::with_capacity(40_000_000);
            open.read_to_end(&mut nothing).unwrap();
            refused.map(|error| error.map(|error| error.kind()))
        };
        let kinds = std::thread::spawn(inside).join().unwrap();
        assert_eq!(kinds, [Some(ErrorKind::PermissionDenied); 8]);
    }
}
