use super::*;

#[test]
fn names_lead_back_to_accesses() {
    for access in Access::ALL {
        assert_eq!(Access::from_name(access.name()), Some(access));
    }
    for unknown in ["", "Read", "rename", "exec", "read "] {
        assert_eq!(Access::from_name(unknown), None);
    }
}

/// A grant for one access is no grant for another.
#[test]
fn no_access_contains_another() {
    for a in Access::ALL {
        for b in Access::ALL {
            assert_eq!(AccessSet::from(a).contains(b.into()), a == b);
            assert_eq!(AccessSet::from(a).meets(b.into()), a == b);
        }
    }
}

#[test]
fn replacing_is_writing_creating_and_truncating() {
    assert_eq!(AccessSet::REPLACE.to_string(), "write+create+truncate");
    assert_eq!(serde_json::to_value(AccessSet::REPLACE).unwrap(), serde_json::json!(["write", "create", "truncate"]));
}

#[test]
fn sets_unite_and_differ() {
    let both = AccessSet::of(&[Access::Read, Access::SetMetadata]);
    assert_eq!(AccessSet::from(Access::Read).union(Access::SetMetadata.into()), both);
    assert_eq!(both.without(Access::Read.into()), Access::SetMetadata.into());
    assert_eq!(both.iter().collect::<Vec<_>>(), [Access::Read, Access::SetMetadata]);
    assert!(both.without(both).is_empty() && !both.is_empty());
    assert!(!AccessSet::NONE.meets(both) && !both.meets(AccessSet::NONE));
}
