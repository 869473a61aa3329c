/// Files in the order in which they are written: each behind those that it needs, and else by path.
struct WritingOrder {
    private(set) var paths: [String] = []

    /// `needs` has no circles, since rules have none; keeps its own stack.
    init(of paths: [String], needs: [String: Set<String>]) {
        var done: Set<String> = []
        var entered: Set<String> = []
        for path in paths.sorted() {
            var stack = [path]
            while let next = stack.last {
                let open =
                    entered.insert(next).inserted ? needs[next, default: []].filter { !entered.contains($0) } : []
                if open.isEmpty {
                    stack.removeLast()
                    if done.insert(next).inserted { self.paths.append(next) }
                } else {
                    stack += open.sorted(by: >)
                }
            }
        }
    }
}
