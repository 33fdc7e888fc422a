-- SPDX-FileCopyrightText: Innesto contributors
-- SPDX-License-Identifier: AGPL-3.0-or-later
local words = { "formazione", "dipendenti", "asilo", "nido", "servizi", "agile", "lavoro", "rifiuti", "raccolta", "biblioteca",
  "appalti", "cittadini", "digitale", "competenze", "trasporto", "energia", "sportello", "partecipazione", "turismo", "scuola" }
math.randomseed(7)
request = function()
  local text = words[math.random(#words)]
  for _ = 2, math.random(3) do text = text .. "+" .. words[math.random(#words)] end
  return wrk.format("GET", "/cerca?q=" .. text)
end
