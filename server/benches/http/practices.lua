-- SPDX-FileCopyrightText: Innesto contributors
-- SPDX-License-Identifier: AGPL-3.0-or-later
local addresses = {}
for line in io.lines(os.getenv("INNESTO_BENCH_ADDRESSES")) do addresses[#addresses + 1] = line end
math.randomseed(7)
request = function() return wrk.format("GET", addresses[math.random(#addresses)]) end
