//! The regional governments, described from the compiled-in table of regions.

use domain::citation::{Citation, How};
use domain::id::{OrganizationId, SourceId};
use domain::organization::{Description, OrganizationKind};
use domain::region::{Kind, Region};
use domain::text::Text;

/// A government as the table of regions knows it.
pub(super) fn described(region: &Region, source: Option<SourceId>) -> Description {
    let kind = match region.kind {
        Kind::Kota => OrganizationKind::City,
        Kind::Kabupaten => OrganizationKind::Regency,
        _ => OrganizationKind::Province,
    };
    let citation = |source| Citation {
        source,
        paragraph: None,
        how: How::ParaphrasedFrom,
    };
    Description {
        name: Text::both(region.full_name(), english_name(region)),
        kind,
        region: Some(region.code.to_string()),
        also_known_as: Vec::new(),
        parent: region.code.parent().map(OrganizationId::from_key),
        successor: None,
        seat: None,
        sources: source.map(citation).into_iter().collect(),
        differences: Vec::new(),
    }
}

/// The full name in English: the kind is translated, the name itself is not.
fn english_name(region: &Region) -> String {
    let name = region.bare_name();
    let (name, administrative) = match name.strip_prefix("Administrasi ") {
        Some(name) => (name, "Administrative "),
        None => (name, ""),
    };
    match region.kind {
        Kind::Kota => format!("{name} {administrative}City"),
        Kind::Kabupaten => format!("{name} {administrative}Regency"),
        _ => [
            ("Daerah Khusus Ibukota ", "Special Capital Region of "),
            ("Daerah Khusus ", "Special Region of "),
            ("Daerah Istimewa ", "Special Region of "),
        ]
        .iter()
        .find_map(|(indonesian, english)| {
            Some(format!("{english}{}", name.strip_prefix(indonesian)?))
        })
        .unwrap_or_else(|| format!("{name} Province")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::region;

    #[test]
    fn a_government_is_named_in_full_in_both_languages() {
        for (code, id, en, parent) in [
            ("36", "Provinsi Banten", "Banten Province", None),
            ("11", "Provinsi Aceh", "Aceh Province", None),
            (
                "34",
                "Daerah Istimewa Yogyakarta",
                "Special Region of Yogyakarta",
                None,
            ),
            (
                "31",
                "Daerah Khusus Ibukota Jakarta",
                "Special Capital Region of Jakarta",
                None,
            ),
            ("36.04", "Kabupaten Serang", "Serang Regency", Some("36")),
            ("36.73", "Kota Serang", "Serang City", Some("36")),
            (
                "31.71",
                "Kota Administrasi Jakarta Pusat",
                "Jakarta Pusat Administrative City",
                Some("31"),
            ),
        ] {
            let d = described(&region::find(code).unwrap(), None);
            assert_eq!(
                (d.name, d.parent),
                (Text::both(id, en), parent.map(OrganizationId::from_key)),
                "{code}"
            );
        }
    }
}
