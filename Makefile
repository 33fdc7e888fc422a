# SPDX-FileCopyrightText: Innesto contributors
# SPDX-License-Identifier: AGPL-3.0-or-later

.PHONY: run test build bench prove lint format setup

# A portal with demonstration content on http://127.0.0.1:3000
run:
	@scripts/run

# Everything that is tested, from a fresh clone
test:
	@scripts/test

# The release: target/release/innesto with its site beside it
build:
	@scripts/build

# The figures of docs/BENCHMARKS.md
bench:
	@scripts/bench

# The long proofs: crash series, big corpora, search quality
prove:
	@scripts/prove

# Formatting and lints, as `make test` asks for them
lint:
	@scripts/lint

format:
	@. scripts/environment && cargo fmt --all
