import Diagnostics
import JSONTree

// occurs and chain. Their parts are no nodes of the tree; where one of them is not known, it is kept in the smallest
// part that can hold it: a member or an element of a chain, or the whole node.

extension NodeDecoder {
    func occurs(_ members: [String: JSONValue]) {
        guard members["timeinterval"] != nil else { return refuse(members, "timeinterval", expected: "a node") }
        guard members["relation"] != nil else {
            return refuse(members, "relation", expected: "'before', 'after', 'from' or 'within'")
        }
        guard let shape = OccurrenceShape(members, self) else {
            let unknown = OccurrenceShape.unknownRelation(members)
            return keep(unknown.map { "relation '\(PQLDiagnostics.excerpt($0))'" } ?? "time condition")
        }
        plan(members, required: "timestamp")
        plan(shape.times)
        let extra = extra(members, known: ["timestamp", "timeinterval", "relation", "qualification"])
        planFinish { decoder in
            let parts = decoder.pop(1 + shape.nodeCount)
            decoder.push(.occurs(parts[0], shape.occurrence(parts.dropFirst())), extra: extra)
        }
    }

    /// Plans the reading of the times of an occurrence that are nodes.
    private func plan(_ times: [OccurrenceShape.Time], in member: String = "") {
        for case .node(let value, let place) in times { plan(value, member: member + place) }
    }

    private enum Element {
        case step(StepShape)
        case kept(JSONValue)
    }

    func chain(_ members: [String: JSONValue]) {
        for (name, expected) in [("array", "a node"), ("timestampField", "a lambda")] where members[name] == nil {
            return refuse(members, name, expected: expected)
        }
        guard let values = members["elements"]?.array, !values.isEmpty else {
            return refuse(members, "elements", expected: "an array of element nodes")
        }
        guard let order = members["timestampField"].flatMap(Self.orderField) else {
            return keep("order of a chain")
        }
        plan(members, required: "array")
        var elements: [Element] = []
        for index in values.indices {
            guard let element = element(values[index], "elements/\(index)") else {
                return planFinish { decoder in
                    _ = decoder.pop()
                    decoder.push(.error)
                }
            }
            elements.append(element)
        }
        reportRepeatedNames(of: elements)
        for (index, element) in elements.enumerated() {
            if case .step(let shape) = element { planStep(shape, "elements/\(index)") }
        }
        let orderName = name(order: order)
        let extra = extra(members, known: ["array", "timestampField", "elements"])
        planFinish { $0.finish(elements, orderName, extra) }
    }

    private func finish(_ elements: [Element], _ order: PQLName, _ extra: [String: JSONValue]) {
        var steps: [PQLChain.Step] = []
        for case .step(let shape) in elements.reversed() { steps.append(shape.step(self)) }
        var kept: [PQLChain.KeptElement] = []
        var stepsBefore = 0
        for element in elements {
            switch element {
            case .step: stepsBefore += 1
            case .kept(let json): kept.append(PQLChain.KeptElement(stepsBefore: stepsBefore, json: json))
            }
        }
        let chain = PQLChain(array: pop(), order: order, steps: steps.reversed(), keptElements: kept)
        push(.chain(chain), extra: extra)
    }

    /// A step, or an element that is kept as it is, told about; nil after refusing it.
    private func element(_ value: JSONValue, _ member: String) -> Element? {
        guard let members = value.object, let type = members["nodeType"]?.string else {
            report(PQLDiagnostics.notANode(Self.describe(value), at: pointer(to: member)))
            return nil
        }
        if type == "element" {
            switch StepShape.read(Self.withoutNulls(members), self) {
            case .step(let shape):
                for name in shape.extraMembers.keys.sorted() {
                    let place = pointer(to: member)
                    let isKnown = name == "when" || name == "count"
                    report(
                        isKnown
                            ? PQLDiagnostics.unknownNode("value of '\(name)'", at: place)
                            : PQLDiagnostics.unknownMember(name, at: place)
                    )
                }
                return .step(shape.keeping(kept(shape.extraMembers)))
            case .missing(let name, let expected):
                let found = members[name].map(Self.describe) ?? "nothing"
                report(PQLDiagnostics.badMember(expected, found: found, at: pointer(to: member + "/" + name)))
                return nil
            case .unknown: break
            }
        }
        let what = "chain element '\(PQLDiagnostics.excerpt(type))'"
        report(PQLDiagnostics.unknownNode(what, at: pointer(to: member)))
        return kept(["element": value])["element"].map(Element.kept)
    }

    private func reportRepeatedNames(of elements: [Element]) {
        var names: Set<String> = []
        for (index, element) in elements.enumerated() {
            guard case .step(let shape) = element, !names.insert(shape.name).inserted else { continue }
            let what = "the step '\(PQLDiagnostics.excerpt(shape.name))'"
            report(PQLDiagnostics.repeated(what, at: pointer(to: "elements/\(index)/name")))
        }
    }

    private func name(order text: String) -> PQLName {
        guard readsTemplates, case .template(let template)? = string(text).parts.first else { return PQLName(text) }
        return PQLName(.template(template))
    }

    private func planStep(_ shape: StepShape, _ element: String) {
        plan(shape.what, member: element + "/what/body")
        if let condition = shape.condition { plan(condition, member: element + "/where/body") }
        guard let when = shape.when else { return }
        planEntering(.time(when.name))
        plan(when.shape.times, in: element + "/when/body/")
        planLeaving()
    }

    private func plan(_ lambda: StepShape.Lambda, member: String) {
        planEntering(.item(lambda.name))
        plan(lambda.body, member: member)
        planLeaving()
    }

    /// The field's name in `v => v.timestamp`.
    private static func orderField(_ value: JSONValue) -> String? {
        guard let function = InlineFunction(value), function.names.count == 1, let body = function.body.object,
            body.count == 3, body["nodeType"]?.string == "fieldLookup",
            body["object"] == ["nodeType": "varRef", "varName": .string(function.names[0])],
            let name = body["fieldName"]?.string, !name.isEmpty
        else { return nil }
        return name
    }
}
