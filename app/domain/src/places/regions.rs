// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The 20 regions of Italy (ISTAT) and the partner regions abroad (NUTS 2021), with their tiles on the map.

use super::Region;

/// All regions: Italy's by their code, then those abroad.
#[rustfmt::skip]
pub const REGIONS: &[Region] = &[
    Region { code: "01", country: "IT", name_it: "Piemonte", name_en: "Piedmont", tile: (1, 1), short: "PIE" },
    Region { code: "02", country: "IT", name_it: "Valle d'Aosta", name_en: "Aosta Valley", tile: (1, 0), short: "VDA" },
    Region { code: "03", country: "IT", name_it: "Lombardia", name_en: "Lombardy", tile: (2, 1), short: "LOM" },
    Region { code: "04", country: "IT", name_it: "Trentino-Alto Adige", name_en: "Trentino-South Tyrol", tile: (3, 0), short: "TAA" },
    Region { code: "05", country: "IT", name_it: "Veneto", name_en: "Veneto", tile: (3, 1), short: "VEN" },
    Region { code: "06", country: "IT", name_it: "Friuli-Venezia Giulia", name_en: "Friuli-Venezia Giulia", tile: (4, 0), short: "FVG" },
    Region { code: "07", country: "IT", name_it: "Liguria", name_en: "Liguria", tile: (1, 2), short: "LIG" },
    Region { code: "08", country: "IT", name_it: "Emilia-Romagna", name_en: "Emilia-Romagna", tile: (2, 2), short: "EMR" },
    Region { code: "09", country: "IT", name_it: "Toscana", name_en: "Tuscany", tile: (2, 3), short: "TOS" },
    Region { code: "10", country: "IT", name_it: "Umbria", name_en: "Umbria", tile: (3, 4), short: "UMB" },
    Region { code: "11", country: "IT", name_it: "Marche", name_en: "Marche", tile: (3, 3), short: "MAR" },
    Region { code: "12", country: "IT", name_it: "Lazio", name_en: "Lazio", tile: (2, 4), short: "LAZ" },
    Region { code: "13", country: "IT", name_it: "Abruzzo", name_en: "Abruzzo", tile: (4, 4), short: "ABR" },
    Region { code: "14", country: "IT", name_it: "Molise", name_en: "Molise", tile: (4, 5), short: "MOL" },
    Region { code: "15", country: "IT", name_it: "Campania", name_en: "Campania", tile: (3, 5), short: "CAM" },
    Region { code: "16", country: "IT", name_it: "Puglia", name_en: "Apulia", tile: (5, 5), short: "PUG" },
    Region { code: "17", country: "IT", name_it: "Basilicata", name_en: "Basilicata", tile: (4, 6), short: "BAS" },
    Region { code: "18", country: "IT", name_it: "Calabria", name_en: "Calabria", tile: (4, 7), short: "CAL" },
    Region { code: "19", country: "IT", name_it: "Sicilia", name_en: "Sicily", tile: (3, 8), short: "SIC" },
    Region { code: "20", country: "IT", name_it: "Sardegna", name_en: "Sardinia", tile: (1, 5), short: "SAR" },
    Region { code: "BE1", country: "BE", name_it: "Bruxelles", name_en: "Brussels", tile: (7, 1), short: "BRU" },
    Region { code: "BE3", country: "BE", name_it: "Vallonia", name_en: "Wallonia", tile: (7, 2), short: "WAL" },
    Region { code: "FR10", country: "FR", name_it: "Île-de-France", name_en: "Île-de-France", tile: (7, 3), short: "IDF" },
    Region { code: "ES41", country: "ES", name_it: "Castiglia e León", name_en: "Castile and León", tile: (7, 4), short: "CYL" },
    Region { code: "RO12", country: "RO", name_it: "Centru (Transilvania)", name_en: "Centru (Transylvania)", tile: (7, 5), short: "CEN" },
    Region { code: "LV00", country: "LV", name_it: "Lettonia (Riga)", name_en: "Latvia (Riga)", tile: (7, 6), short: "LET" },
    Region { code: "EL43", country: "GR", name_it: "Creta", name_en: "Crete", tile: (7, 7), short: "CRE" },
    Region { code: "DE21", country: "DE", name_it: "Alta Baviera", name_en: "Upper Bavaria", tile: (7, 8), short: "OBB" },
];
