//! Circles in a graph of firms.

use std::collections::BTreeMap;

use crate::names::Name;

/// Who points at whom.
pub(super) type Edges = BTreeMap<Name, Vec<Name>>;

/// The groups of more than one within which each reaches every other along the edges.
///
/// Kosaraju's two walks, without recursion, as a group may be as large as the market.
pub(super) fn circles(edges: &Edges) -> Vec<Vec<Name>> {
    let mut back = Edges::new();
    for (from, targets) in edges {
        for to in targets {
            back.entry(*to).or_default().push(*from);
        }
    }
    let mut visited = BTreeMap::new();
    let mut finished = Vec::new();
    for start in edges.keys() {
        walk(edges, *start, &mut visited, &mut finished);
    }
    let mut visited = BTreeMap::new();
    let mut circles = Vec::new();
    for start in finished.iter().rev() {
        let mut circle = Vec::new();
        walk(&back, *start, &mut visited, &mut circle);
        if circle.len() > 1 {
            circle.sort_unstable();
            circles.push(circle);
        }
    }
    circles
}

/// Visits all that can be reached and were not visited, and lists each after those that it leads to.
fn walk(edges: &Edges, start: Name, visited: &mut BTreeMap<Name, ()>, finished: &mut Vec<Name>) {
    if visited.insert(start, ()).is_some() {
        return;
    }
    // Each with the number of its targets that were looked at.
    let mut path = vec![(start, 0)];
    while let Some((at, looked_at)) = path.last_mut() {
        let target = edges.get(at).and_then(|targets| targets.get(*looked_at));
        *looked_at += 1;
        match target {
            Some(to) if visited.insert(*to, ()).is_none() => path.push((*to, 0)),
            Some(_) => {}
            None => {
                finished.push(*at);
                path.pop();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn circles_are_found_and_chains_are_not() {
        let mut edges = Edges::new();
        for (from, to) in [
            (1, 2),
            (2, 3),
            (3, 1),
            (3, 4),
            (4, 5),
            (6, 7),
            (7, 6),
            (8, 8),
        ] {
            edges.entry(Name(from)).or_default().push(Name(to));
        }
        let mut found = circles(&edges);
        found.sort();
        assert_eq!(
            found,
            [vec![Name(1), Name(2), Name(3)], vec![Name(6), Name(7)]]
        );
    }

    #[test]
    fn a_long_circle_needs_no_deep_stack() {
        let many = 200_000;
        let edges = (0..many)
            .map(|at| (Name(at), vec![Name((at + 1) % many)]))
            .collect();
        assert_eq!(circles(&edges)[0].len(), many as usize);
    }
}
