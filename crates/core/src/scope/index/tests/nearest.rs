//! Sweeps over what the index says besides its hits.

use super::*;

type Listed = Vec<(String, Pattern)>;

fn listed(dice: &mut Dice) -> Listed {
    (0..=dice.below(11))
        .map(|_| {
            let list = *dice.pick(&[List::Allow, List::Deny]);
            let text = spell(dice, &PARTS, 5);
            let pattern = parse(&text, list);
            (text, pattern)
        })
        .collect()
}

fn built(listed: &Listed) -> Index {
    Index::build(listed.iter().enumerate().map(|(i, (_, pattern))| (i, pattern, false)))
}

/// How many names the pattern's literal part and the path begin with together.
fn followed(pattern: &Pattern, path: &ValidPath) -> usize {
    pattern.literal_prefix().zip(path.components()).take_while(|(literal, name)| literal == name).count()
}

#[test]
fn the_nearest_entry_is_one_whose_literal_part_follows_the_path_furthest() {
    let mut dice = Dice(7);
    for _ in 0..1_000 {
        let listed = listed(&mut dice);
        let index = built(&listed);
        for _ in 0..20 {
            let path = path(&spell(&mut dice, &NAMES, 6));
            let furthest = listed.iter().map(|(_, pattern)| followed(pattern, &path)).max();
            let (entry, depth) = index.nearest(&path, index.start()).unwrap();
            assert_eq!(Some(depth), furthest, "{path} of {listed:?}");
            assert_eq!(followed(&listed[entry].1, &path), depth, "{path} of {listed:?}");
            let reach = *dice.pick(&[Reach::AS_WRITTEN, Reach::EVERYWHERE]);
            let (_, trail) = index.walk_leaving_trail((&path).into(), reach, |_| ControlFlow::<()>::Continue(()));
            assert_eq!(index.nearest(&path, trail), Some((entry, depth)), "{path} of {listed:?}");
        }
    }
}

#[test]
fn an_index_of_one_entry_at_the_root_has_a_nearest() {
    for text in ["/", "/**", "/*", "/*/a"] {
        for list in [List::Allow, List::Deny] {
            let pattern = parse(text, list);
            let index = Index::build([(5, &pattern, false)]);
            assert_eq!(index.nearest(&path("/a/b"), index.start()), Some((5, 0)), "{text}");
            assert_eq!(index.nearest(&path("/"), index.start()), Some((5, 0)), "{text}");
        }
    }
}

#[test]
fn the_index_goes_through_the_literal_parts_of_its_patterns_and_nothing_else() {
    let mut dice = Dice(11);
    for _ in 0..1_000 {
        let listed = listed(&mut dice);
        let index = built(&listed);
        for _ in 0..20 {
            let path = path(&spell(&mut dice, &NAMES, 4));
            let names = path.components().count();
            let through = listed.iter().any(|(_, pattern)| followed(pattern, &path) == names);
            assert_eq!(index.goes_through(&path), through, "{path} of {listed:?}");
        }
    }
}

#[test]
fn the_walk_ends_at_the_first_break() {
    let patterns = [
        parse("/**", List::Allow),
        parse("/*/b", List::Allow),
        parse("/a/**", List::Allow),
        parse("/a/b", List::Allow),
    ];
    let index = Index::build(patterns.iter().enumerate().map(|(i, pattern)| (i, pattern, false)));
    let hits_until = |last: Option<usize>| {
        let mut hits = Vec::new();
        let end = index.walk(&path("/a/b"), Reach::AS_WRITTEN, |entry| {
            hits.push(entry);
            if Some(entry) == last { ControlFlow::Break(entry) } else { ControlFlow::Continue(()) }
        });
        assert_eq!(end.break_value(), last);
        hits
    };
    let all = hits_until(None);
    assert_eq!(all.len(), patterns.len());
    for (i, last) in all.iter().enumerate() {
        assert_eq!(hits_until(Some(*last)), all[..=i]);
    }
}
