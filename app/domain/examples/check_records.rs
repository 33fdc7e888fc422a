// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Reads files of records and prints every line that import would refuse, with its reason.

use domain::record::Record;

fn main() -> std::io::Result<()> {
    let mut refused = 0;
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path)?;
        for (number, line) in text.lines().enumerate() {
            match Record::read(line) {
                Ok(read) if read.unknown_fields.is_empty() => {}
                Ok(read) => println!("{path}:{}: unknown fields {:?}", number + 1, read.unknown_fields),
                Err(error) => {
                    refused += 1;
                    println!("{path}:{}: {error}", number + 1);
                }
            }
        }
        println!("{path}: {} lines", text.lines().count());
    }
    println!("{refused} refused");
    Ok(())
}
