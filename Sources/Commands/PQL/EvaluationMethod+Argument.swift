internal import ArgumentParser
internal import PQLSemantics

extension EvaluationMethod: ExpressibleByArgument {}
