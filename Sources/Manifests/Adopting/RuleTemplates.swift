internal import PQLSyntax
internal import Segments

/// Puts the templates of a manifest's rule back into the rule that a sandbox has.
///
/// The tenant becomes `${tenant}`: in paths, unless the manifest names it plainly there, and in strings where it stands
/// as a word, but for strings that the manifest has like that. Every part that still says what the manifest's part with a
/// variable said is that part again; a variable whose part changed becomes the sandbox's literal.
struct RuleTemplates {
    private let manifest: PQLExpression
    private let resolver: TemplateResolver
    private let tenant: String

    init(of manifest: PQLExpression, in sandbox: SandboxConfiguration) {
        self.manifest = manifest
        resolver = TemplateResolver(sandbox: sandbox)
        tenant = sandbox.tenant
    }

    func restored(in rule: PQLExpression) -> PQLExpression {
        let renamed = namingTenant(in: rule)
        let parts = partsWithVariables
        guard !parts.isEmpty else { return renamed }
        let restored = replacing(parts, in: rule).namingTenantInStrings(tenant, except: strings)
        let meaning = SegmentExpression(resolver.resolve(restored).tree)
        return meaning == SegmentExpression(rule) ? restored : renamed
    }

    private var namesTenantPlainly: Bool {
        var plain = false
        var template = false
        manifest.visitNames { name in
            switch name.kind {
            case .plain(let text): plain = plain || text == tenant
            case .template(let token): template = template || token.kind == .variable("tenant")
            }
        }
        return plain && !template
    }

    /// The rule with `${tenant}` and no other template put back.
    func namingTenant(in rule: PQLExpression) -> PQLExpression {
        let rule = rule.namingTenantInStrings(tenant, except: strings)
        return namesTenantPlainly ? rule : rule.namingTenant(tenant)
    }

    private var strings: Set<PQLString> {
        var strings: Set<PQLString> = []
        manifest.visit { node in
            if case .string(let string) = node.kind { strings.insert(string) }
        }
        return strings
    }

    private func named(_ name: PQLName) -> PQLName? {
        name.kind == .plain(tenant) ? PQLName(.template(PQLTemplate(.variable("tenant")))) : nil
    }

    /// The parts of the manifest's rule that hold a variable, by what they say in the sandbox.
    ///
    /// A value by itself is no part: an equal value elsewhere need not be the variable's.
    private var partsWithVariables: [PQLExpression: PQLExpression] {
        var parts: [PQLExpression: PQLExpression] = [:]
        manifest.visit { node in
            guard !node.children.isEmpty else { return }
            var holdsVariable = false
            node.visitTemplates { token in
                if case .variable(let name) = token.kind, name != "tenant" { holdsVariable = true }
            }
            if holdsVariable { parts[PQLCanonical.form(of: resolver.resolve(node).tree)] = node }
        }
        return parts
    }

    /// The rule with the largest parts that are known replaced, from the root down; keeps its own stack.
    private func replacing(_ parts: [PQLExpression: PQLExpression], in rule: PQLExpression) -> PQLExpression {
        struct Frame {
            let node: PQLExpression
            let children: [PQLExpression]
            var done: [PQLExpression] = []
        }
        func frame(_ node: PQLExpression) -> Frame {
            if let part = parts[PQLCanonical.form(of: node)] { return Frame(node: part, children: []) }
            return Frame(node: node, children: node.children.map(\.expression))
        }
        let isPlain = namesTenantPlainly
        var stack = [frame(rule)]
        while true {
            let top = stack.count - 1
            if stack[top].done.count < stack[top].children.count {
                stack.append(frame(stack[top].children[stack[top].done.count]))
                continue
            }
            let last = stack.removeLast()
            let result =
                last.children.isEmpty
                ? last.node
                : last.node.replacing(children: last.done) { isPlain ? nil : named($0) }
            guard !stack.isEmpty else { return result }
            stack[stack.count - 1].done.append(result)
        }
    }
}
